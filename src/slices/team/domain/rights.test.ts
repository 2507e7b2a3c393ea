import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, parseDay, type Day } from '#kernel/day.ts';
import { roles } from '../contract.ts';
import { abilitiesOf } from './abilities.ts';
import { wholeCompany, sightsInTime, sightsOf, type MemberInTime } from './hierarchy.ts';
import { isOn, needsSecondPerson, rightsOn, type RoleSpan, type StandIn } from './rights.ts';

const day = (text: string): Day => parseDay(text) ?? (text as Day); // rows below write days that there are
const role = (name: RoleSpan['role'], from: string | null = null, until: string | null = null): RoleSpan => ({
  role: name,
  from: from === null ? null : day(from),
  until: until === null ? null : day(until),
});
const standIn = (of: readonly RoleSpan[], more: Partial<StandIn> = {}): StandIn => ({
  substitution: 1,
  person: { id: 2, name: 'Kovács Eszter' },
  from: day('2026-11-30'),
  until: day('2026-12-05'),
  coversAll: true,
  roles: of,
  ...more,
});

describe('a role counts from its first day on, and no more on its last (TIM-3)', () => {
  const spans = [role('manager', '2026-03-29', '2026-10-25')];
  it.each([
    ['2026-03-28', []],
    ['2026-03-29', ['manager']],
    ['2026-10-24', ['manager']],
    ['2026-10-25', []],
  ])('%s', (on, held) => {
    expect(rightsOn(day(on), spans, []).roles).toEqual(held);
  });

  it('and not at all where no day is told', () => {
    expect(rightsOn(null, [role('director')], [])).toMatchObject({ roles: [], abilities: [], sight: null });
  });
});

describe('several roles at once', () => {
  it.each([
    { held: ['kam', 'manager'], sight: 'line' },
    { held: ['support', 'finance'], sight: 'company' },
    { held: ['admin', 'kam'], sight: 'own' },
    { held: ['admin'], sight: null },
  ] as const)('$held: the widest sight, $sight, and all that each may do', ({ held, sight }) => {
    const rights = rightsOn(
      day('2026-11-23'),
      held.map((one) => role(one)),
      [],
    );
    expect(rights.sight).toBe(sight);
    expect([...rights.abilities].sort()).toEqual([...new Set(held.flatMap((one) => abilitiesOf(one)))].sort());
  });
});

describe('who stands in for somebody', () => {
  const kam = [role('kam')];
  it('in everything gets what the other’s role may do with accounts, and her sight, in those days', () => {
    const orders = [standIn([role('manager')])];
    expect(rightsOn(day('2026-11-29'), kam, orders)).toMatchObject({ sight: 'own', standsInFor: [] });
    const within = rightsOn(day('2026-11-30'), kam, orders);
    expect(within).toMatchObject({ roles: ['kam'], sight: 'line' });
    expect(within.abilities).toContain('accounts.assign');
    expect([...within.passed]).toContainEqual(['accounts.assign', 2]);
    expect([...within.passed.keys()]).not.toContain('accounts.read');
    expect(rightsOn(day('2026-12-04'), kam, orders).sight).toBe('line');
    expect(rightsOn(day('2026-12-05'), kam, orders)).toMatchObject({ sight: 'own', standsInFor: [] });
  });

  it('does not get rights over people or the installation', () => {
    const { abilities, sight } = rightsOn(day('2026-12-01'), kam, [standIn([role('director'), role('admin')])]);
    expect(sight).toBe('company');
    expect(abilities).toContain('portfolio.policy');
    expect(abilities.filter((one) => /^(people|audit|health)\./.test(one))).toEqual([]);
  });

  it('for named accounts only gets no ability and no sight beyond her own', () => {
    const rights = rightsOn(day('2026-12-01'), kam, [standIn([role('director')], { coversAll: false })]);
    expect(rights).toMatchObject({ sight: 'own', abilities: abilitiesOf('kam') });
    expect(rights.standsInFor).toHaveLength(1);
  });

  it('gets nothing where the other’s role is over, or her own', () => {
    expect(rightsOn(day('2026-12-01'), kam, [standIn([role('manager', null, '2026-12-01')])]).sight).toBe('own');
    expect(rightsOn(day('2026-12-01'), [], [standIn([role('manager')])]).abilities).toEqual([]);
  });
});

it.each([
  ['director', true],
  ['finance', true],
  ['admin', true],
  ['manager', false],
  ['kam', false],
  ['support', false],
] as const)('%s needs a second person: %s', (name, needed) => {
  expect(needsSecondPerson(name)).toBe(needed);
});

const start = day('2026-01-01');
const anyDay = fc.option(
  fc.nat({ max: 9 }).map((n) => addDays(start, n)),
  { nil: null },
);
const anySpan = fc.record({ from: anyDay, until: anyDay });
const anyMembers = fc.array(
  fc.record({
    roles: fc.array(
      fc.tuple(fc.constantFrom(...roles), anySpan).map(([name, span]) => ({ role: name, ...span })),
      { maxLength: 3 },
    ),
    superiors: fc.uniqueArray(
      fc.record({ from: anyDay, reportsTo: fc.option(fc.integer({ min: 1, max: 6 }), { nil: null }) }),
      {
        maxLength: 3,
        selector: ({ from }) => from,
      },
    ),
  }),
  { minLength: 1, maxLength: 6 },
);

it('on each day everybody sees whom the rule of that day says: nobody a day too much, nobody a day too little', () => {
  fc.assert(
    fc.property(anyMembers, (drawn) => {
      const members = drawn.map(({ roles: held, superiors }, index): MemberInTime => {
        const sorted = [...superiors].sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1));
        return {
          id: index + 1,
          roles: held,
          superiors: sorted.map((one, place) => ({ ...one, until: sorted[place + 1]?.from ?? null })),
        };
      });
      const spans = sightsInTime(members);
      for (let n = -1; n <= 10; n += 1) {
        const on = addDays(start, n);
        // The line as it stands on that very day, looked at by itself.
        const today = members.map(({ id, roles: held, superiors }) => ({
          id,
          roles: held.filter((span) => isOn(span, on)).map((span) => span.role),
          reportsTo: superiors.filter(({ from }) => from === null || from <= on).at(-1)?.reportsTo ?? null,
        }));
        const ruled = [
          ...sightsOf(today),
          ...today
            .filter(({ roles: held }) => held.includes('director') || held.includes('finance'))
            .map(({ id }) => ({ person: id, sees: wholeCompany })),
        ];
        const kept = spans.filter((span) => isOn(span, on));
        const written = (all: readonly { person: number; sees: number }[]): string[] =>
          all.map(({ person, sees }) => `${String(person)}>${String(sees)}`).sort();
        expect(written(kept)).toEqual(written(ruled));
      }
    }),
    { verbose: true },
  );
});
