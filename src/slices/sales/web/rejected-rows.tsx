import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Unknown } from '#platform/web/ui/figures.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { Fault } from '#slices/sales/contract.ts';
import classes from '#slices/sales/web/import.module.css';

/** Rows that were handed back: where, what stands there, and what to do about it. Reasons are sentences, so they wrap. */
export function RejectedRows({ faults }: { readonly faults: readonly Fault[] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <table className={classes.rejected}>
      <caption className="k-unseen">{t('import.rejected-rows')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('import.line')}</th>
          <th scope="col">{t('import.column')}</th>
          <th scope="col">{t('import.value')}</th>
          <th scope="col">{t('import.reason')}</th>
        </tr>
      </thead>
      <tbody>
        {faults.map((fault, index) => (
          <tr key={`${fault.line}-${index}`}>
            <th scope="row">
              <span className={classes.phoneWord}>{t('import.line')} </span>
              {format.number(fault.line)}
            </th>
            <td>{fault.column ?? <Unknown />}</td>
            <td className={classes.value}>{fault.value ?? <Unknown />}</td>
            <td>{fault.reason}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
