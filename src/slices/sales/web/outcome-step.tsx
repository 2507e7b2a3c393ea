import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FigureTable } from '#platform/web/chart/figure-table.tsx';
import { Action } from '#platform/web/ui/action.tsx';
import { Money } from '#platform/web/ui/figures.tsx';
import { FactList, Section, type Fact } from '#platform/web/ui/section.tsx';
import { Problem } from '#platform/web/ui/states.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { Import, ImportResult } from '#slices/sales/contract.ts';
import classes from '#slices/sales/web/import.module.css';
import { Changes, Made } from '#slices/sales/web/made-and-changed.tsx';
import { RejectedRows } from '#slices/sales/web/rejected-rows.tsx';

interface OutcomeStepProps {
  readonly found: Import;
  readonly result: ImportResult;
  readonly error: unknown;
}

/** What a dry run found, or what was loaded: the counts, and the rows that were handed back. */
export function OutcomeStep({ found, result, error }: OutcomeStepProps): ReactNode {
  const { t } = useTranslation();
  const summary = useSummary(found, result);
  const counts = useCounts(found, result);
  const sums = useSums(found, result);
  const handedBack = useHandedBack(found, result);
  return (
    <div className={classes.step}>
      {error ? <Problem error={error} title={t('import.not-done')} /> : null}
      <p className="k-text">{summary}</p>
      <div className={classes.counts}>
        <FactList facts={counts} />
        <FactList facts={sums} />
      </div>
      {(result.shortened ?? 0) === 0 ? null : (
        <p className={classes.note}>{t('import.shortened', { count: result.shortened ?? 0 })}</p>
      )}
      <Months found={found} result={result} />
      <Made title={t('import.accounts-created')} named={result.accounts} count={result.accountsCreated} />
      <Made title={t('import.products-created')} named={result.products} count={result.productsCreated} />
      <Changes changes={result.changes} count={result.changed} />
      {result.rejected === 0 ? null : (
        <Section
          title={t('import.rejected-rows')}
          beside={handedBack}
          action={
            result.rejectedFile === null ? null : (
              <Action small icon={IconDownload} label={t('import.download')} href={result.rejectedFile} />
            )
          }
        >
          <RejectedRows faults={found.faults} />
        </Section>
      )}
    </div>
  );
}

/** What the file brings by month: a wrong date format or a missing part of the year shows here. */
function Months({ found, result }: Pick<OutcomeStepProps, 'found' | 'result'>): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const months = result.months ?? [];
  if (months.length === 0) return null;
  const label = t('import.months');
  return (
    <Section title={label} bare>
      <FigureTable
        caption={label}
        columns={[
          { id: 'month', header: t('import.month') },
          { id: 'lines', header: t('import.month-lines'), align: 'right' },
          { id: 'net', header: t('import.net'), align: 'right' },
        ]}
        rows={months.map(({ month, net, lines }) => ({
          id: month,
          cells: [
            format.month(month),
            format.number(lines),
            <Money key="net" amount={net} currency={found.currency} form="column" />,
          ],
        }))}
      />
    </Section>
  );
}

/** So many faults come with an import; further ones stand in the file only. */
const toldFaults = 100;

/** How many rows were handed back, and why there are more of them than faults. */
function useHandedBack(found: Import, result: ImportResult): string {
  const { t } = useTranslation();
  const format = useFormat();
  const shown = found.faults.length;
  const others = result.rejected - shown;
  if (others <= 0) return format.number(result.rejected);
  return shown >= toldFaults
    ? t('import.first-of', { shown: format.number(shown), all: format.number(result.rejected) })
    : t('import.with-siblings', { shown: format.number(shown), count: others });
}

/** What happened, in a sentence or two. */
function useSummary(found: Import, result: ImportResult): string {
  const { t } = useTranslation();
  const format = useFormat();
  const { read, rejected } = result;
  const need = { count: rejected, read: format.number(read) };
  if (found.state === 'stopped') return t('import.stopped-text', need);
  if (found.state === 'tried')
    return rejected > 0 ? t('import.tried-rejected', need) : t('import.tried-right', { count: read });
  if (result.new + result.changed === 0) return t('import.loaded-nothing', need);
  return rejected > 0 ? t('import.loaded-rejected', need) : t('import.loaded-right', { count: read });
}

function useCounts(found: Import, result: ImportResult): readonly Fact[] {
  const { t } = useTranslation();
  const format = useFormat();
  const count = (id: 'read' | 'new' | 'unchanged' | 'changed'): Fact => ({
    label: t(`import.${id}`),
    value: format.number(result[id]),
  });
  return [
    count('read'),
    count('new'),
    count('unchanged'),
    count('changed'),
    {
      label: t('import.rejected'),
      value: <span className={result.rejected > 0 ? 'k-warn' : undefined}>{format.number(result.rejected)}</span>,
    },
    {
      label: t('import.took'),
      value: t('import.seconds', { figure: format.number(result.seconds, 1) }),
      note:
        found.state === 'loaded' && result.seconds > 1
          ? t('import.rate', { figure: format.number(Math.round(result.read / result.seconds)) })
          : undefined,
    },
  ];
}

function useSums(found: Import, result: ImportResult): readonly Fact[] {
  const { t } = useTranslation();
  const format = useFormat();
  const { kind, currency } = found;
  const { net, unattributed } = result;
  return [
    ...(net === undefined ? [] : [{ label: t('import.net'), value: <Money amount={net} currency={currency} /> }]),
    ...(unattributed === undefined
      ? []
      : [
          {
            label: t('import.unattributed'),
            value: <Money amount={unattributed.net} currency={currency} />,
            note: t('import.lines', { count: unattributed.lines }),
          },
        ]),
    ...(kind === 'products'
      ? []
      : [{ label: t('import.accounts-created'), value: format.number(result.accountsCreated) }]),
    ...(kind === 'customers'
      ? []
      : [{ label: t('import.products-created'), value: format.number(result.productsCreated) }]),
  ];
}
