import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '#platform/web/ui/action.tsx';
import classes from '#slices/dossier/web/dossier.module.css';

/** A stream that is read page by page, as far as asking for the next page goes. */
interface Stream {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
}

/** Asks for the next page of a stream, as long as there is one. */
export function More({ stream }: { readonly stream: Stream }): ReactNode {
  const { t } = useTranslation();
  if (!stream.hasNextPage) return null;
  return (
    <div className={classes.more}>
      <Action label={t('timeline.more')} busy={stream.isFetchingNextPage} onClick={() => void stream.fetchNextPage()} />
    </div>
  );
}
