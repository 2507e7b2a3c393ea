import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '#slices/team/contract.ts';
import type { NewTerritory, TerritoryHeld } from '#slices/team/territory-contract.ts';
import classes from '#slices/team/web/team.module.css';
import { useRightsChange } from '#slices/team/web/rights-change.ts';
import { SpanFields } from '#slices/team/web/span-fields.tsx';
import { api } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { TextField } from '#platform/web/ui/field.tsx';
import { Problem } from '#platform/web/ui/states.tsx';
import { useFormat } from '#platform/web/use-format.ts';

interface TerritoriesProps {
  readonly person: Person;
  readonly territories: readonly TerritoryHeld[];
}

/** For which territories a person is responsible, each with its days; another one is given below. */
export function Territories({ person, territories }: TerritoriesProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const session = useSession();
  const { today } = session;
  const end = useRightsChange(
    ({ id, version }: TerritoryHeld) => api.patch(`/api/territories/${String(id)}`, { until: today }, { version }),
    t('territory.ended'),
  );
  const [territory, setTerritory] = useState('');
  const [from, setFrom] = useState(today);
  const [until, setUntil] = useState('');
  const [isTold, setTold] = useState(false);
  const give = useRightsChange(
    (input: NewTerritory) => api.post(`/api/people/${String(person.id)}/territories`, input),
    t('territory.given'),
  );
  return (
    <>
      {territories.length === 0 ? null : (
        <ul className={classes.waiting} aria-label={t('territory.list')}>
          {territories.map((one) => (
            <li key={one.id}>
              <span>
                <span className="k-strong">{one.territory}</span>{' '}
                <span className="k-ink2">
                  {[
                    t('rights.from', { day: format.day(one.from, 'numeric') }),
                    ...(one.until === null ? [] : [t('rights.until', { day: format.day(one.until, 'numeric') })]),
                  ].join(' · ')}
                </span>
              </span>
              {one.until === null || one.until > today ? (
                <Action
                  small
                  kind="quiet"
                  label={t('rights.end')}
                  busy={end.isPending}
                  onClick={() => end.mutate(one)}
                />
              ) : null}
            </li>
          ))}
        </ul>
      )}
      <TextField
        label={t('territory.another')}
        hint={t('territory.hint')}
        maxLength={100}
        value={territory}
        onChange={setTerritory}
        error={isTold && territory.trim() === '' ? t('territory.missing') : undefined}
      />
      <SpanFields from={from} until={until} onFrom={setFrom} onUntil={setUntil} />
      {give.error === null ? null : <Problem error={give.error} />}
      {end.error === null ? null : <Problem error={end.error} />}
      <div>
        <Action
          label={t('territory.give')}
          busy={give.isPending}
          reason={session.person.id === person.id ? t('rights.not-oneself') : undefined}
          onClick={() => {
            setTold(true);
            if (territory.trim() === '') return;
            give.mutate(
              { territory: territory.trim(), from, until: until === '' ? null : until },
              {
                onSuccess: () => {
                  setTerritory('');
                  setTold(false);
                },
              },
            );
          }}
        />
      </div>
    </>
  );
}
