import { sql } from 'kysely';
import type { Pool } from 'pg';
import { z } from 'zod';
import { asActor, type Database } from '#platform/access/transaction.ts';
import { verifyChain } from '#platform/audit/verify.ts';
import type { SignIn } from '#platform/auth/sign-in.ts';
import type { Clock } from '#platform/clock/clock.ts';
import type { Configuration } from '#platform/configuration/configuration.ts';
import { switchedOffDurability } from '#platform/db/durability.ts';
import { alarmsOf } from '#platform/health/alarms.ts';
import { takeVitals } from '#platform/health/vitals.ts';
import { route, type Route } from '#platform/http/route.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { differencesFromRecount } from '#slices/sales/public.ts';
import { Company, CompanyChange } from '#slices/team/contract.ts';
import { changeCompany, CompanyFacts, companyOf, foundCompany } from '#slices/team/public.ts';

interface HostDoors {
  readonly database: Database;
  readonly pool: Pool;
  readonly configuration: Configuration;
  readonly storeKind: 'embedded' | 'server';
  readonly signIn: SignIn;
  readonly clock: Clock;
}

const Founding = CompanyFacts.extend({
  isDemo: z.boolean().default(false),
  adminEmail: z.email().max(254).nullable(),
});

const Finding = z.strictObject({ name: z.string(), ok: z.boolean(), value: z.string() });
/** GET /api/doctor */
export const Doctor = z.strictObject({ ok: z.boolean(), findings: z.array(Finding) });
export type Doctor = z.infer<typeof Doctor>;

/** Doors for whoever keeps the installation: founding the company, health in depth, the audit chain. */
export function hostRoutes({ database, pool, configuration, storeKind, signIn, clock }: HostDoors): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/company',
      ability: 'signed-in',
      reply: Company.nullable(),
      handle: ({ actor }) => asActor(database, actor, (tx) => companyOf(tx)),
    }),
    route({
      method: 'PATCH',
      url: '/api/company',
      ability: 'people.manage',
      isVersioned: true,
      body: CompanyChange,
      reply: Company,
      handle: ({ actor, body, seenVersion }) => asActor(database, actor, (tx) => changeCompany(tx, body, seenVersion)),
    }),
    route({
      method: 'POST',
      url: '/api/company',
      ability: 'people.manage',
      body: Founding,
      reply: z.strictObject({ name: z.string(), currency: z.string(), signInLink: z.string().nullable() }),
      status: 201,
      handle: async ({ actor, body }) => {
        if (!actor.isHost) throw new ProblemError(403, 'not-allowed', { ability: 'host' });
        const { adminEmail, ...company } = body;
        const email = adminEmail?.toLowerCase() ?? null;
        const administrator = email === null ? null : { email, name: email.split('@')[0] ?? email };
        await asActor(database, actor, (tx) => foundCompany(tx, actor, { company, administrator }, signIn.userFor));
        const signInLink = email === null ? null : (await signIn.linkFor(email)).url;
        return { name: company.name, currency: company.currency, signInLink };
      },
    }),
    route({
      method: 'GET',
      url: '/api/doctor',
      ability: 'health.read',
      isReport: true,
      reply: Doctor,
      handle: async ({ actor }) => {
        const version = await pool.query<{ version: string; now: string; bytes: string }>(
          `select current_setting('server_version') as version, now()::text as now, pg_size_pretty(pg_database_size(current_database())) as bytes`,
        );
        const [store] = version.rows;
        const off = await switchedOffDurability(pool);
        const skew = store ? Math.abs(clock.now() - Date.parse(store.now)) / 1000 : 0;
        // Recounts read everything, so they are the host's to ask for, who sees everything.
        const differences = actor.seesAll ? await asActor(database, actor, differencesFromRecount) : null;
        const verdict = await asActor(database, actor, (tx) => verifyChain(tx, configuration.dataFolder));
        const migrations = await sql<{ count: number }>`select count(*)::int as count from platform.migration`.execute(
          database,
        );
        const findings = [
          { name: 'node', ok: true, value: process.version },
          {
            name: 'database',
            ok: true,
            value: `PostgreSQL ${store?.version ?? '?'} (${storeKind}), ${store?.bytes ?? '?'}`,
          },
          { name: 'migrations', ok: true, value: String(migrations.rows[0]?.count ?? 0) },
          {
            name: 'durability',
            ok: off.length === 0,
            value: off.length === 0 ? 'on' : off.map((one) => `${one.setting} = ${one.value}`).join(', '),
          },
          ...alarmsOf(
            await takeVitals(pool, database, actor, configuration.dataFolder, clock.now()),
            configuration.isProduction,
          ),
          { name: 'clock', ok: skew < 300, value: `${skew.toFixed(1)} s` },
          {
            name: 'audit chain',
            ok: verdict.ok,
            value: verdict.ok ? `${String(verdict.entries)} entries` : `first wrong: ${String(verdict.firstWrong)}`,
          },
          ...(differences === null
            ? []
            : [
                {
                  name: 'roll-ups',
                  ok: differences === 0,
                  value: differences === 0 ? 'equal a recount' : `${String(differences)} rows differ`,
                },
              ]),
        ];
        return { ok: findings.every((finding) => finding.ok), findings };
      },
    }),
  ];
}
