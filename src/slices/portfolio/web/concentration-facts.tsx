import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#platform/web/session.ts';
import { Delta, Money, Percent, Unknown } from '#platform/web/ui/figures.tsx';
import { FactList, type Fact } from '#platform/web/ui/section.tsx';
import { Why } from '#platform/web/ui/why.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { KeyAccountsReply, RankedAccount } from '#slices/portfolio/contract.ts';
import classes from '#slices/portfolio/web/key-accounts.module.css';
import { ifLeft } from '#slices/portfolio/web/finding.ts';

interface ConcentrationFactsProps {
  readonly reply: KeyAccountsReply;
  /** The account that is picked out, else the first: what if it left? */
  readonly account: RankedAccount | undefined;
}

/** How much hangs on how few, in figures, each with its explanation. */
export function ConcentrationFacts({ reply, account }: ConcentrationFactsProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { concentration, currency, measure, policy, scope, totals } = reply;
  const total = measure === 'net' ? totals.net : totals.margin;
  const isCompany = scope === 'company';
  const accounts = (count: number): string => t('key-accounts.accounts', { count });
  const atThreshold = concentration.atOrAboveThreshold;
  const fifth = Math.ceil(totals.accounts / 5);

  const facts: Fact[] = [
    {
      label: t(`key-accounts.total-${measure}`),
      value: (
        <>
          {measure === 'net' && totals.change !== null ? (
            <span className={classes.aside}>
              <Delta change={totals.change} base={t('key-accounts.on-a-year')} />
            </span>
          ) : null}
          <Money amount={total} currency={currency} form="short" />
        </>
      ),
    },
    { label: t('key-accounts.top-five'), value: <Percent share={concentration.top5Share} /> },
    { label: t('key-accounts.top-fifth', { count: fifth }), value: <Percent share={concentration.topFifthShare} /> },
    {
      label: t('key-accounts.at-threshold', { share: format.percent(policy.shareThreshold, 0) }),
      value:
        atThreshold === null ? (
          <Unknown />
        ) : (
          <span className={isCompany && atThreshold > 0 ? 'k-warn' : undefined}>{accounts(atThreshold)}</span>
        ),
    },
    {
      label: t('key-accounts.hhi'),
      value:
        concentration.hhi === null ? (
          <Unknown />
        ) : (
          <>
            <span className={classes.aside}>
              <Why label={t('key-accounts.hhi-question')}>
                <p>{t('key-accounts.hhi-answer')}</p>
                <p>{t('key-accounts.hhi-base', { count: totals.positive })}</p>
              </Why>
            </span>
            {format.number(concentration.hhi, 3)}
          </>
        ),
    },
    {
      label: t('key-accounts.as-if-equal'),
      value:
        concentration.effectiveAccounts === null ? (
          <Unknown />
        ) : (
          <>
            <span className={classes.aside}>
              <Why label={t('key-accounts.as-if-equal-question')}>
                <p>
                  {t('key-accounts.as-if-equal-answer', {
                    effective: format.number(concentration.effectiveAccounts, 1),
                    hhi: format.number(concentration.hhi ?? 0, 3),
                    count: totals.positive,
                  })}
                </p>
              </Why>
            </span>
            {t('key-accounts.effective', { figure: format.number(concentration.effectiveAccounts, 1) })}
          </>
        ),
    },
  ];

  const leaver = account && ifLeft(account, totals);
  return (
    <div className={classes.facts}>
      <FactList facts={facts} />
      {leaver ? (
        <p className={`${classes.quiet} ${classes.twoLines}`}>
          {leaver.margin === null
            ? t('key-accounts.if-left', { name: leaver.name, net: format.signedPercent(leaver.net) })
            : t('key-accounts.if-left-margin', {
                name: leaver.name,
                net: format.signedPercent(leaver.net),
                margin: format.signedPercent(leaver.margin),
              })}
        </p>
      ) : null}
      <Unattributed reply={reply} />
    </div>
  );
}

/** Lines that name no account: how many, how much, and what brings them in. */
function Unattributed({ reply }: { readonly reply: KeyAccountsReply }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { can } = useSession();
  const { unattributed, unattributedLines } = reply.totals;
  if (unattributed === null || unattributedLines === null || unattributedLines === 0) return null;
  return (
    <p className={classes.quiet}>
      {t('key-accounts.unattributed', {
        count: unattributedLines,
        net: format.shortMoney(unattributed, reply.currency),
      })}{' '}
      {t('key-accounts.unattributed-remedy')}{' '}
      {can('sales.import') ? <Link to="/import">{t('key-accounts.to-import')}</Link> : null}
    </p>
  );
}
