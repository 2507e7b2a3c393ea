import { expect, test } from 'vitest';
import { expectedLedger } from './expected-ledger.ts';
import { documentsOf, netOf, textOf } from './sales-files.ts';

test('a file is the same each time, and its text has all its lines', () => {
  const documents = documentsOf(3, 'first');
  expect(documentsOf(3, 'first')).toEqual(documents);
  expect(documentsOf(4, 'first')[0]?.lines).not.toEqual(documents[0]?.lines);
  const lines = documents.flatMap((document) => document.lines);
  // The header before them, and the end of the last line.
  expect(textOf(documents).split('\n')).toHaveLength(lines.length + 2);
});

test('prices stand in the text with their two decimals', () => {
  const [document] = documentsOf(3, 'first');
  const [line] = document?.lines ?? [];
  const cells = textOf(documentsOf(3, 'first')).split('\n')[1]?.split(',') ?? [];
  expect(Number(cells[5]) * 100).toBeCloseTo(line?.price ?? Number.NaN, 6);
  expect(Number(cells[4])).toBe(line?.quantity);
});

test('every changed document has another net: the comparison by sums sees each change', () => {
  const before = new Map(documentsOf(5, 'first').map((document) => [document.number, netOf(document)]));
  const corrected = documentsOf(5, 'corrected');
  const same = corrected.filter((document) => before.get(document.number) === netOf(document));
  // 600 documents: each third one is changed, the other 400 are not; 40 are new.
  expect(same).toHaveLength(400);
  expect(corrected).toHaveLength(640);
});

test('a correction changes a third, leaves the rest, and keeps what was there before', () => {
  const loaded = (['first', 'corrected', 'corrected'] as const).map((version, batch) => ({ batch, file: 1, version }));
  const { holdings, outcomes } = expectedLedger(loaded);
  const linesOf = (documents: ReturnType<typeof documentsOf>): number =>
    documents.reduce((sum, { lines }) => sum + lines.length, 0);
  const [first, corrected] = [documentsOf(1, 'first'), documentsOf(1, 'corrected')];
  const third = first.filter((_, place) => place % 3 === 0);
  expect(outcomes.get(0)).toEqual({ new: linesOf(first), unchanged: 0, changed: 0 });
  expect(outcomes.get(1)).toEqual({
    new: linesOf(corrected.slice(600)),
    unchanged: linesOf(first) - linesOf(third),
    changed: linesOf(third),
  });
  expect(outcomes.get(2)).toEqual({ new: 0, unchanged: linesOf(corrected), changed: 0 });
  expect(holdings.get(1)).toEqual({
    documents: 640,
    lines: linesOf(corrected),
    net: corrected.reduce((sum, document) => sum + netOf(document), 0),
    formerLines: linesOf(third),
    formerNet: third.reduce((sum, document) => sum + netOf(document), 0),
  });
});
