import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons } from '#platform/web/ui/dialog.tsx';
import { LongTextField } from '#platform/web/ui/field.tsx';
import { Problem } from '#platform/web/ui/states.tsx';
import classes from '#slices/dossier/web/dossier.module.css';
import { beingNamed, named } from '#slices/dossier/web/mentions.ts';
import { colleaguesQuery, useAddNote } from '#slices/dossier/web/timeline.ts';

/** A new note. After an @ it offers those colleagues who see the account. */
export function NoteForm({
  accountId,
  onClose,
}: {
  readonly accountId: number;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const add = useAddNote(accountId);
  const { data } = useQuery(colleaguesQuery(accountId));
  const colleagues = data?.colleagues ?? [];
  const [text, setText] = useState('');
  const [isTold, setTold] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const offered = beingNamed(text, colleagues);
  const save = (): void => {
    setTold(true);
    if (text.trim() === '') return;
    add.mutate({ text, mentions: named(text, colleagues).map(({ id }) => id) }, { onSuccess: onClose });
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onClose();
        } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          save();
        }
      }}
    >
      <LongTextField
        label={t('notes.text')}
        hint={t('notes.mention')}
        error={isTold && text.trim() === '' ? t('notes.missing') : undefined}
        value={text}
        maxLength={4000}
        inputRef={field}
        onChange={setText}
      />
      {offered.length === 0 ? null : (
        <div role="group" aria-label={t('notes.mentions')} className={classes.offered}>
          {offered.map(({ id, name }) => (
            <Action
              key={id}
              small
              label={name}
              onClick={() => {
                setText(`${text.slice(0, text.lastIndexOf('@'))}@${name} `);
                field.current?.focus();
              }}
            />
          ))}
        </div>
      )}
      {add.error ? <Problem error={add.error} /> : null}
      <Buttons>
        <Action type="submit" kind="primary" label={t('notes.save')} keys="mod+enter" busy={add.isPending} />
        <Action kind="quiet" label={t('facts.cancel')} onClick={onClose} />
      </Buttons>
    </form>
  );
}
