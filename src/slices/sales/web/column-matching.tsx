import { IconArrowLeft, IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportField, ImportKind, Profile } from '#slices/sales/contract.ts';
import classes from '#slices/sales/web/import.module.css';
import { examplesOf, isMissing, unusedHeaders } from '#slices/sales/web/mapping-choice.ts';
import { fieldsOf, isRequired } from '#slices/sales/web/import-fields.ts';

interface ColumnMatchingProps {
  readonly kind: ImportKind;
  readonly profile: Profile;
  readonly onChange: (field: ImportField, header: string | null) => void;
}

/** Our fields, each with the column of the file that fills it and what stands there. */
export function ColumnMatching({ kind, profile, onChange }: ColumnMatchingProps): ReactNode {
  const { t } = useTranslation();
  const unused = unusedHeaders(profile);
  return (
    <>
      <table className={classes.matching}>
        <caption className="k-unseen">{t('import.matching')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('import.our-field')}</th>
            <th scope="col">{t('import.their-column')}</th>
            <th scope="col">{t('import.examples')}</th>
          </tr>
        </thead>
        <tbody>
          {fieldsOf(kind).map((field) => (
            <FieldRow key={field} kind={kind} field={field} profile={profile} onChange={onChange} />
          ))}
        </tbody>
      </table>
      {unused.length === 0 ? null : (
        <p className="k-small k-ink3">{t('import.unused', { count: unused.length, headers: unused.join(', ') })}</p>
      )}
    </>
  );
}

function FieldRow({
  kind,
  field,
  profile,
  onChange,
}: ColumnMatchingProps & { readonly field: ImportField }): ReactNode {
  const { t } = useTranslation();
  const header = profile.mapping.columns[field];
  const examples = examplesOf(profile, header);
  const lacks = header === undefined && isMissing(profile, field);
  return (
    <tr data-lacks={lacks || undefined}>
      <th scope="row">
        <span className="k-strong">{t(`import.field-${field}`)}</span>
        <span className="k-small k-ink3">
          {isRequired(kind, field)
            ? t(field === 'unitPrice' || field === 'lineNet' ? 'import.one-of-both' : 'import.required')
            : t(`import.about-${field}`)}
        </span>
      </th>
      <td>
        <span className={classes.match}>
          <IconArrowLeft aria-hidden />
          <span className={classes.choice}>
            <select
              className={classes.select}
              aria-label={t('import.column-for', { field: t(`import.field-${field}`) })}
              aria-invalid={lacks || undefined}
              value={header ?? ''}
              onChange={(event) => onChange(field, event.currentTarget.value === '' ? null : event.currentTarget.value)}
            >
              <option value="">{t(lacks ? 'import.choose-column' : 'import.no-column')}</option>
              {profile.headers.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
            <IconChevronDown aria-hidden />
          </span>
        </span>
      </td>
      <td className={classes.examples}>
        {examples.map((example) => (
          <span key={example}>{example}</span>
        ))}
      </td>
    </tr>
  );
}
