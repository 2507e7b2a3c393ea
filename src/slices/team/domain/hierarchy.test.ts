import fc from 'fast-check';
import { expect, it } from 'vitest';
import { roles, type Role } from '../contract.ts';
import { sightsOf, type Member } from './hierarchy.ts';

/** `id:role>superior`, one person a word; the sights as `person: seen seen`. */
function members(line: string): Member[] {
  return line.split(' ').map((word) => {
    const [, id, role, superior] = /^(\d+):([a-z]+)(?:>(\d+))?$/.exec(word) ?? [];
    return { id: Number(id), roles: [role as Role], reportsTo: superior === undefined ? null : Number(superior) }; // rows below name roles only
  });
}

function sights(line: string): Record<number, number[]> {
  const found: Record<number, number[]> = {};
  for (const { person, sees } of sightsOf(members(line))) (found[person] ??= []).push(sees);
  for (const seen of Object.values(found)) seen.sort((a, b) => a - b);
  return found;
}

it.each([
  { is: 'nobody at all', line: '1:admin', sees: {} },
  { is: 'one alone sees herself', line: '1:kam', sees: { 1: [1] } },
  {
    is: 'a line of three: each sees herself and all below',
    line: '1:director 2:manager>1 3:kam>2',
    sees: { 1: [1, 2, 3], 2: [2, 3], 3: [3] },
  },
  {
    is: 'two regions do not see each other',
    line: '1:director 2:manager>1 3:manager>1 4:kam>2 5:kam>2 6:kam>3',
    sees: { 1: [1, 2, 3, 4, 5, 6], 2: [2, 4, 5], 3: [3, 6], 4: [4], 5: [5], 6: [6] },
  },
  {
    is: 'support sees what the one sees to whom it reports, and not above',
    line: '1:director 2:manager>1 3:kam>2 4:support>2 5:manager>1',
    sees: { 1: [1, 2, 3, 4, 5], 2: [2, 3, 4], 3: [3], 4: [2, 3, 4], 5: [5] },
  },
  {
    is: 'support of one key account manager sees hers only',
    line: '2:manager 3:kam>2 4:support>3 5:kam>2',
    sees: { 2: [2, 3, 4, 5], 3: [3, 4], 4: [3, 4], 5: [5] },
  },
  { is: 'support without a superior sees nobody else', line: '1:support 2:kam', sees: { 1: [1], 2: [2] } },
  {
    is: 'an administrator sees nobody, and who reports to one is seen from above',
    line: '1:director 2:admin>1 3:kam>2',
    sees: { 1: [1, 2, 3], 3: [3] },
  },
  { is: 'a ring of two ends', line: '1:manager>2 2:manager>1', sees: { 1: [1, 2], 2: [1, 2] } },
  {
    is: 'a ring of three with somebody below and somebody above it ends',
    line: '1:director 2:manager>4 3:manager>2 4:manager>3 5:kam>3',
    sees: { 1: [1], 2: [2, 3, 4, 5], 3: [2, 3, 4, 5], 4: [2, 3, 4, 5], 5: [5] },
  },
  {
    is: 'support in a ring ends',
    line: '1:manager>2 2:support>1',
    sees: { 1: [1, 2], 2: [1, 2] },
  },
  { is: 'a superior who is not there is nobody', line: '1:kam>9', sees: { 1: [1] } },
])('$is', ({ line, sees }) => {
  expect(sights(line)).toEqual(sees);
});

it('any line, rings included: each pair once, everybody sees herself, sight goes down only, administrators see nothing', () => {
  const anyLine = fc.array(
    fc.record({ role: fc.constantFrom(...roles), reportsTo: fc.option(fc.nat({ max: 11 }), { nil: null }) }),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(anyLine, (drawn) => {
      const line = drawn.map(({ role, reportsTo }, id) => ({ id, roles: [role], reportsTo }));
      const found = sightsOf(line);
      const pairs = found.map(({ person, sees }) => `${String(person)}>${String(sees)}`);
      expect(new Set(pairs).size).toBe(pairs.length);
      for (const { id, roles: held } of line)
        expect(pairs.includes(`${String(id)}>${String(id)}`)).toBe(!held.includes('admin'));
      for (const { person, sees } of found) {
        const viewer = line[person];
        const tops = viewer?.roles.includes('support') ? [person, viewer.reportsTo] : [person];
        expect(chainAbove(line, sees).some((above) => tops.includes(above))).toBe(true);
      }
    }),
    { verbose: true },
  );
});

/** The one and everybody above her, by walking up: the other way round than the rule. */
function chainAbove(line: readonly Member[], start: number): number[] {
  const chain: number[] = [];
  for (let at: number | null = start; at !== null && !chain.includes(at); at = line[at]?.reportsTo ?? null)
    chain.push(at);
  return chain;
}
