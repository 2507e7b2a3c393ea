import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewRole, Person, PersonChange, PersonReply, RoleHeld } from '#slices/team/contract.ts';
import { useRightsChange } from '#slices/team/web/rights-change.ts';
import { SpanFields } from '#slices/team/web/span-fields.tsx';
import classes from '#slices/team/web/team.module.css';
import { Territories } from '#slices/team/web/territories-section.tsx';
import { api } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Dialog } from '#platform/web/ui/dialog.tsx';
import { ChoiceField, TextField } from '#platform/web/ui/field.tsx';
import { Loading, Problem, Skeleton } from '#platform/web/ui/states.tsx';
import { useFormat } from '#platform/web/use-format.ts';

const roleChoices = ['kam', 'manager', 'director', 'support', 'finance', 'admin'] as const;

interface PersonDialogProps {
  /** Whose rights are shown; null while the dialog is closed. */
  readonly person: Person | null;
  readonly people: readonly Person[];
  readonly onClose: () => void;
}

/** Name, superior, roles with their days, and whether she is let in. */
export function PersonDialog({ person, people, onClose }: PersonDialogProps): ReactNode {
  return (
    <Dialog title={person?.name ?? ''} opened={person !== null} onClose={onClose}>
      {person === null ? null : <Rights key={person.id} id={person.id} people={people} />}
    </Dialog>
  );
}

function Rights({ id, people }: { readonly id: number; readonly people: readonly Person[] }): ReactNode {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['people', 'one', id],
    queryFn: ({ signal }) => api.get<PersonReply>(`/api/people/${String(id)}`, { signal }),
  });
  if (query.error) return <Problem error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) {
    return (
      <Loading label={t('rights.loading')}>
        <Skeleton height="8rem" />
      </Loading>
    );
  }
  const { person, roles, territories } = query.data;
  return (
    <>
      <Roles roles={roles} />
      <AddRole person={person} />
      <Territories person={person} territories={territories} />
      <Line key={person.version} person={person} people={people} />
      <LetIn person={person} />
    </>
  );
}

function Roles({ roles }: { readonly roles: readonly RoleHeld[] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { today } = useSession();
  const end = useRightsChange(
    (role: RoleHeld) => api.patch(`/api/roles/${String(role.id)}`, { until: today }, { version: role.version }),
    t('rights.ended'),
  );
  const shown = roles.filter(
    ({ state, from, until }) => state !== 'declined' && (until === null || from === null || from < until),
  );
  return (
    <>
      <ul className={classes.waiting} aria-label={t('rights.roles')}>
        {shown.map((role) => (
          <li key={role.id}>
            <span>
              <span className="k-strong">{t(`role.${role.role}`)}</span>{' '}
              <span className="k-ink2">
                {[
                  ...(role.from === null ? [] : [t('rights.from', { day: format.day(role.from, 'numeric') })]),
                  ...(role.until === null ? [] : [t('rights.until', { day: format.day(role.until, 'numeric') })]),
                  ...(role.state === 'asked' ? [t('rights.is-asked')] : []),
                ].join(' · ')}
              </span>
            </span>
            {role.state === 'given' && (role.until === null || role.until > today) ? (
              <Action
                small
                kind="quiet"
                label={t('rights.end')}
                busy={end.isPending}
                onClick={() => end.mutate(role)}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {end.error === null ? null : <Problem error={end.error} />}
    </>
  );
}

function AddRole({ person }: { readonly person: Person }): ReactNode {
  const { t } = useTranslation();
  const session = useSession();
  const [role, setRole] = useState<NewRole['role']>('support');
  const [from, setFrom] = useState(session.today);
  const [until, setUntil] = useState('');
  const add = useRightsChange(
    (input: Partial<NewRole>) => api.post(`/api/people/${String(person.id)}/roles`, input),
    t('rights.added'),
  );
  const isWide = role === 'director' || role === 'finance' || role === 'admin';
  return (
    <>
      <ChoiceField
        label={t('rights.another')}
        value={role}
        options={roleChoices.map((value) => ({ value, label: t(`role.${value}`) }))}
        hint={isWide ? t('rights.second-person') : t(`people.role-${role}`)}
        onChange={setRole}
      />
      <SpanFields from={from} until={until} onFrom={setFrom} onUntil={setUntil} />
      {add.error === null ? null : <Problem error={add.error} />}
      <div>
        <Action
          label={isWide ? t('rights.ask') : t('rights.give')}
          busy={add.isPending}
          reason={session.person.id === person.id ? t('rights.not-oneself') : undefined}
          onClick={() => add.mutate({ role, from, until: until === '' ? null : until })}
        />
      </div>
    </>
  );
}

function Line({ person, people }: { readonly person: Person; readonly people: readonly Person[] }): ReactNode {
  const { t } = useTranslation();
  const { today } = useSession();
  const before = people.find(({ id }) => id === person.reportsTo?.id)?.email ?? '';
  const [name, setName] = useState(person.name);
  const [superior, setSuperior] = useState(before);
  const [from, setFrom] = useState(today);
  const save = useRightsChange(
    (change: PersonChange) => api.patch(`/api/people/${String(person.id)}`, change, { version: person.version }),
    t('rights.saved'),
  );
  return (
    <>
      <TextField label={t('people.name')} value={name} maxLength={200} onChange={setName} />
      <ChoiceField
        label={t('people.reports-to')}
        value={superior}
        options={[
          { value: '', label: t('people.reports-to-nobody') },
          ...people.filter(({ id }) => id !== person.id).map((one) => ({ value: one.email, label: one.name })),
        ]}
        onChange={setSuperior}
      />
      {superior === before ? null : (
        <TextField label={t('rights.superior-from')} type="date" width={12} value={from} onChange={setFrom} />
      )}
      {save.error === null ? null : <Problem error={save.error} />}
      <div>
        <Action
          label={t('rights.save')}
          busy={save.isPending}
          onClick={() =>
            save.mutate({
              ...(name.trim() === '' || name === person.name ? {} : { name: name.trim() }),
              ...(superior === before ? {} : { superior: { email: superior === '' ? null : superior, from } }),
            })
          }
        />
      </div>
    </>
  );
}

function LetIn({ person }: { readonly person: Person }): ReactNode {
  const { t } = useTranslation();
  const session = useSession();
  const change = useRightsChange(
    (disabled: boolean) =>
      api.put(`/api/people/${String(person.id)}/disabled`, { disabled }, { version: person.version }),
    t(person.isDisabled ? 'rights.enabled' : 'rights.disabled'),
  );
  return (
    <>
      <p className="k-small k-ink2">{person.isDisabled ? t('rights.is-disabled') : t('rights.disable-hint')}</p>
      {change.error === null ? null : <Problem error={change.error} />}
      <div>
        <Action
          kind={person.isDisabled ? 'secondary' : 'danger'}
          label={t(person.isDisabled ? 'rights.enable' : 'rights.disable')}
          busy={change.isPending}
          reason={session.person.id === person.id ? t('rights.not-oneself') : undefined}
          onClick={() => change.mutate(!person.isDisabled)}
        />
      </div>
    </>
  );
}
