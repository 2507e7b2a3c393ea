import { IconFileSpreadsheet, IconUpload, IconX } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons } from '#platform/web/ui/dialog.tsx';
import { Segments } from '#platform/web/ui/field.tsx';
import { JobProgress, Problem } from '#platform/web/ui/states.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { Import, ImportKind } from '#slices/sales/contract.ts';
import { importKinds } from '#slices/sales/domain/import-kinds.ts';
import { DropZone } from '#slices/sales/web/drop-zone.tsx';
import { sendFiles } from '#slices/sales/web/import-data.ts';
import classes from '#slices/sales/web/import.module.css';
import { likelyMainOf } from '#slices/sales/web/main-file.ts';
import { likelySource } from '#slices/sales/web/source-name.ts';
import { SourceField } from '#slices/sales/web/source-field.tsx';

interface Sending {
  readonly name: string;
  readonly share: number;
}

interface UploadFormProps {
  /** Names of the sources that files came from before. */
  readonly sources: readonly string[];
  /** Past imports, newest first: a file named like one of them is of the same source. */
  readonly past: readonly Pick<Import, 'fileName' | 'source'>[];
}

/** Which file, from which source, and what completes it: the first step. Nothing is loaded by it. */
export function UploadForm({ sources, past }: UploadFormProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [kind, setKind] = useState<ImportKind>('sales');
  const [files, setFiles] = useState<readonly File[]>([]);
  const [chosenMain, setMain] = useState<File | null>(null);
  const [likelyMain, setLikelyMain] = useState<File | undefined>();
  const [source, setSource] = useState<string | null>(null);
  const [isTold, setTold] = useState(false);
  const [sending, setSending] = useState<Sending | null>(null);
  const [error, setError] = useState<unknown>(null);
  const stop = useRef<AbortController | null>(null);

  const main = [chosenMain, likelyMain].find((file) => file && files.includes(file)) ?? files[0];
  const usualSource = main ? likelySource(main.name, past) : '';
  const named = (source ?? usualSource).trim();

  const add = (more: readonly File[]): void => {
    setError(null);
    const all = [...files.filter((file) => !more.some(({ name }) => name === file.name)), ...more];
    setFiles(all);
    void likelyMainOf(all).then(setLikelyMain);
  };
  const send = async (): Promise<void> => {
    setTold(true);
    if (!main || named === '') return;
    setError(null);
    stop.current = new AbortController();
    setSending({ name: main.name, share: 0 });
    try {
      const found = await sendFiles({
        kind,
        main,
        others: files.filter((file) => file !== main),
        source: named,
        onProgress: (file, share) => setSending({ name: file.name, share }),
        signal: stop.current.signal,
      });
      void client.invalidateQueries({ queryKey: ['imports', 'list'] });
      await navigate({ to: '/import/$importId', params: { importId: String(found.id) } });
    } catch (cause) {
      if (!stop.current.signal.aborted) setError(cause);
      setSending(null);
    }
  };

  if (sending) {
    const isThere = sending.share >= 1;
    return (
      <JobProgress
        label={t(isThere ? 'import.looking' : 'import.sending', { name: sending.name })}
        share={isThere ? null : sending.share}
        cancel={<Action small label={t('import.stop-sending')} onClick={() => stop.current?.abort()} />}
      />
    );
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Segments
        label={t('import.kind')}
        value={kind}
        options={importKinds.map((value) => ({ value, label: t(`import.kind-${value}`) }))}
        onChange={setKind}
        hint={t(`import.kind-hint-${kind}`)}
      />
      <DropZone onFiles={add} isSmall={files.length > 0} error={isTold && !main ? t('import.no-file') : undefined} />
      {files.length === 0 ? null : (
        <>
          <FileList
            files={files}
            main={main}
            onMain={setMain}
            onRemove={(file) => setFiles((was) => was.filter((one) => one !== file))}
          />
          <SourceField
            sources={sources}
            value={source ?? usualSource}
            onChange={setSource}
            error={isTold && named === '' ? t('import.no-source') : undefined}
          />
          {error ? <Problem error={error} title={t('import.not-sent')} /> : null}
          <Buttons>
            <Action type="submit" kind="primary" icon={IconUpload} label={t('import.look', { count: files.length })} />
            <span className={classes.aside}>
              {t('import.look-hint', { size: format.bytes(files.reduce((sum, file) => sum + file.size, 0)) })}
            </span>
          </Buttons>
        </>
      )}
    </form>
  );
}

interface FileListProps {
  readonly files: readonly File[];
  readonly main: File | undefined;
  readonly onMain: (file: File) => void;
  readonly onRemove: (file: File) => void;
}

/** The chosen files; with several, which of them has the lines. */
function FileList({ files, main, onMain, onRemove }: FileListProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useId();
  const list = (
    <ul className={classes.files}>
      {files.map((file) => (
        <li key={file.name}>
          <label>
            {files.length > 1 ? (
              <input type="radio" name={name} checked={file === main} onChange={() => onMain(file)} />
            ) : (
              <IconFileSpreadsheet aria-hidden />
            )}
            <span className="k-strong">{file.name}</span>
            <span className="k-small k-ink3">
              {format.bytes(file.size)}
              {files.length > 1 ? ` · ${t(file === main ? 'import.has-lines' : 'import.completes')}` : ''}
            </span>
          </label>
          <Action
            kind="quiet"
            small
            iconOnly
            icon={IconX}
            label={t('import.remove', { name: file.name })}
            onClick={() => onRemove(file)}
          />
        </li>
      ))}
    </ul>
  );
  if (files.length === 1) return list;
  return (
    <fieldset className={classes.which}>
      <legend>{t('import.which-lines')}</legend>
      {list}
    </fieldset>
  );
}
