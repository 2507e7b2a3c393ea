import type { AuditEntry } from '#platform/audit/contract.ts';

const aboutRights = new Set(['person', 'company', 'substitution', 'key', 'webhook', 'session', 'backup', 'audit']);

/** The kind of an entry, as audit.entries sorts them. */
export function kindOf(action: string, subject: string): AuditEntry['kind'] {
  if (action.startsWith('export.')) return 'export';
  if (action.endsWith('.look') || action.startsWith('look.')) return 'look';
  return aboutRights.has(subject.split(':', 1)[0] ?? '') ? 'rights' : 'change';
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function written(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map((one) => written(one) ?? '–').join(', ');
  return Object.entries(value)
    .map(([name, inner]) => `${name} ${written(inner) ?? '–'}`)
    .join(', ');
}

/**
 * What an entry tells, field by field: `before` and `after` beside each other where it has them, everything else as it became.
 * Values that are no objects stand under the name `value`.
 */
export function changesIn(detail: Readonly<Record<string, unknown>>): AuditEntry['changes'] {
  const { before, after, ...rest } = detail;
  const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
    isObject(value) ? value : value === undefined || value === null ? {} : { value };
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return [
    ...names.map((field) => ({ field, before: written(was[field]), after: written(is[field]) })),
    ...Object.entries(rest).map(([field, value]) => ({ field, before: null, after: written(value) })),
  ];
}
