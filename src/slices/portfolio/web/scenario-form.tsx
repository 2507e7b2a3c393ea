import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toDecimal } from '#kernel/money.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons } from '#platform/web/ui/dialog.tsx';
import { TextField } from '#platform/web/ui/field.tsx';
import { Money, Unknown } from '#platform/web/ui/figures.tsx';
import { Problem } from '#platform/web/ui/states.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { Scenario } from '#slices/portfolio/scenario-contract.ts';
import {
  amountIn,
  readScenario,
  shareIn,
  valueOf,
  type TypedScenario,
  type TypedYear,
} from '#slices/portfolio/web/cash-flow.ts';
import classes from '#slices/portfolio/web/judgement.module.css';
import { useSaveScenario } from '#slices/portfolio/web/judgement.ts';

interface ScenarioFormProps {
  readonly id: number;
  readonly currency: string;
  /** Null for a new one. */
  readonly before: Scenario | null;
  readonly onClose: () => void;
}

const columns = ['contribution', 'investment', 'staying'] as const satisfies readonly (keyof TypedYear)[];
const empty: TypedYear = { contribution: '', investment: '', staying: '100' };
const mostYears = 31;

/** The cash-flow table of a projection; its present value follows while one types. */
export function ScenarioForm({ id, currency, before, onClose }: ScenarioFormProps): ReactNode {
  const { t } = useTranslation();
  const save = useSaveScenario(id);
  const format = useFormat();
  const percent = (share: number): string =>
    format.number(share * 100, share * 100 === Math.round(share * 100) ? 0 : 2);
  const [typed, setTyped] = useState<TypedScenario>(() =>
    before
      ? {
          name: before.name,
          rate: percent(before.rate),
          years: before.years.map(({ contribution, investment, staying }) => ({
            contribution,
            investment,
            staying: percent(staying),
          })),
        }
      : { name: '', rate: '10', years: [empty, empty, empty, empty] },
  );
  const [isTold, setTold] = useState(false);
  const content = readScenario(typed, currency);
  const value = content && valueOf(content, currency);
  const setYear = (at: number, column: keyof TypedYear, text: string): void =>
    setTyped((was) => ({
      ...was,
      years: was.years.map((year, place) => (place === at ? { ...year, [column]: text } : year)),
    }));
  return (
    <form
      className={classes.stack}
      onSubmit={(event) => {
        event.preventDefault();
        setTold(true);
        if (content) save.mutate({ content, before }, { onSuccess: onClose });
      }}
    >
      <div className={classes.fields}>
        <TextField
          label={t('scenario.name')}
          error={isTold && typed.name.trim() === '' ? t('scenario.name-missing') : undefined}
          value={typed.name}
          onChange={(name) => setTyped((was) => ({ ...was, name }))}
          maxLength={80}
          width={28}
        />
        <TextField
          label={t('scenario.rate-label')}
          error={shareIn(typed.rate) === null ? t('scenario.rate-wrong') : undefined}
          value={typed.rate}
          onChange={(rate) => setTyped((was) => ({ ...was, rate }))}
          width={6}
        />
      </div>
      <Grid typed={typed} currency={currency} value={value} onType={setYear} />
      <p role="status">
        {value ? (
          <>
            <strong className="k-strong">{t('scenario.npv')}:</strong>{' '}
            <Money amount={toDecimal(value.npv, currency)} currency={currency} />
          </>
        ) : (
          <span className="k-ink3">{t('scenario.unreadable')}</span>
        )}
      </p>
      {save.error ? <Problem error={save.error} /> : null}
      <Buttons>
        <Action type="submit" kind="primary" label={t('scenario.save')} busy={save.isPending} />
        <Action
          label={t('scenario.add-year')}
          reason={typed.years.length >= mostYears ? t('scenario.years-full') : undefined}
          onClick={() => setTyped((was) => ({ ...was, years: [...was.years, was.years.at(-1) ?? empty] }))}
        />
        <Action
          label={t('scenario.drop-year')}
          reason={typed.years.length <= 1 ? t('scenario.years-least') : undefined}
          onClick={() => setTyped((was) => ({ ...was, years: was.years.slice(0, -1) }))}
        />
        <Action kind="quiet" label={t('decision.cancel')} onClick={onClose} />
      </Buttons>
    </form>
  );
}

interface GridProps {
  readonly typed: TypedScenario;
  readonly currency: string;
  readonly value: ReturnType<typeof valueOf> | null;
  readonly onType: (at: number, column: keyof TypedYear, text: string) => void;
}

/** Tab goes along a year; Enter and the arrows go to the same cell of the next or the former year. */
function Grid({ typed, currency, value, onType }: GridProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const table = useRef<HTMLTableElement>(null);
  const onKeyDown = (event: KeyboardEvent, at: number, column: string): void => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' || event.key === 'Enter' ? 1 : 0;
    if (step === 0) return;
    event.preventDefault();
    table.current?.querySelector<HTMLInputElement>(`[data-cell="${at + step} ${column}"]`)?.select();
    table.current?.querySelector<HTMLInputElement>(`[data-cell="${at + step} ${column}"]`)?.focus();
  };
  const isWrong = (column: keyof TypedYear, text: string): boolean =>
    column === 'staying' ? shareIn(text) === null : amountIn(text, currency) === null;
  const unit = format.unit(currency);
  return (
    <div className={classes.scroll}>
      <table ref={table} className={classes.grid}>
        <caption className="k-unseen">{t('scenario.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('scenario.year-column')}</th>
            <th scope="col">{`${t('scenario.contribution')}, ${unit}`}</th>
            <th scope="col">{`${t('scenario.investment')}, ${unit}`}</th>
            <th scope="col">{t('scenario.staying')}</th>
            <th scope="col">{`${t('scenario.discounted')}, ${unit}`}</th>
            <th scope="col">{`${t('scenario.cumulative')}, ${unit}`}</th>
          </tr>
        </thead>
        <tbody>
          {typed.years.map((year, at) => (
            // A year has no other name than its place.
            <tr key={at}>
              <th scope="row">{at === 0 ? t('scenario.now') : t('scenario.year', { year: at })}</th>
              {columns.map((column) => (
                <td key={column}>
                  <input
                    className={classes.cell}
                    data-cell={`${at} ${column}`}
                    data-narrow={column === 'staying' || undefined}
                    inputMode="decimal"
                    value={year[column]}
                    aria-label={`${t(`scenario.${column}`)}, ${at === 0 ? t('scenario.now') : t('scenario.year', { year: at })}`}
                    aria-invalid={isWrong(column, year[column]) || undefined}
                    onChange={(event) => onType(at, column, event.currentTarget.value)}
                    onKeyDown={(event) => onKeyDown(event, at, column)}
                  />
                </td>
              ))}
              {(['discounted', 'cumulative'] as const).map((figure) => (
                <td key={figure}>
                  {value?.years[at] ? (
                    <Money amount={toDecimal(value.years[at][figure], currency)} currency={currency} form="column" />
                  ) : (
                    <Unknown />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
