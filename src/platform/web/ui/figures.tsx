import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DayStyle } from '#platform/i18n/format.ts';
import { useFormat } from '#platform/web/use-format.ts';

/** What is not known. Never 0: a dash for the eye, a word for the ear. */
export function Unknown(): ReactNode {
  const { t } = useTranslation();
  return (
    <span className="k-ink3">
      <span aria-hidden>–</span>
      <span className="k-unseen">{t('figure.unknown')}</span>
    </span>
  );
}

interface MoneyProps {
  /** A decimal string in the currency's major unit. */
  readonly amount: string | number | null;
  readonly currency: string;
  /** full: with the currency; column: the digits alone, the header names the unit; short: 118.6 M Ft, exact on hover. */
  readonly form?: 'full' | 'column' | 'short';
}

/** An amount. */
export function Money({ amount, currency, form = 'full' }: MoneyProps): ReactNode {
  const format = useFormat();
  if (amount === null) return <Unknown />;
  if (form === 'column') return <>{format.amount(amount, currency)}</>;
  const exact = format.money(amount, currency);
  if (form === 'full') return <span style={{ whiteSpace: 'nowrap' }}>{exact}</span>;
  return (
    <span title={exact} style={{ whiteSpace: 'nowrap' }}>
      {format.shortMoney(amount, currency)}
    </span>
  );
}

/** A share of a whole, 0.148 as 14.8%. */
export function Percent({
  share,
  decimals = 1,
}: {
  readonly share: number | null;
  readonly decimals?: number;
}): ReactNode {
  const format = useFormat();
  return share === null ? <Unknown /> : <>{format.percent(share, decimals)}</>;
}

/** Beyond this a change is coloured: smaller ones are within the noise of a year. */
export const notableChange = 0.05;

interface DeltaProps {
  /** A relative change, 0.041 for 4.1 % up. */
  readonly change: number | null;
  /** What it is measured against, in words. */
  readonly base?: string;
}

/** A change, always with its sign; coloured beyond five percent either way. */
export function Delta({ change, base }: DeltaProps): ReactNode {
  const format = useFormat();
  if (change === null) return <Unknown />;
  const tone = change > notableChange ? 'k-good' : change < -notableChange ? 'k-bad' : 'k-ink2';
  return (
    <>
      <span className={tone}>{format.signedPercent(change)}</span>
      {base === undefined ? null : ` ${base}`}
    </>
  );
}

interface DayProps {
  /** YYYY-MM-DD */
  readonly day: string | null;
  readonly style?: DayStyle;
}

/** A calendar day. */
export function Day({ day, style = 'numeric' }: DayProps): ReactNode {
  const format = useFormat();
  return day === null ? <Unknown /> : <time dateTime={day}>{format.day(day, style)}</time>;
}
