import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceField } from '#platform/web/ui/field.tsx';
import type { ImportKind, Profile } from '#slices/sales/contract.ts';
import classes from '#slices/sales/web/import.module.css';
import type { FormatPart } from '#slices/sales/web/mapping-choice.ts';

const encodings = ['utf-8', 'windows-1250', 'iso-8859-2', 'windows-1252', 'utf-16le', 'utf-16be'] as const;
const delimiters = [',', ';', '\t', '|'] as const;
const delimiterNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;
const shareStyles = ['fraction', 'percent'] as const;
const decimals = ['.', ','] as const;
const decimalNames = { '.': 'point', ',': 'comma' } as const;
/** Patterns in use; the reader takes others, too, and what it found stands in the list in any case. */
const dateFormats = [
  'YYYY-MM-DD',
  'YYYY.MM.DD',
  'YYYY/MM/DD',
  'YYYYMMDD',
  'DD.MM.YYYY',
  'D.M.YYYY',
  'DD/MM/YYYY',
  'D/M/YYYY',
  'DD-MM-YYYY',
  'MM/DD/YYYY',
  'M/D/YYYY',
  'M/D/YY',
  'D/M/YY',
  'D-MMM-YY',
  'D MMM YYYY',
];

interface FormatFieldsProps {
  /** Files of customers and products have no numbers and no days. */
  readonly kind: ImportKind;
  readonly profile: Profile;
  readonly onChange: (part: FormatPart, value: string) => void;
}

/** Which sheet of a workbook has the rows. */
function SheetField({
  profile,
  workbook,
  onChange,
}: Omit<FormatFieldsProps, 'kind'> & { readonly workbook: NonNullable<Profile['workbook']> }): ReactNode {
  const { t } = useTranslation();
  const isOpen = profile.ambiguous.includes('sheet');
  return (
    <ChoiceField
      label={t('import.sheet')}
      hint={workbook.sheets.length > 1 ? t(`import.origin-${workbook.sheetOrigin}`) : t('import.only-sheet')}
      error={isOpen ? t('import.sheet-open') : undefined}
      value={isOpen ? '' : (profile.mapping.sheet ?? '')}
      options={[
        ...(isOpen ? [{ value: '', label: t('import.choose-one') }] : []),
        ...workbook.sheets.map((value) => ({ value, label: value })),
      ]}
      onChange={(value) => {
        if (value !== '') onChange('sheet', value);
      }}
    />
  );
}

/** How the file is written: guessed or remembered, shown, and changed here. */
export function FormatFields({ kind, profile, onChange }: FormatFieldsProps): ReactNode {
  const { t } = useTranslation();
  const { mapping, origin, workbook } = profile;
  return (
    <div className={classes.formats}>
      {workbook ? <SheetField profile={profile} workbook={workbook} onChange={onChange} /> : null}
      {workbook ? null : (
        <>
          <ChoiceField
            label={t('import.encoding')}
            hint={t(`import.origin-${origin.encoding}`)}
            value={mapping.encoding}
            options={encodings.map((value) => ({ value, label: t(`import.encoding-${value}`) }))}
            onChange={(value) => onChange('encoding', value)}
          />
          <ChoiceField
            label={t('import.delimiter')}
            hint={t(`import.origin-${origin.delimiter}`)}
            value={mapping.delimiter}
            options={delimiters.map((value) => ({ value, label: t(`import.delimiter-${delimiterNames[value]}`) }))}
            onChange={(value) => onChange('delimiter', value)}
          />
        </>
      )}
      {kind === 'sales' ? <FigureFields profile={profile} onChange={onChange} /> : null}
    </div>
  );
}

/** How numbers and days are written. */
function FigureFields({ profile, onChange }: Omit<FormatFieldsProps, 'kind'>): ReactNode {
  const { t } = useTranslation();
  const { mapping, origin, ambiguous } = profile;
  const formats = dateFormats.includes(mapping.dateFormat) ? dateFormats : [mapping.dateFormat, ...dateFormats];
  const dateIsOpen = ambiguous.includes('dateFormat');
  const decimalIsOpen = ambiguous.includes('decimal');
  const open = { value: '', label: t('import.choose-one') };
  return (
    <>
      <ChoiceField
        label={t('import.decimal')}
        hint={t(`import.origin-${origin.decimal}`)}
        error={decimalIsOpen ? t('import.decimal-open') : undefined}
        value={decimalIsOpen ? '' : mapping.decimal}
        options={[
          ...(decimalIsOpen ? [open] : []),
          ...decimals.map((value) => ({ value, label: t(`import.decimal-${decimalNames[value]}`) })),
        ]}
        onChange={(value) => {
          if (value !== '') onChange('decimal', value);
        }}
      />
      <ChoiceField
        label={t('import.date-format')}
        hint={t(`import.origin-${origin.dateFormat}`)}
        error={dateIsOpen ? t('import.date-open') : undefined}
        value={dateIsOpen ? '' : mapping.dateFormat}
        options={[...(dateIsOpen ? [open] : []), ...formats.map((value) => ({ value, label: value }))]}
        onChange={(value) => {
          if (value !== '') onChange('dateFormat', value);
        }}
      />
      {mapping.shares === undefined ? null : (
        <ChoiceField
          label={t('import.shares')}
          hint={t(`import.origin-${origin.shares ?? 'guessed'}`)}
          value={mapping.shares}
          options={shareStyles.map((value) => ({ value, label: t(`import.shares-${value}`) }))}
          onChange={(value) => onChange('shares', value)}
        />
      )}
    </>
  );
}
