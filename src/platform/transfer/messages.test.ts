import { describe, expect, test } from 'vitest';
import { sentence } from '#platform/i18n/sentence.ts';
import { badFiles } from './bad/make.ts';
import { fileFaultCodes, rowFaultCodes, type FaultFacts } from './types.ts';

/** Facts of faults that no bad file has, since they need more than one file, time or memory. */
const otherFacts: Readonly<Record<string, FaultFacts>> = {
  'file-time': { seconds: 900 },
  'file-memory': { limit: 160 },
  'join-too-large': { rows: 500_000, limit: 200 },
  'join-no-key': { headers: 'a, b' },
  'join-repeated': { header: 'id', value: '7', line: 3 },
};
const rowFacts = { column: 'Egységár', value: '1.5', line: 7, format: 'YYYY-MM-DD', decimal: ',' };

describe.each(['en', 'hu'] as const)('sentences in %s', (language) => {
  test.each(fileFaultCodes)('%s says everything it was told', (code) => {
    const facts = badFiles.find(({ fault }) => fault?.code === code)?.fault?.facts ?? otherFacts[code] ?? {};
    const text = sentence(language, code, facts);
    expect(text).toMatch(/^\p{Lu}.*[.]$/u);
    for (const fact of Object.values(facts)) expect(text).toContain(String(fact));
    // A placeholder without a fact leaves two spaces, or a space before a mark.
    expect(text).not.toMatch(/ {2}| [.,;:](?=\s|$)|""|“”|„”/);
    if (code !== 'date-format')
      expect(sentence(language, code, { ...facts, where: 'heads.csv: ' })).toBe(`heads.csv: ${text}`);
  });

  test.each(rowFaultCodes)('%s names the column, or both counts', (code) => {
    const text = sentence(language, code, code === 'fields' ? { ...rowFacts, value: '7/8' } : rowFacts);
    expect(text).toContain(code === 'fields' ? '7/8' : 'Egységár');
    expect(text).toMatch(/[.]$/);
  });
});
