import type { KeyAccountsReply, Policy } from '#slices/portfolio/contract.ts';
import { firstCandidates, isKeyCandidate, rank } from '#slices/portfolio/domain/ranking.ts';

/** How many accounts a policy puts where. */
interface PolicyEffect {
  readonly candidates: number;
  readonly classes: Readonly<Record<'A' | 'B' | 'C', number>>;
}

type Values = readonly Pick<KeyAccountsReply['accounts'][number], 'net' | 'margin'>[];

/** A decimal string in minor units; all amounts of a reply carry the same decimals, so the point can go. */
const minorUnits = (amount: string | null): bigint => BigInt((amount ?? '0').replace('.', ''));

/** What a policy would do to these accounts, by the rules that the server goes by. */
export function effectOf(accounts: Values, measure: KeyAccountsReply['measure'], policy: Policy): PolicyEffect {
  const ranked = rank(
    accounts.map((account) => ({ value: minorUnits(account[measure]) })),
    policy,
  );
  const first = firstCandidates(ranked, policy);
  const inClass = (name: 'A' | 'B' | 'C'): number => ranked.filter((one) => one.class === name).length;
  return {
    candidates: ranked.filter((one) => isKeyCandidate(one, policy, first)).length,
    classes: { A: inClass('A'), B: inClass('B'), C: inClass('C') },
  };
}

/** The five fields as a person types them; shares in percent. */
export interface PolicyFields {
  readonly shareThreshold: string;
  readonly firstAccounts: string;
  readonly standOut: string;
  readonly classA: string;
  readonly classB: string;
}

type FieldFault = 'percent' | 'count' | 'times' | 'edges';
type PolicyFaults = Partial<Readonly<Record<keyof PolicyFields, FieldFault>>>;

/** A number as people write it in either language; null when it is none. */
function numberIn(text: string): number | null {
  const plain = text.replaceAll(/[\s%×]/g, '').replace(',', '.');
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

const within = (value: number | null, low: number, high: number): value is number =>
  value !== null && value >= low && value <= high;

/** Twelve digits: percent divided by a hundred must not show the float behind it (0.07 and not 0.07000000000000001). */
const shareOf = (percent: number): number => Number((percent / 100).toPrecision(12));

/** Reads the fields; what cannot be meant is named by its field. */
export function readPolicy(fields: PolicyFields): { readonly policy: Policy | null; readonly faults: PolicyFaults } {
  const threshold = numberIn(fields.shareThreshold);
  const first = numberIn(fields.firstAccounts);
  const standOut = numberIn(fields.standOut);
  const a = numberIn(fields.classA);
  const b = numberIn(fields.classB);
  const isThreshold = within(threshold, 0.1, 100);
  const isFirst = within(first, 0, 1000) && Number.isInteger(first);
  const isStandOut = within(standOut, 0, 1000);
  const isA = within(a, 1, 99);
  const isB = within(b, 1, 100);
  const areEdges = isA && isB && a < b;
  if (isThreshold && isFirst && isStandOut && areEdges) {
    const policy = {
      shareThreshold: shareOf(threshold),
      firstAccounts: first,
      standOut,
      classA: shareOf(a),
      classB: shareOf(b),
    };
    return { policy, faults: {} };
  }
  const faults: PolicyFaults = {
    ...(isThreshold ? {} : { shareThreshold: 'percent' as const }),
    ...(isFirst ? {} : { firstAccounts: 'count' as const }),
    ...(isStandOut ? {} : { standOut: 'times' as const }),
    ...(isA ? {} : { classA: 'percent' as const }),
    ...(isB ? (isA && a >= b ? { classB: 'edges' as const } : {}) : { classB: 'percent' as const }),
  };
  return { policy: null, faults };
}
