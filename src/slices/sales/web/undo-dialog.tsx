import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons, Dialog } from '#platform/web/ui/dialog.tsx';
import { FactList } from '#platform/web/ui/section.tsx';
import { Loading, Problem, Skeleton } from '#platform/web/ui/states.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { Import } from '#slices/sales/contract.ts';
import { useUndo, useUndoTry } from '#slices/sales/web/import-data.ts';
import type { ImportFlow } from '#slices/sales/web/import-flow.ts';

interface UndoDialogProps {
  readonly found: Import;
  readonly flow: ImportFlow;
}

/** Taking a whole import back: what would go and come back, or what builds on it. */
export function UndoDialog({ found, flow }: UndoDialogProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const isAsked = flow.isUndoing && found.state === 'loaded';
  const tried = useUndoTry(found.id, isAsked);
  const undo = useUndo(found.id);
  const close = (): void => flow.askUndo(false);
  const count = (
    label:
      | 'documents-removed'
      | 'documents-restored'
      | 'lines-removed'
      | 'accounts-removed'
      | 'accounts-restored'
      | 'products-removed'
      | 'products-restored',
    figure: number,
  ) => ({ label: t(`import.undo-${label}`), value: format.number(figure) });
  const error = undo.error ?? tried.error;
  return (
    <Dialog title={t('import.undo-title')} opened={isAsked} onClose={close}>
      {error ? (
        <Problem error={error} title={t('import.undo-failed')} />
      ) : tried.data ? (
        <FactList
          facts={
            found.kind === 'customers'
              ? [
                  count('accounts-removed', tried.data.accountsRemoved),
                  count('accounts-restored', tried.data.accountsRestored),
                ]
              : found.kind === 'products'
                ? [
                    count('products-removed', tried.data.productsRemoved),
                    count('products-restored', tried.data.productsRestored),
                  ]
                : [
                    count('documents-removed', tried.data.documentsRemoved),
                    count('documents-restored', tried.data.documentsRestored),
                    count('lines-removed', tried.data.linesRemoved),
                    count('accounts-removed', tried.data.accountsRemoved),
                    count('products-removed', tried.data.productsRemoved),
                  ]
          }
        />
      ) : (
        <Loading label={t('import.undo-looking')}>
          <Skeleton height="8rem" />
        </Loading>
      )}
      <Buttons>
        {error ? null : (
          <Action
            kind="primary"
            label={t('import.undo-do')}
            busy={undo.isPending}
            reason={tried.data ? undefined : t('import.undo-looking')}
            onClick={() => undo.mutate(undefined, { onSuccess: close })}
          />
        )}
        <Action kind="quiet" label={t('import.undo-keep')} onClick={close} />
      </Buttons>
    </Dialog>
  );
}
