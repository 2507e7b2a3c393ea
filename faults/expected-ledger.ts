import { documentsOf, netOf, type Version } from './sales-files.ts';

/** A loaded import, as its record tells it. */
export interface LoadedFile {
  readonly batch: number;
  readonly file: number;
  readonly version: Version;
}

/** What the ledger holds of one file: counted by SQL on one side, worked out from the file's text on the other. */
export interface Holding {
  readonly documents: number;
  readonly lines: number;
  /** Minor units, as everywhere here. */
  readonly net: number;
  readonly formerLines: number;
  readonly formerNet: number;
}

/** Rows of one import by what they were to the ledger, as its result tells them. */
export interface Outcome {
  readonly new: number;
  readonly unchanged: number;
  readonly changed: number;
}

const known = new Map<string, ReadonlyMap<string, { lines: number; net: number }>>();

function sizesOf(file: number, version: Version): ReadonlyMap<string, { lines: number; net: number }> {
  const key = `${String(file)} ${version}`;
  const found =
    known.get(key) ??
    new Map(
      documentsOf(file, version).map((document) => [
        document.number,
        { lines: document.lines.length, net: netOf(document) },
      ]),
    );
  known.set(key, found);
  return found;
}

/**
 * Works out, without the product, what loading these files one after the other leaves in an empty ledger.
 * @param loaded in the order in which they were written
 */
export function expectedLedger(loaded: readonly LoadedFile[]): {
  holdings: ReadonlyMap<number, Holding>;
  outcomes: ReadonlyMap<number, Outcome>;
} {
  const ledger = new Map<number, Map<string, { lines: number; net: number }>>();
  const former = new Map<number, { lines: number; net: number }>();
  const outcomes = new Map<number, Outcome>();
  for (const { batch, file, version } of loaded) {
    const holding = ledger.get(file) ?? new Map<string, { lines: number; net: number }>();
    const before = former.get(file) ?? { lines: 0, net: 0 };
    const outcome = { new: 0, unchanged: 0, changed: 0 };
    for (const [number, size] of sizesOf(file, version)) {
      const there = holding.get(number);
      // Every change of a generated document moves its net, so equal sums are equal content.
      const isSame = there?.lines === size.lines && there.net === size.net;
      outcome[there === undefined ? 'new' : isSame ? 'unchanged' : 'changed'] += size.lines;
      if (there !== undefined && !isSame) {
        before.lines += there.lines;
        before.net += there.net;
      }
      holding.set(number, size);
    }
    ledger.set(file, holding);
    former.set(file, before);
    outcomes.set(batch, outcome);
  }
  const holdings = new Map(
    [...ledger].map(([file, documents]): [number, Holding] => {
      const kept = [...documents.values()];
      return [
        file,
        {
          documents: kept.length,
          lines: kept.reduce((sum, { lines }) => sum + lines, 0),
          net: kept.reduce((sum, { net }) => sum + net, 0),
          formerLines: former.get(file)?.lines ?? 0,
          formerNet: former.get(file)?.net ?? 0,
        },
      ];
    }),
  );
  return { holdings, outcomes };
}
