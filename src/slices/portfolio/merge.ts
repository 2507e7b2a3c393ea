import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { keysIn, moveRows, moveRowsBack, type AccountMover } from '#slices/accounts/public.ts';
import { standingOf } from './standing.ts';

const plainTables = {
  'portfolio.score': 'score_id',
  'portfolio.decision': 'decision_id',
  'portfolio.scenario': 'scenario_id',
  'portfolio.former_scenario': 'scenario_id',
};

const setStanding = (tx: Tx, account: number, tier: unknown, since: unknown) =>
  sql`update portfolio.standing set tier = ${tier}, since = ${since}, version = version + 1, score_version = score_version + 1
    where account_id = ${account}`.execute(tx);

/**
 * Scores, projections and decisions go along when two accounts become one. The newest score of a criterion counts, whichever of the
 * two it was given to. Where the one that stays was decided about, it stands as that says, and decisions about the other are history.
 */
export const portfolioMover: AccountMover = {
  slice: 'portfolio',
  tables: [...Object.keys(plainTables), 'portfolio.standing'],
  async move(tx, move) {
    const gone = await standingOf(tx, move.from, 'to change');
    const kept = await standingOf(tx, move.to, 'to change');
    const moved = await moveRows(tx, plainTables, move);
    const takesOver = kept.tier === 'none' && gone.tier !== 'none';
    if (!takesOver) {
      await sql`update portfolio.decision set counts = false
        where decision_id = any (${keysIn(moved, 'portfolio.decision')}::bigint[])`.execute(tx);
    }
    await setStanding(tx, move.from, 'none', null);
    await setStanding(tx, move.to, takesOver ? gone.tier : kept.tier, takesOver ? gone.since : kept.since);
    return { ...moved, tier: gone.tier, since: gone.since, takesOver };
  },
  async back(tx, move, moved) {
    await moveRowsBack(tx, plainTables, move, moved);
    await sql`update portfolio.decision set counts = true
      where account_id = ${move.from} and decision_id = any (${keysIn(moved, 'portfolio.decision')}::bigint[])`.execute(
      tx,
    );
    await setStanding(tx, move.from, moved['tier'], moved['since']);
    const kept = await standingOf(tx, move.to, 'to change');
    // What was decided about the one that stayed since then stands.
    const tookOver = moved['takesOver'] === true && kept.tier === moved['tier'] && kept.since === moved['since'];
    await setStanding(tx, move.to, tookOver ? 'none' : kept.tier, tookOver ? null : kept.since);
  },
};
