import { addDays, addMonths, type Day } from '#kernel/day.ts';
import type { NewFact } from '#slices/dossier/contract.ts';

/** What the demo knows of one account. `monthsAgo` counts from today, so that some of it is always stale. */
interface ToldFact {
  readonly topic: NewFact['topic'];
  readonly value: string;
  readonly class: NewFact['class'];
  readonly source: string;
  readonly monthsAgo: number;
  readonly figure?: 'revenue' | 'profit' | 'employees';
}

/** Invented, as are the companies and the people. */
export const demoDossiers: Readonly<
  Record<string, { readonly facts: readonly ToldFact[]; readonly notes: readonly string[] }>
> = {
  V10214: {
    facts: [
      {
        topic: 'history',
        value: '1998-ban négy patikából alakult; 2015 óta vásárol fel kisebb láncokat.',
        class: 'public',
        source: 'Cégtörténet a honlapon',
        monthsAgo: 20,
      },
      {
        topic: 'plans',
        value: 'Jövő év végéig hat új patika, az első Vácott.',
        class: 'internal',
        source: 'Dr. Szűcs Ágnes',
        monthsAgo: 1,
      },
      {
        topic: 'needs',
        value: 'Hideglánc-tanúsítvány minden szállításhoz.',
        class: 'internal',
        source: 'Őry Péter',
        monthsAgo: 2,
      },
      {
        topic: 'customers',
        value: 'A vevők a debreceni boltokban késő délutáni hiányokra panaszkodnak.',
        class: 'internal',
        source: 'Vörös Tamás',
        monthsAgo: 8,
      },
      {
        topic: 'buying',
        value: 'Az éves keretet novemberben a beszerzési vezető köti, a tulajdonos hagyja jóvá.',
        class: 'internal',
        source: 'Vörös Tamás',
        monthsAgo: 3,
      },
      {
        topic: 'work',
        value: 'Szállítás 10 óra előtt; Debrecenben csak hétfőn és csütörtökön.',
        class: 'internal',
        source: 'Kerekes Lajos raktárvezető',
        monthsAgo: 5,
      },
      {
        topic: 'market',
        value: 'Bőrgyógyászatban második szállítót keres.',
        class: 'confidential',
        source: 'Őry Péter',
        monthsAgo: 1,
      },
      {
        topic: 'figures',
        figure: 'revenue',
        value: '21,8 Mrd Ft',
        class: 'public',
        source: 'Éves beszámoló',
        monthsAgo: 6,
      },
      { topic: 'figures', figure: 'employees', value: '612', class: 'public', source: 'Éves beszámoló', monthsAgo: 6 },
      {
        topic: 'observations',
        value: 'A boltvezetők maguk döntenek a kirakatról; érdemes velük is beszélni.',
        class: 'internal',
        source: 'látogatás',
        monthsAgo: 4,
      },
    ],
    notes: [
      'Vácott aláírták a bérletet: az első feltöltés márciusban várható.',
      'A szegedi képzés jól sikerült, tizennyolcan vettek részt.',
    ],
  },
  V10031: {
    facts: [
      {
        topic: 'strategy',
        value: 'Regionális rehabilitációs központ szeretne lenni.',
        class: 'public',
        source: 'Fejlesztési terv',
        monthsAgo: 14,
      },
      {
        topic: 'needs',
        value: 'Kötszer és sebkezelés a megnyíló osztályra.',
        class: 'internal',
        source: 'Főnővér',
        monthsAgo: 7,
      },
      {
        topic: 'priorities',
        value: 'Idén a műtőfelújítás az első.',
        class: 'internal',
        source: 'Gazdasági igazgató',
        monthsAgo: 2,
      },
    ],
    notes: ['A gazdasági igazgató a nyár után tér vissza az ajánlatra.'],
  },
};

/** A fact as the door takes it. */
export function factToTell({ monthsAgo, figure, ...told }: ToldFact, today: Day): object {
  const knownOn = addDays(addMonths(today, -monthsAgo), -1);
  return { ...told, knownOn, ...(figure === undefined ? {} : { figure, year: Number(today.slice(0, 4)) - 1 }) };
}
