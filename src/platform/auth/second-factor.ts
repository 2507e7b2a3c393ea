import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, randomInt } from 'node:crypto';
import type { Clock } from '#platform/clock/clock.ts';
import type { Database } from '#platform/access/transaction.ts';
import { stepOfCode, toBase32 } from './one-time-code.ts';

const recoveryCodes = 10;
// Without letters and digits that look alike.
const recoveryAlphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

export interface SecondFactor {
  /** Makes a secret for a person who has none yet; it counts from its first code on. @returns it in base32; null when she has one */
  readonly begin: (userId: string) => Promise<string | null>;
  /** Takes the first code. @returns her recovery codes, shown this once; null when the code is wrong or nothing was begun */
  readonly confirm: (userId: string, code: string) => Promise<readonly string[] | null>;
  /** Whether this is a code of now that was not used before. It is used up by that. */
  readonly isCode: (userId: string, code: string) => Promise<boolean>;
  /** Whether this is one of her recovery codes. It is used up by that. */
  readonly isRecoveryCode: (userId: string, code: string) => Promise<boolean>;
  /** Since when she has one (instant, ISO 8601), and how many recovery codes are left; null when she has none. */
  readonly factorOf: (userId: string) => Promise<{ since: string; recoveryCodesLeft: number } | null>;
  /** New recovery codes in place of the old ones. */
  readonly renewRecoveryCodes: (userId: string) => Promise<readonly string[]>;
  /** Takes it away. @returns whether there was one */
  readonly remove: (userId: string) => Promise<boolean>;
}

/** Codes as people type them: with blanks, in capitals. */
const plain = (code: string): string => code.replaceAll(/[\s-]/g, '').toLowerCase();

/** The second factor: codes by time (RFC 6238) and recovery codes; each counts once. */
export function createSecondFactor(options: { database: Database; clock: Clock; secret: string }): SecondFactor {
  const { database, clock } = options;
  const keyOf = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', options.secret, '', `kulcs ${purpose}`, 32));
  const sealingKey = keyOf('second factor');
  const recoveryKey = keyOf('recovery code');
  const nowText = (): string => new Date(clock.now()).toISOString();
  const hashOf = (userId: string, code: string): string =>
    createHmac('sha256', recoveryKey)
      .update(`${userId}\n${plain(code)}`)
      .digest('base64url');

  // The person's id is part of what is sealed: a secret that is moved to another row opens nothing.
  const seal = (userId: string, secret: Buffer): string => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', sealingKey, nonce).setAAD(Buffer.from(userId));
    return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]).toString('base64url');
  };
  const unseal = (userId: string, sealed: string): Buffer => {
    const bytes = Buffer.from(sealed, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', sealingKey, bytes.subarray(0, 12)).setAAD(Buffer.from(userId));
    decipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
  };

  /** Takes a code of a person whose factor is confirmed or not, once. */
  const takeCode = async (userId: string, code: string, isConfirmed: boolean): Promise<boolean> => {
    const row = await database
      .selectFrom('auth.second_factor')
      .select('secret')
      .where('user_id', '=', userId)
      .where('confirmed_at', isConfirmed ? 'is not' : 'is', null)
      .executeTakeFirst();
    const step = row ? stepOfCode(unseal(userId, row.secret), plain(code), clock.now()) : null;
    if (step === null) return false;
    // Of two requests with one code, one finds the step not taken yet.
    const taken = await database
      .updateTable('auth.second_factor')
      .set({ last_step: BigInt(step), ...(isConfirmed ? {} : { confirmed_at: nowText() }) })
      .where('user_id', '=', userId)
      .where('last_step', '<', BigInt(step))
      .where('confirmed_at', isConfirmed ? 'is not' : 'is', null)
      .returning('user_id')
      .execute();
    return taken.length > 0;
  };

  const renewRecoveryCodes: SecondFactor['renewRecoveryCodes'] = async (userId) => {
    const letters = (): string =>
      Array.from({ length: 10 }, () => recoveryAlphabet[randomInt(recoveryAlphabet.length)] ?? '').join('');
    const codes = Array.from({ length: recoveryCodes }, () => letters().replace(/^(.{5})/, '$1-'));
    await database.transaction().execute(async (tx) => {
      await tx.deleteFrom('auth.recovery_code').where('user_id', '=', userId).execute();
      await tx
        .insertInto('auth.recovery_code')
        .values(codes.map((code) => ({ user_id: userId, code_hash: hashOf(userId, code) })))
        .execute();
    });
    return codes;
  };

  return {
    renewRecoveryCodes,

    async begin(userId) {
      const secret = randomBytes(20);
      const made = await database
        .insertInto('auth.second_factor')
        .values({ user_id: userId, secret: seal(userId, secret), made_at: nowText() })
        .onConflict((conflict) =>
          conflict
            .column('user_id')
            .doUpdateSet({ secret: seal(userId, secret), made_at: nowText(), last_step: 0n })
            .where('auth.second_factor.confirmed_at', 'is', null),
        )
        .returning('user_id')
        .execute();
      return made.length > 0 ? toBase32(secret) : null;
    },

    async confirm(userId, code) {
      if (!(await takeCode(userId, code, false))) return null;
      await database.updateTable('auth.user').set({ secondFactorSince: nowText() }).where('id', '=', userId).execute();
      return renewRecoveryCodes(userId);
    },

    isCode: (userId, code) => takeCode(userId, code, true),

    async isRecoveryCode(userId, code) {
      const used = await database
        .deleteFrom('auth.recovery_code')
        .where('user_id', '=', userId)
        .where('code_hash', '=', hashOf(userId, code))
        .returning('user_id')
        .execute();
      return used.length > 0;
    },

    async factorOf(userId) {
      const row = await database
        .selectFrom('auth.second_factor')
        .select((build) => [
          'confirmed_at',
          build
            .selectFrom('auth.recovery_code')
            .select((count) => count.fn.countAll<string>().as('left'))
            .where('auth.recovery_code.user_id', '=', userId)
            .as('left'),
        ])
        .where('user_id', '=', userId)
        .where('confirmed_at', 'is not', null)
        .executeTakeFirst();
      if (!row?.confirmed_at) return null;
      return { since: new Date(row.confirmed_at).toISOString(), recoveryCodesLeft: Number(row.left ?? 0) };
    },

    async remove(userId) {
      return database.transaction().execute(async (tx) => {
        await tx.deleteFrom('auth.recovery_code').where('user_id', '=', userId).execute();
        await tx.updateTable('auth.user').set({ secondFactorSince: null }).where('id', '=', userId).execute();
        const removed = await tx
          .deleteFrom('auth.second_factor')
          .where('user_id', '=', userId)
          .where('confirmed_at', 'is not', null)
          .returning('user_id')
          .execute();
        return removed.length > 0;
      });
    },
  };
}
