import { IconFileUpload } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '#platform/web/ui/action.tsx';
import classes from '#slices/sales/web/import.module.css';

interface DropZoneProps {
  readonly onFiles: (files: readonly File[]) => void;
  /** There are files already; further ones may join them. */
  readonly isSmall: boolean;
  readonly error?: string | undefined;
}

/** Where files are dropped; the button in it does the same for the keyboard and the thumb. */
export function DropZone({ onFiles, isSmall, error }: DropZoneProps): ReactNode {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  return (
    <div
      className={classes.drop}
      data-over={isOver || undefined}
      data-small={isSmall || undefined}
      onDragEnter={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragOver={(event) => event.preventDefault()}
      onDragLeave={(event) => {
        // Going over a child of the zone is not leaving it.
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onFiles([...event.dataTransfer.files]);
      }}
    >
      {isSmall ? null : <IconFileUpload aria-hidden />}
      <p>{t(isSmall ? 'import.drop-more' : 'import.drop')}</p>
      <Action
        kind={isSmall ? 'secondary' : 'primary'}
        label={t(isSmall ? 'import.choose-more' : 'import.choose')}
        onClick={() => input.current?.click()}
      />
      {isSmall ? null : <p className="k-small k-ink3">{t('import.kinds')}</p>}
      {error === undefined ? null : (
        <p role="alert" className="k-small k-bad">
          {error}
        </p>
      )}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept=".csv,.gz,.txt,.tsv,.xlsx,.xlsm,text/csv,application/gzip"
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          // The same file can be chosen again after it was corrected.
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
