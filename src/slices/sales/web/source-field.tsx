import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceField, TextField } from '#platform/web/ui/field.tsx';

interface SourceFieldProps {
  /** Names of sources that files came from before: how each writes its files is remembered. */
  readonly sources: readonly string[];
  readonly value: string;
  readonly onChange: (source: string) => void;
  readonly error: string | undefined;
}

const anotherSource = '';

/** Where the file comes from: one of the known sources, or a new name. */
export function SourceField({ sources, value, onChange, error }: SourceFieldProps): ReactNode {
  const { t } = useTranslation();
  const [isNew, setNew] = useState(false);
  const isTyped = isNew || sources.length === 0 || !sources.includes(value);
  const known =
    sources.length === 0 ? null : (
      <ChoiceField
        label={t('import.source')}
        hint={isTyped ? undefined : t('import.source-known')}
        value={isTyped ? anotherSource : value}
        options={[
          ...sources.map((source) => ({ value: source, label: source })),
          { value: anotherSource, label: t('import.source-another') },
        ]}
        onChange={(source) => {
          setNew(source === anotherSource);
          onChange(source);
        }}
        width={28}
      />
    );
  return (
    <>
      {known}
      {isTyped ? (
        <TextField
          label={t(known ? 'import.source-name' : 'import.source')}
          hint={t('import.source-hint')}
          error={error}
          value={value}
          onChange={(source) => {
            setNew(true);
            onChange(source);
          }}
          width={28}
          maxLength={100}
        />
      ) : null}
    </>
  );
}
