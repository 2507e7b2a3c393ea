import { IconChevronDown } from '@tabler/icons-react';
import { useId, type HTMLInputAutoCompleteAttribute, type ReactNode, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '#platform/web/ui/field.module.css';

interface FrameProps {
  readonly label: string;
  /** Marked in words; a field that must be filled is not marked. */
  readonly isOptional?: boolean;
  readonly hint?: ReactNode;
  /** What to do about it; stands in the place of the hint. */
  readonly error?: string | undefined;
}

interface FrameParts extends FrameProps {
  readonly id: string;
  readonly children: ReactNode;
}

const noteId = (id: string): string => `${id}-note`;

function Frame({ id, label, isOptional, hint, error, children }: FrameParts): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={classes.field}>
      <label htmlFor={id} className={classes.label}>
        {label}
        {isOptional ? <span className="k-ink3"> ({t('field.optional')})</span> : null}
      </label>
      {children}
      {error === undefined && hint === undefined ? null : (
        <div id={noteId(id)} className={classes.note} data-error={error !== undefined || undefined}>
          {error ?? hint}
        </div>
      )}
    </div>
  );
}

interface TextFieldProps extends FrameProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly type?: 'text' | 'email' | 'password' | 'date' | 'search';
  readonly autoComplete?: HTMLInputAutoCompleteAttribute;
  /** In characters: a date is not as wide as the page. */
  readonly width?: number;
  readonly isReadOnly?: boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly maxLength?: number;
}

/** A field for text: label above, hint or error below and tied to it. */
export function TextField(props: TextFieldProps): ReactNode {
  const {
    value,
    onChange,
    onBlur,
    type = 'text',
    autoComplete = 'off',
    width,
    isReadOnly,
    inputRef,
    maxLength,
    ...frame
  } = props;
  const id = useId();
  return (
    <Frame id={id} {...frame}>
      <input
        id={id}
        ref={inputRef}
        className={classes.input}
        style={width === undefined ? undefined : { maxWidth: `calc(${width}ch + 2rem)` }}
        type={type}
        value={value}
        autoComplete={autoComplete}
        autoCapitalize={type === 'email' ? 'none' : undefined}
        spellCheck={type === 'text' ? undefined : false}
        readOnly={isReadOnly}
        maxLength={maxLength}
        aria-invalid={frame.error !== undefined || undefined}
        aria-describedby={frame.error === undefined && frame.hint === undefined ? undefined : noteId(id)}
        onChange={(event) => onChange(event.currentTarget.value)}
        onBlur={onBlur}
      />
    </Frame>
  );
}

interface LongTextFieldProps extends FrameProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly rows?: number;
  readonly maxLength?: number;
  readonly inputRef?: Ref<HTMLTextAreaElement>;
}

/** A field for several lines. */
export function LongTextField(props: LongTextFieldProps): ReactNode {
  const { value, onChange, rows = 3, maxLength, inputRef, ...frame } = props;
  const id = useId();
  return (
    <Frame id={id} {...frame}>
      <textarea
        id={id}
        ref={inputRef}
        className={classes.input}
        data-long
        rows={rows}
        value={value}
        maxLength={maxLength}
        aria-invalid={frame.error !== undefined || undefined}
        aria-describedby={frame.error === undefined && frame.hint === undefined ? undefined : noteId(id)}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </Frame>
  );
}

interface ChoiceFieldProps<Value extends string> extends FrameProps {
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
  readonly width?: number;
}

/** A field with a list of values: the browser's own, which every phone and screen reader knows. */
export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>): ReactNode {
  const { value, options, onChange, width, ...frame } = props;
  const id = useId();
  return (
    <Frame id={id} {...frame}>
      <span
        className={classes.choice}
        style={width === undefined ? undefined : { maxWidth: `calc(${width}ch + 3rem)` }}
      >
        <select
          id={id}
          className={classes.input}
          value={value}
          aria-invalid={frame.error !== undefined || undefined}
          aria-describedby={frame.error === undefined && frame.hint === undefined ? undefined : noteId(id)}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.currentTarget.value);
            if (chosen) onChange(chosen.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <IconChevronDown aria-hidden />
      </span>
    </Frame>
  );
}

interface SegmentsProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
  readonly hint?: ReactNode;
}

/** Two to four values side by side, as radio buttons. */
export function Segments<Value extends string>({
  label,
  value,
  options,
  onChange,
  hint,
}: SegmentsProps<Value>): ReactNode {
  const id = useId();
  return (
    <fieldset className={classes.segments} aria-describedby={hint === undefined ? undefined : noteId(id)}>
      <legend className={classes.label}>{label}</legend>
      <div className={classes.choices}>
        {options.map((option) => (
          <label key={option.value} data-checked={option.value === value || undefined}>
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
      {hint === undefined ? null : (
        <div id={noteId(id)} className={classes.note}>
          {hint}
        </div>
      )}
    </fieldset>
  );
}
