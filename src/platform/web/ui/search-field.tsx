import { IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands, type Command } from '#platform/web/commands.ts';
import classes from '#platform/web/ui/search-field.module.css';

interface SearchFieldProps {
  /** What is searched, in words: "Search accounts". */
  readonly label: string;
  readonly value: string;
  /** Called when the person pauses, presses Enter or clears the field. */
  readonly onSearch: (text: string) => void;
}

/** A pause this long means that the word is written. */
const pause = 200;

/** The search of a list, among its chips. F leads to it, Escape clears it. */
export function SearchField({ label, value, onSearch }: SearchFieldProps): ReactNode {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const told = useRef(value);
  const tell = useRef(onSearch);
  useEffect(() => {
    tell.current = onSearch;
  });
  // Back and forward change the value from outside.
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  const search = (words: string): void => {
    const trimmed = words.trim();
    if (trimmed === told.current) return;
    told.current = trimmed;
    tell.current(trimmed);
  };
  useEffect(() => {
    const timer = setTimeout(() => search(text), pause);
    return () => clearTimeout(timer);
  }, [text]);
  const commands = useMemo<readonly Command[]>(
    () => [
      { id: 'search-list', label, keys: 'f', icon: IconSearch, group: 'here', run: () => input.current?.select() },
    ],
    [label],
  );
  useCommands(commands);
  return (
    <div className={classes.box}>
      <label className={classes.label}>
        <IconSearch aria-hidden />
        <span>{label}</span>
        <input
          ref={input}
          type="search"
          value={text}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          aria-keyshortcuts="f"
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') search(text);
            if (event.key === 'Escape' && text !== '') {
              event.preventDefault();
              setText('');
              search('');
            }
          }}
        />
      </label>
      {text === '' ? null : (
        <button
          type="button"
          aria-label={t('search-field.clear')}
          onClick={() => {
            setText('');
            search('');
            input.current?.focus();
          }}
        >
          <IconX aria-hidden />
        </button>
      )}
    </div>
  );
}
