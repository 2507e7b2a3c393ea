import { IconFilePlus } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FigureTable } from '#platform/web/chart/figure-table.tsx';
import { Action } from '#platform/web/ui/action.tsx';
import { TextField } from '#platform/web/ui/field.tsx';
import { Section } from '#platform/web/ui/section.tsx';
import { Problem } from '#platform/web/ui/states.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { Import, Profile } from '#slices/sales/contract.ts';
import { ColumnMatching } from '#slices/sales/web/column-matching.tsx';
import { FormatFields } from '#slices/sales/web/format-fields.tsx';
import { sendJoin } from '#slices/sales/web/import-data.ts';
import type { ImportFlow } from '#slices/sales/web/import-flow.ts';
import { lackOf } from '#slices/sales/web/import-ways.tsx';
import classes from '#slices/sales/web/import.module.css';
import { withColumn, withFormat } from '#slices/sales/web/mapping-choice.ts';

interface ColumnsStepProps {
  readonly found: Import;
  readonly profile: Profile;
  readonly flow: ImportFlow;
}

const shownRows = 8;

/** How the file is read: format, columns, and what of it is no goods. Nothing is loaded yet. */
export function ColumnsStep({ found, profile, flow }: ColumnsStepProps): ReactNode {
  const { t } = useTranslation();
  const lack = lackOf(found, t);
  return (
    <div className={classes.step} aria-busy={flow.isLooking || undefined}>
      <p className="k-ink2">{lack ?? t('import.dry-run-hint')}</p>
      {flow.error ? <Problem error={flow.error} title={t('import.not-done')} /> : null}
      <Section title={t('import.format')}>
        <FormatFields
          kind={found.kind}
          profile={profile}
          onChange={(part, value) => flow.look(withFormat(found.kind, profile, part, value))}
        />
        {profile.workbook ? (
          <p className="k-small k-ink3">
            {t(profile.workbook.hasFormulas ? 'import.workbook-formulas' : 'import.workbook-values')}
          </p>
        ) : null}
      </Section>
      <Section title={t('import.columns')} beside={t(`import.columns-${profile.origin.columns}`)} bare>
        {profile.lost.length === 0 ? null : (
          <p className="k-warn">{t('import.lost', { count: profile.lost.length, headers: profile.lost.join(', ') })}</p>
        )}
        <ColumnMatching
          kind={found.kind}
          profile={profile}
          onChange={(field, header) => flow.look(withColumn(found.kind, profile, field, header))}
        />
      </Section>
      <FirstRows profile={profile} />
      <JoinedFiles found={found} profile={profile} onJoined={flow.keep} />
      {found.kind === 'sales' ? (
        <Section title={t('import.charges')} bare>
          <TextField
            label={t('import.charges-label')}
            hint={t('import.charges-hint')}
            isOptional
            value={flow.charges}
            onChange={flow.setCharges}
            width={48}
          />
        </Section>
      ) : null}
    </div>
  );
}

/** The first rows as they are read with the present format: wrong letters show here. */
function FirstRows({ profile }: { readonly profile: Profile }): ReactNode {
  const { t } = useTranslation();
  const label = t('import.first-rows');
  return (
    <Section title={label} bare>
      <div role="group" aria-label={label} tabIndex={0} className={classes.sample}>
        <FigureTable
          caption={label}
          columns={profile.headers.map((header, index) => ({ id: `${index}`, header }))}
          rows={profile.sample.slice(0, shownRows).map((row, index) => ({
            id: index,
            cells: profile.headers.map((_header, column) => row[column] ?? ''),
          }))}
        />
      </div>
    </Section>
  );
}

/** Files whose columns complete the rows of the main one, joined by a header that both have. */
function JoinedFiles({
  found,
  profile,
  onJoined,
}: Omit<ColumnsStepProps, 'flow'> & { readonly onJoined: ImportFlow['keep'] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const input = useRef<HTMLInputElement>(null);
  const [isSending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const send = async (file: File): Promise<void> => {
    setSending(true);
    setError(null);
    try {
      onJoined(await sendJoin(found.id, file));
    } catch (cause) {
      setError(cause);
    } finally {
      setSending(false);
    }
  };
  return (
    <Section
      title={t('import.joins')}
      action={
        <Action
          small
          icon={IconFilePlus}
          label={t('import.add-join')}
          busy={isSending}
          onClick={() => input.current?.click()}
        />
      }
      bare
    >
      <ul className={classes.files}>
        {profile.joins.map((join) => (
          <li key={join.name}>
            <span>
              <span className="k-strong">{join.name}</span>{' '}
              <span className="k-small k-ink3">
                {t('import.joined-by', { key: join.key, rows: format.number(join.rows) })}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {profile.joins.length === 0 ? <p className="k-small k-ink3">{t('import.no-joins')}</p> : null}
      {error ? <Problem error={error} title={t('import.not-joined')} /> : null}
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.gz,.txt,.tsv,text/csv,application/gzip"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (file) void send(file);
        }}
      />
    </Section>
  );
}
