import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '#platform/clock/clock.ts';
import type { Database } from '#platform/access/transaction.ts';

export type LinkPurpose = 'invitation' | 'reset';

const hour = 3_600_000;
const lifetimes: Readonly<Record<LinkPurpose, number>> = { invitation: 72 * hour, reset: hour };

/** Whose link it is, and for what. */
export interface LinkHolder {
  readonly userId: string;
  readonly purpose: LinkPurpose;
}

export interface PasswordLinks {
  /** Makes a one-time word for a link, and ends the earlier ones of that person. @returns it, and when it ends (instant) */
  readonly make: (userId: string, purpose: LinkPurpose) => Promise<{ token: string; expiresAt: number }>;
  /** Whose it is, without using it up; null when it is unknown, used or too old. */
  readonly look: (token: string) => Promise<LinkHolder | null>;
  /** Uses it up, and every other of that person with it; null as above. Of two at once one gets it. */
  readonly spend: (token: string) => Promise<LinkHolder | null>;
}

// 256 random bits need no salt and no slow hash.
const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** One-time links on which a person sets her password; they open nothing else (ACC-5). */
export function createPasswordLinks({ database, clock }: { database: Database; clock: Clock }): PasswordLinks {
  const at = (milliseconds: number): string => new Date(milliseconds).toISOString();
  // The check of the table holds `purpose` to these words.
  const holderOf = (row: { user_id: string; purpose: string } | undefined): LinkHolder | null =>
    row ? { userId: row.user_id, purpose: row.purpose as LinkPurpose } : null;

  return {
    async make(userId, purpose) {
      const token = randomBytes(32).toString('base64url');
      const now = clock.now();
      const expiresAt = now + lifetimes[purpose];
      await database.transaction().execute(async (tx) => {
        await tx.deleteFrom('auth.password_link').where('user_id', '=', userId).execute();
        await tx.deleteFrom('auth.password_link').where('expires_at', '<=', new Date(now).toISOString()).execute();
        await tx
          .insertInto('auth.password_link')
          .values({ token_hash: hashOf(token), user_id: userId, purpose, made_at: at(now), expires_at: at(expiresAt) })
          .execute();
      });
      return { token, expiresAt };
    },

    async look(token) {
      const row = await database
        .selectFrom('auth.password_link')
        .select(['user_id', 'purpose'])
        .where('token_hash', '=', hashOf(token))
        .where('expires_at', '>', at(clock.now()))
        .executeTakeFirst();
      return holderOf(row);
    },

    async spend(token) {
      const row = await database
        .deleteFrom('auth.password_link')
        .where('token_hash', '=', hashOf(token))
        .where('expires_at', '>', at(clock.now()))
        .returning(['user_id', 'purpose'])
        .executeTakeFirst();
      return holderOf(row);
    },
  };
}
