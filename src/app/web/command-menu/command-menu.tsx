import { Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '#app/web/command-menu/command-menu.module.css';
import { KeysDialog } from '#app/web/command-menu/keys-dialog.tsx';
import { useLineGroups, type Line } from '#app/web/command-menu/lines.ts';
import { onCommandMenu } from '#platform/web/commands.ts';
import { KeyCaps } from '#platform/web/ui/action.tsx';
import type { Me } from '#slices/team/contract.ts';

const domId = (line: Line): string => `command-${line.id}`;
const listId = 'command-lines';

interface MenuLineProps {
  readonly line: Line;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly onRun: () => void;
}

function MenuLine({ line, isChosen, onChoose, onRun }: MenuLineProps): ReactNode {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isChosen) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  const LineIcon = line.icon;
  return (
    // The field keeps the focus and carries the keys; the line is named by aria-activedescendant.
    <div
      ref={element}
      id={domId(line)}
      role="option"
      aria-selected={isChosen}
      aria-disabled={line.isOff || undefined}
      className={classes.line}
      onPointerMove={isChosen ? undefined : onChoose}
      onClick={onRun}
    >
      {LineIcon ? <LineIcon aria-hidden /> : <span className={classes.noIcon} />}
      <span className={classes.label}>{line.label}</span>
      <span className={classes.beside}>{line.beside}</span>
      {line.keys === undefined ? null : <KeyCaps keys={line.keys} />}
      {line.keys === undefined && isChosen ? <KeyCaps keys="enter" /> : null}
    </div>
  );
}

function Menu({ me, onClose }: { readonly me: Me; readonly onClose: (returnFocus: boolean) => void }): ReactNode {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const [chosenId, setChosenId] = useState<string | null>(null);
  const groups = useLineGroups(me, query);
  const lines = groups.flatMap((group) => group.lines);
  // A choice is a line, not a place in the list: what comes in later does not move it.
  const at = Math.max(
    0,
    lines.findIndex((line) => line.id === chosenId),
  );
  const chosen = lines[at];
  // Whatever stands first when lines appear is chosen: hits that come in above it later do not take the choice away.
  const firstId = lines[0]?.id ?? null;
  useEffect(() => {
    if (chosenId === null && firstId !== null) setChosenId(firstId);
  }, [chosenId, firstId]);

  const run = (line: Line): void => {
    if (line.isOff) return;
    onClose(!line.leaves);
    line.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || lines.length === 0) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setChosenId(lines[(at + step + lines.length) % lines.length]?.id ?? null);
    } else if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      run(chosen);
    }
  };

  return (
    <>
      <div className={classes.search}>
        <IconSearch aria-hidden />
        <input
          data-autofocus
          type="text"
          value={query}
          placeholder={t('page.search')}
          role="combobox"
          aria-label={t('command.field')}
          aria-expanded={lines.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={chosen ? domId(chosen) : undefined}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="go"
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setChosenId(null);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id={listId} role="listbox" aria-label={t('command.menu')} className={classes.list}>
        {groups.map((group) => (
          <div key={group.id} role="group" aria-label={group.label}>
            <div className={classes.group} aria-hidden>
              {group.label}
            </div>
            {group.lines.map((line) => (
              <MenuLine
                key={line.id}
                line={line}
                isChosen={line === chosen}
                onChoose={() => setChosenId(line.id)}
                onRun={() => run(line)}
              />
            ))}
          </div>
        ))}
      </div>
      {lines.length === 0 ? <p className={classes.empty}>{t('command.nothing')}</p> : null}
      <div role="status" className="k-unseen">
        {query.trim() === '' ? '' : t('command.count', { count: lines.length })}
      </div>
      <div className={classes.footer} aria-hidden>
        <span>
          <KeyCaps keys="arrowup" /> <KeyCaps keys="arrowdown" /> {t('command.move')}
        </span>
        <span>
          <KeyCaps keys="enter" /> {t('command.open')}
        </span>
        <span>
          <KeyCaps keys=">" /> {t('command.only')}
        </span>
        <span>
          <KeyCaps keys="@" /> {t('command.people')}
        </span>
      </div>
    </>
  );
}

interface CommandMenuProps {
  readonly me: Me;
  /** What was asked for while this code was on its way. */
  readonly initial: 'menu' | 'keys' | null;
}

/**
 * The command menu (Ctrl K): one field for finding and doing. On the library's dialog and not on its own menu, which
 * chooses by place in the list: hits of the server would then move the choice, and it names no chosen line to listeners.
 */
export function CommandMenu({ me, initial }: CommandMenuProps): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [areKeysShown, setKeysShown] = useState(initial === 'keys');
  const [returnsFocus, setReturnsFocus] = useState(true);
  // Opened after it stands there, and not from the start: only then the library knows where the focus came from.
  useEffect(() => {
    if (initial === 'menu') setOpen(true);
  }, [initial]);
  useEffect(
    () =>
      onCommandMenu((which) => {
        setReturnsFocus(true);
        if (which === 'keys') setKeysShown(true);
        else setOpen((was) => !was);
      }),
    [],
  );
  return (
    <>
      <Modal.Root
        opened={isOpen}
        onClose={() => setOpen(false)}
        returnFocus={returnsFocus}
        centered={false}
        yOffset="6.5rem"
        size="38.75rem"
        transitionProps={{ duration: 120 }}
        classNames={{ inner: classes.inner ?? '', content: classes.content ?? '' }}
      >
        <Modal.Overlay className={classes.overlay} />
        <Modal.Content aria-label={t('command.menu')}>
          <Modal.Body p={0}>
            <Menu
              me={me}
              onClose={(returnFocus) => {
                setReturnsFocus(returnFocus);
                setOpen(false);
              }}
            />
          </Modal.Body>
        </Modal.Content>
      </Modal.Root>
      <KeysDialog opened={areKeysShown} onClose={() => setKeysShown(false)} />
    </>
  );
}
