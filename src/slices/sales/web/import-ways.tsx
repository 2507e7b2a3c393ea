import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '#platform/web/ui/action.tsx';
import type { Import } from '#slices/sales/contract.ts';
import { mayWrite } from '#slices/sales/domain/acceptance.ts';
import type { ImportFlow } from '#slices/sales/web/import-flow.ts';
import { rightRows } from '#slices/sales/web/import-stage.ts';

interface Ways {
  readonly primary: ReactNode;
  readonly secondary: ReactNode;
}

/** Why the import cannot run yet. */
export function lackOf(found: Import, t: TFunction): string | undefined {
  if (!found.profile) return undefined;
  if (found.profile.missing.length > 0) return t('import.lacks-columns');
  return found.profile.ambiguous.length > 0 ? t('import.lacks-format') : undefined;
}

/** Where what was loaded can be seen. */
function SeeResult({ kind }: Pick<Import, 'kind'>): ReactNode {
  const { t } = useTranslation();
  const places = { sales: '/key-accounts', customers: '/accounts', products: '/products' } as const;
  return <Action kind="primary" label={t(`import.see-${kind}`)} link={{ to: places[kind] }} />;
}

/** The ways on from where an import stands: the likely one first. */
export function useImportWays(found: Import | undefined, flow: ImportFlow | null): Ways {
  const { t } = useTranslation();
  const none = { primary: null, secondary: null };
  if (!found || !flow || found.state === 'running') return none;
  const { isStarting: busy } = flow;
  if (flow.step === 'columns') {
    const reason = lackOf(found, t);
    return {
      primary: <Action kind="primary" label={t('import.dry-run')} onClick={flow.tryOut} busy={busy} reason={reason} />,
      secondary: <Action label={t('import.load-now')} onClick={() => flow.load()} busy={busy} reason={reason} />,
    };
  }
  if (found.result === null) return none;
  if (found.state === 'loaded') {
    return {
      primary: <SeeResult kind={found.kind} />,
      secondary: (
        <>
          <Action label={t('import.another')} link={{ to: '/import' }} />
          <Action label={t('import.undo')} onClick={() => flow.askUndo(true)} />
        </>
      ),
    };
  }
  if (found.state === 'undone') {
    return { primary: <Action label={t('import.another')} link={{ to: '/import' }} />, secondary: null };
  }
  const right = rightRows(found.result);
  // After a fifth and more was rejected the columns are the likely fault; else loading is what one came for.
  const asks = found.state === 'stopped' || !mayWrite(found.result, false);
  const load = (
    <Action
      kind={asks ? 'secondary' : 'primary'}
      label={t(found.result.rejected > 0 ? 'import.load-rest' : 'import.load-rows', { count: right })}
      busy={busy}
      reason={right === 0 ? t('import.nothing-right') : undefined}
      onClick={() => flow.load({ acceptRejected: true })}
    />
  );
  const revise = <Action kind={asks ? 'primary' : 'secondary'} label={t('import.revise')} onClick={flow.revise} />;
  return asks ? { primary: revise, secondary: load } : { primary: load, secondary: revise };
}
