import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Unknown } from '#platform/web/ui/figures.tsx';
import classes from '#platform/web/ui/field.module.css';

interface InlineFieldProps {
  readonly label: string;
  /** Null: unknown. */
  readonly value: string | null;
  /** Keeps what was written; null takes the value away. What it refuses is told, and stays in the field. */
  readonly onSave: (value: string | null) => Promise<unknown>;
  /** What a refusal says, in words. */
  readonly sentence: (error: unknown) => string;
  readonly maxLength?: number;
  /** It cannot be blank. */
  readonly isNeeded?: boolean;
}

/** A value that is changed where it stands: a click or Enter opens it, Enter or leaving it saves, Escape lets it be. */
export function InlineField(props: InlineFieldProps): ReactNode {
  const { label, value, onSave, sentence, maxLength, isNeeded = false } = props;
  const { t } = useTranslation();
  const [text, setText] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const isOpen = text !== null;
  useEffect(() => {
    if (isOpen) field.current?.select();
  }, [isOpen]);
  if (text === null) {
    return (
      <button
        ref={opener}
        type="button"
        className={classes.inline}
        aria-label={t('field.change', { label, value: value ?? t('field.unknown') })}
        onClick={() => setText(value ?? '')}
      >
        {value ?? <Unknown />}
      </button>
    );
  }
  const close = (): void => {
    setText(null);
    setError(null);
    // The button stands there again after this render.
    requestAnimationFrame(() => opener.current?.focus());
  };
  const save = async (): Promise<void> => {
    const given = text.trim() || null;
    if (isBusy) return;
    if (given === value || (given === null && isNeeded)) {
      close();
      return;
    }
    setBusy(true);
    try {
      await onSave(given);
      close();
    } catch (refusal) {
      setError(sentence(refusal));
      field.current?.focus();
    } finally {
      setBusy(false);
    }
  };
  return (
    <span className={classes.inlineOpen}>
      <input
        ref={field}
        className={classes.input}
        value={text}
        aria-label={label}
        aria-invalid={error !== null || undefined}
        autoComplete="off"
        maxLength={maxLength}
        readOnly={isBusy}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setError(null);
        }}
        onBlur={() => {
          if (error === null) void save();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault();
            void save();
          } else if (event.key === 'Escape') {
            event.stopPropagation();
            close();
          }
        }}
      />
      {error === null ? null : (
        <span role="alert" className={classes.note} data-error>
          {error}
        </span>
      )}
    </span>
  );
}
