import { IconDownload, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Day } from '#platform/web/ui/figures.tsx';
import { Section } from '#platform/web/ui/section.tsx';
import { EmptyState, Loading, Problem, Skeleton } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { AccountReply } from '#slices/accounts/contract.ts';
import type { Attachment } from '#slices/dossier/contract.ts';
import classes from '#slices/dossier/web/dossier.module.css';
import { attachmentsQuery, useFileChanges } from '#slices/dossier/web/timeline.ts';

/** Files that are kept with the account. */
export function FilesTab({ reply }: { readonly reply: AccountReply }): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  const format = useFormat();
  const accountId = reply.account.id;
  const { data, error, refetch } = useQuery(attachmentsQuery(accountId));
  const { add, remove } = useFileChanges(accountId);
  const chooser = useRef<HTMLInputElement>(null);
  if (error) return <Problem error={error} title={t('files.failed')} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <Loading label={t('files.loading')}>
        <Skeleton width="60%" height="8rem" />
      </Loading>
    );
  }
  const largest = format.bytes(data.largest);
  const button = can('dossier.write') ? (
    <>
      <input
        ref={chooser}
        type="file"
        hidden
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (!file) return;
          if (file.size > data.largest) {
            showToast({ message: t('files.too-large', { name: file.name, size: largest }), tone: 'bad' });
          } else add.mutate(file);
        }}
      />
      <Action icon={IconPlus} label={t('files.add')} busy={add.isPending} onClick={() => chooser.current?.click()} />
    </>
  ) : undefined;
  return (
    <Section title={t('dossier.files')} beside={data.attachments.length} action={button}>
      {data.attachments.length === 0 ? <EmptyState>{t('files.none')}</EmptyState> : null}
      <ul>
        {data.attachments.map((file) => (
          <FileLine key={file.id} file={file} onRemove={can('dossier.write') ? () => remove.mutate(file) : null} />
        ))}
      </ul>
      <p className="k-small k-ink3">{t('files.limit', { size: largest })}</p>
    </Section>
  );
}

function FileLine(props: { readonly file: Attachment; readonly onRemove: (() => void) | null }): ReactNode {
  const { file, onRemove } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const size = format.bytes(file.bytes);
  return (
    <li className={classes.fact}>
      <div className={classes.value}>{file.name}</div>
      <div className={classes.source}>
        <span>
          {file.author ? t('files.by', { size, name: file.author.name }) : size} ·{' '}
          <Day day={file.addedAt.slice(0, 10)} />
        </span>
      </div>
      <div className={classes.tools}>
        <Action
          small
          kind="quiet"
          icon={IconDownload}
          iconOnly
          label={t('files.fetch', { name: file.name })}
          href={`/api/attachments/${String(file.id)}/content`}
        />
        {onRemove === null ? null : (
          <Action
            small
            kind="quiet"
            icon={IconTrash}
            iconOnly
            label={t('files.remove', { name: file.name })}
            onClick={onRemove}
          />
        )}
      </div>
    </li>
  );
}
