import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '#app/web/command-menu/command-menu.module.css';
import { useOfferedCommands } from '#platform/web/commands.ts';
import { KeyCaps } from '#platform/web/ui/action.tsx';
import { Dialog } from '#platform/web/ui/dialog.tsx';

/** All keys that work on this page (the key is ?). */
export function KeysDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const commands = useOfferedCommands().filter((command) => command.keys !== undefined);
  const inRows = [
    { keys: 'arrowright', label: t('keys.into-row') },
    { keys: 'enter', label: t('keys.open') },
  ];
  return (
    <Dialog title={t('command.keys')} opened={opened} onClose={onClose}>
      <dl className={classes.keys}>
        {commands.map((command) => (
          <div key={command.id}>
            <dt>{command.label}</dt>
            <dd>{command.keys === undefined ? null : <KeyCaps keys={command.keys} isSpoken />}</dd>
          </div>
        ))}
        {inRows.map(({ keys, label }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <KeyCaps keys={keys} isSpoken />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
