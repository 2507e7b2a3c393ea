import type { Actor } from '#platform/access/actor.ts';
import { asActor, type Database } from '#platform/access/transaction.ts';
import { spendFirstRunCode } from '#platform/auth/first-run.ts';
import type { SignIn } from '#platform/auth/sign-in.ts';
import type { Clock } from '#platform/clock/clock.ts';
import { openRoute, type OpenRoute } from '#platform/http/open-routes.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { FirstRun, FirstRunChoices } from './first-run-contract.ts';
import { foundCompany } from './founding.ts';
import { companyOf } from './views.ts';

interface FirstRunDoors {
  readonly database: Database;
  readonly signIn: SignIn;
  readonly clock: Clock;
  /** The machine itself: whoever has the code has read its terminal. */
  readonly host: Actor;
}

const tries = { most: 10, milliseconds: 60_000 };

/** Doors of the page that founds the company of an empty store. Once there is one, there are no such doors. */
export function firstRunRoutes({ database, signIn, clock, host }: FirstRunDoors): OpenRoute[] {
  const whileEmpty = async (): Promise<void> => {
    if (await asActor(database, host, companyOf)) throw notFound();
  };
  return [
    openRoute({
      method: 'GET',
      url: '/api/first-run',
      reply: FirstRunChoices,
      handle: async () => {
        await whileEmpty();
        return {
          currencies: Intl.supportedValuesOf('currency'),
          timeZones: [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])],
        };
      },
    }),
    openRoute({
      method: 'POST',
      url: '/api/first-run',
      body: FirstRun,
      handle: async ({ body, request }) => {
        await whileEmpty();
        await signIn.limits.takeFrom('first run', request.ip, tries);
        const { name, email, password } = body.administrator;
        const company = { ...body.company, isDemo: false };
        const administrator = { name, email: email.toLowerCase(), language: body.language };
        await asActor(database, host, async (tx) => {
          // What fails further on takes this back as well, so the code still counts.
          if (!(await spendFirstRunCode(tx, body.code, clock.now())))
            throw new ProblemError(422, 'wrong-first-run-code');
          await foundCompany(tx, host, { company, administrator }, async (address, called) => {
            const userId = await signIn.userFor(address, called);
            await signIn.setPassword(userId, password);
            return userId;
          });
        });
      },
    }),
  ];
}
