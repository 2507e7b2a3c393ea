import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { sightOf, colleagueById } from '#slices/team/public.ts';
import { availablePeriod, chosenPeriod, foundedCompany, lastTwelveMonths } from '#slices/sales/public.ts';
import { decimalsOf, ratio, toDecimal } from '#kernel/money.ts';
import type { Period } from '#kernel/period.ts';
import type { KeyAccountsQuery, KeyAccountsReply, Policy, RankedAccount } from './contract.ts';
import { concentrationOf } from './domain/concentration.ts';
import { yearBeforeOf } from './domain/comparison.ts';
import { curvePoints } from './domain/curve.ts';
import { firstCandidates, isKeyCandidate, rank, type Ranked } from './domain/ranking.ts';
import {
  identitiesOf,
  keysOfOwner,
  policyInForce,
  soldByAccount,
  soldByKeys,
  soldInAll,
  trendsOf,
  type SoldRow,
} from './views.ts';

type Placed = Ranked<SoldRow & { value: bigint }>;

/**
 * Who is key: the accounts (or groups) that the actor sees, ranked by what they brought in a period, and how much of the
 * business hangs on how few of them.
 * @throws ProblemError 400 `period-order`; 409 `no-company`
 */
export async function keyAccounts(tx: Tx, actor: Actor, query: KeyAccountsQuery): Promise<KeyAccountsReply> {
  const company = await foundedCompany(tx);
  const scope = await scopeOf(tx, actor);
  const { policy } = await policyInForce(tx);
  const available = await availablePeriod(tx);
  const period = choosePeriod(query, available);
  const seesMargin = actor.abilities.has('margin.read');
  const rows = period ? await soldByAccount(tx, { period, goodsOnly: query.goodsOnly, by: query.by }) : [];
  const attributed = rows.filter((row) => row.key !== '0');
  const unattributed = rows.find((row) => row.key === '0');
  const placed = place(attributed, query.measure, policy);
  const concentration = concentrationOf(placed, policy.shareThreshold);
  const first = firstCandidates(placed, policy);
  const owned = query.owner === undefined ? null : await keysOfOwner(tx, query.owner);
  const listed = owned === null ? placed : placed.filter((one) => owned.has(one.item.key));
  const page = listed.slice(query.offset, query.offset + query.limit);
  const { currency } = company;
  const unit = 10 ** decimalsOf(currency);
  const yearBefore = period && available && yearBeforeOf(period, available);
  const before = yearBefore ? await soldInAll(tx, yearBefore, query.goodsOnly, actor.seesAll) : 0n;
  return {
    period,
    available,
    currency,
    measure: query.measure,
    scope,
    policy,
    totals: {
      ...totalsOf(attributed, placed, before, currency, seesMargin),
      unattributed: scope === 'company' ? toDecimal(unattributed?.net ?? 0n, currency) : null,
      unattributedLines: scope === 'company' ? (unattributed?.lines ?? 0) : null,
    },
    concentration,
    curve: curvePoints(placed, concentration.accountsTo80).map((one) => ({
      rank: one.rank,
      value: Number(one.item.value) / unit,
      cumulativeShare: one.cumulativeShare ?? 0,
      class: one.class,
    })),
    listed: listed.length,
    accounts: await present(tx, page, {
      currency,
      unit,
      seesMargin,
      period,
      yearBefore,
      hasTrend: query.trend,
      goodsOnly: query.goodsOnly,
      isCandidate: (one) => (scope === 'company' ? isKeyCandidate(one, policy, first) : null),
    }),
  };
}

async function scopeOf(tx: Tx, actor: Actor): Promise<KeyAccountsReply['scope']> {
  if (actor.seesAll) return 'company';
  const person = actor.personId === null ? null : await colleagueById(tx, actor.personId);
  return (person && sightOf(person.role)) ?? 'own';
}

function choosePeriod(query: KeyAccountsQuery, available: Period | null): Period | null {
  if (!available) return null;
  return chosenPeriod(query, query.all ? available : lastTwelveMonths(available));
}

const marginOf = (row: SoldRow): bigint => row.costedNet - row.cost;

function place(rows: readonly SoldRow[], measure: KeyAccountsQuery['measure'], policy: Policy): Placed[] {
  const contributions = rows
    .filter((row) => row.lines > 0 && (measure === 'net' || row.costedNet !== 0n || row.cost !== 0n))
    .map((row) => ({ ...row, value: measure === 'net' ? row.net : marginOf(row) }))
    .sort((a, b) => (a.value === b.value ? byAge(a, b) : a.value > b.value ? -1 : 1));
  return rank(contributions, policy);
}

// Of two with the same value the one that is here longer comes first, so that the order is the same every time.
const byAge = (a: SoldRow, b: SoldRow): number => a.key.length - b.key.length || (a.key < b.key ? -1 : 1);

function totalsOf(
  rows: readonly SoldRow[],
  placed: readonly Placed[],
  before: bigint,
  currency: string,
  seesMargin: boolean,
) {
  const sum = (value: (row: SoldRow) => bigint): bigint => rows.reduce((total, row) => total + value(row), 0n);
  const net = sum((row) => row.net);
  const costedNet = sum((row) => row.costedNet);
  const margin = sum(marginOf);
  const showsMargin = seesMargin && costedNet !== 0n;
  const count = (test: (value: bigint) => boolean): number => placed.filter((one) => test(one.item.net)).length;
  return {
    net: toDecimal(net, currency),
    margin: showsMargin ? toDecimal(margin, currency) : null,
    marginShare: showsMargin ? ratio(margin, costedNet) : null,
    costCoverage: seesMargin && net > 0n ? ratio(costedNet, net) : null,
    accounts: placed.length,
    positive: count((value) => value > 0n),
    zero: count((value) => value === 0n),
    negative: count((value) => value < 0n),
    change: before > 0n ? ratio(net - before, before) : null,
  };
}

interface Presentation {
  readonly currency: string;
  readonly unit: number;
  readonly seesMargin: boolean;
  readonly period: Period | null;
  readonly yearBefore: Period | null;
  readonly hasTrend: boolean;
  readonly goodsOnly: boolean;
  readonly isCandidate: (one: Placed) => boolean | null;
}

async function present(tx: Tx, page: readonly Placed[], how: Presentation): Promise<RankedAccount[]> {
  const keys = page.map((one) => one.item.key);
  const identities = await identitiesOf(tx, keys);
  const { goodsOnly, period, yearBefore } = how;
  const trends = period && how.hasTrend ? await trendsOf(tx, keys, period.to, goodsOnly) : null;
  const earlier = yearBefore ? await soldByKeys(tx, keys, { period: yearBefore, goodsOnly }) : null;
  return page.map((one) => {
    const row = one.item;
    const identity = identities.get(row.key);
    if (!identity) throw new Error(`No account or group for ${row.key}.`);
    const showsMargin = how.seesMargin && row.costedNet !== 0n;
    const before = earlier?.get(row.key) ?? 0n;
    return {
      rank: one.rank,
      id: identity.id,
      groupId: identity.groupId,
      code: identity.code,
      name: identity.name,
      town: identity.town,
      members: row.members,
      owner: identity.owner,
      net: toDecimal(row.net, how.currency),
      margin: showsMargin ? toDecimal(marginOf(row), how.currency) : null,
      marginShare: showsMargin ? ratio(marginOf(row), row.costedNet) : null,
      share: one.share,
      cumulativeShare: one.cumulativeShare,
      class: one.class,
      keyCandidate: how.isCandidate(one),
      change: before > 0n ? ratio(row.net - before, before) : null,
      trend: (trends?.get(row.key) ?? []).map((value) => Number(value) / how.unit),
    };
  });
}
