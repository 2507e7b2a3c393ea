import { choiceIn, compact, dayIn, textIn, wholeIn, type RawSearch } from '#platform/web/search.ts';

/** What the address of the audit page says: whose, about what, of which kind, in which days. */
export interface AuditSearch {
  readonly person?: number | undefined;
  readonly record?: string | undefined;
  readonly kind?: 'change' | 'look' | 'export' | 'rights' | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Reads the address; what makes no sense is left out. */
export const readAuditSearch = (raw: RawSearch): AuditSearch =>
  compact({
    person: wholeIn(raw, 'person'),
    record: textIn(raw, 'record'),
    kind: choiceIn(raw, 'kind', ['change', 'look', 'export', 'rights']),
    from: dayIn(raw, 'from'),
    to: dayIn(raw, 'to'),
  });
