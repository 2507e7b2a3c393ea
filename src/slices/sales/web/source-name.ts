import type { Import } from '#slices/sales/contract.ts';

/** A name for a source from the name of its first file: "invoices-2026-10.csv.gz" is of the source "invoices". */
export function sourceFromName(fileName: string): string {
  const stem = fileName.replace(/(\.(csv|txt|tsv|gz))+$/i, '');
  const words = stem
    .replace(/[\s_.-]*\d[\d\s_.-]*/g, ' ')
    .replace(/_/g, ' ')
    .trim();
  return (words || stem).slice(0, 100);
}

/** The source of a file: that of the last file named like it but for the date, else a name made from its own. */
export function likelySource(fileName: string, past: readonly Pick<Import, 'fileName' | 'source'>[]): string {
  const name = sourceFromName(fileName);
  return past.find((one) => sourceFromName(one.fileName) === name)?.source ?? name;
}
