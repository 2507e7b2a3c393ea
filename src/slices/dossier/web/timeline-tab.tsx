import {
  IconBuilding,
  IconBulb,
  IconCircle,
  IconKey,
  IconNote,
  IconPaperclip,
  IconPlus,
  IconReceipt,
  IconTrash,
  IconUser,
} from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands, type Command } from '#platform/web/commands.ts';
import { useSession } from '#platform/web/session.ts';
import { Action, type Icon } from '#platform/web/ui/action.tsx';
import { Chip, ChipRow } from '#platform/web/ui/chip.tsx';
import { Day } from '#platform/web/ui/figures.tsx';
import { EmptyState, Loading, Problem, Skeleton } from '#platform/web/ui/states.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { AccountReply } from '#slices/accounts/contract.ts';
import type { TimelineEvent } from '#slices/dossier/contract.ts';
import { More } from '#slices/dossier/web/more.tsx';
import classes from '#slices/dossier/web/dossier.module.css';
import { wordsOf } from '#slices/dossier/web/event-words.ts';
import { NoteForm } from '#slices/dossier/web/note-form.tsx';
import { useRemoveNote, useTimeline } from '#slices/dossier/web/timeline.ts';

const everything = 'everything';

/** What happened with the account: one stream, month by month, newest first. N N writes a note. */
export function TimelineTab({ reply }: { readonly reply: AccountReply }): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  const accountId = reply.account.id;
  const [kind, setKind] = useState(everything);
  const [isWriting, setWriting] = useState(false);
  const stream = useTimeline(accountId, kind === everything ? null : kind);
  const mayWrite = can('dossier.write');
  const commands = useMemo<readonly Command[]>(
    () =>
      mayWrite
        ? [
            {
              id: 'new-note',
              label: t('notes.add'),
              keys: 'n n',
              icon: IconPlus,
              group: 'here',
              run: () => setWriting(true),
            },
          ]
        : [],
    [mayWrite, t],
  );
  useCommands(commands);
  const events = stream.data?.pages.flatMap((page) => page.events) ?? [];
  const kinds = stream.data?.pages[0]?.kinds ?? [];
  return (
    <>
      <ChipRow
        end={
          mayWrite ? (
            <Action icon={IconPlus} label={t('notes.add')} keys="n n" onClick={() => setWriting(true)} />
          ) : null
        }
      >
        <Chip
          label={t('timeline.kind')}
          value={kind}
          active={kind !== everything}
          options={[
            { value: everything, label: t('timeline.all') },
            // Each source has its name in a messages file of its slice.
            ...kinds.map((one) => ({ value: one, label: t(`event-kind.${one}` as 'event-kind.note') })),
          ]}
          onChange={setKind}
        />
      </ChipRow>
      {isWriting ? <NoteForm accountId={accountId} onClose={() => setWriting(false)} /> : null}
      {stream.error ? (
        <Problem error={stream.error} title={t('timeline.failed')} onRetry={() => void stream.refetch()} />
      ) : stream.isPending ? (
        <Loading label={t('timeline.loading')}>
          <Skeleton width="60%" height="14rem" />
        </Loading>
      ) : events.length === 0 ? (
        <EmptyState>{t('timeline.none')}</EmptyState>
      ) : (
        <Stream accountId={accountId} events={events} />
      )}
      <More stream={stream} />
    </>
  );
}

/** Events under the months in which they happened. */
function Stream(props: { readonly accountId: number; readonly events: readonly TimelineEvent[] }): ReactNode {
  const format = useFormat();
  const months = new Map<string, TimelineEvent[]>();
  for (const event of props.events) {
    const month = `${event.at.slice(0, 7)}-01`;
    months.set(month, [...(months.get(month) ?? []), event]);
  }
  return (
    <div className={classes.stream}>
      {[...months].map(([month, events]) => (
        <section key={month} aria-label={format.month(month)}>
          <h2 className={classes.month}>{format.month(month)}</h2>
          <ol>
            {events.map((event) => (
              <EventLine key={event.id} accountId={props.accountId} event={event} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

const icons: Readonly<Record<string, Icon>> = {
  account: IconBuilding,
  decision: IconKey,
  fact: IconBulb,
  file: IconPaperclip,
  note: IconNote,
  owner: IconUser,
  sales: IconReceipt,
};

function EventLine({ accountId, event }: { readonly accountId: number; readonly event: TimelineEvent }): ReactNode {
  const { t } = useTranslation();
  const { person } = useSession();
  const format = useFormat();
  const remove = useRemoveNote(accountId);
  const EventIcon = icons[event.kind] ?? IconCircle;
  const { note, version, source } = event.facts;
  const isOwnNote = event.kind === 'note' && event.by?.id === person.id;
  return (
    <li className={classes.event}>
      <EventIcon aria-hidden />
      <div>
        <div className="k-strong">{wordsOf(t, format, event)}</div>
        {event.text === null ? null : <div className={classes.value}>{event.text}</div>}
        {event.by === null && source === undefined ? null : (
          <div className="k-small k-ink3">{[source, event.by?.name].filter(Boolean).join(' · ')}</div>
        )}
      </div>
      <span className="k-small k-ink3">
        <Day day={event.at.slice(0, 10)} style="short" />
        {isOwnNote ? (
          <Action
            small
            kind="quiet"
            icon={IconTrash}
            iconOnly
            label={t('notes.remove')}
            onClick={() => remove.mutate({ id: Number(note), version: Number(version) })}
          />
        ) : null}
      </span>
    </li>
  );
}
