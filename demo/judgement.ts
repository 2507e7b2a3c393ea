import { addMonths, type Day } from '#kernel/day.ts';
import type { NewDecision } from '#slices/portfolio/decision-contract.ts';
import type { ScenarioContent } from '#slices/portfolio/scenario-contract.ts';

import { demoAccounts } from './accounts.ts';
import { demoPeople, kamOf } from './people.ts';

/** Scores in the order of the card that the house comes with: leadership, growth, fit, reference, reliable partner. */
type Scores = readonly [number, number, number, number, number];

/** What the owner of a client thinks of it, and what was decided about it. */
export interface DemoJudgement {
  readonly account: string;
  readonly scores: Scores;
  readonly reasons: readonly [string, string, string, string, string];
  readonly scenarios?: readonly ScenarioContent[];
  /** Each with the months before today from which it holds. */
  readonly decisions: readonly (Omit<NewDecision, 'on'> & {
    readonly by: 'owner' | 'director';
    readonly monthsAgo: number;
  })[];
}

const years = (investment: number, staying: number, ...contributions: readonly number[]): ScenarioContent['years'] => [
  { contribution: '0', investment: String(investment), staying: 1 },
  ...contributions.map((contribution, at) => ({
    contribution: String(contribution),
    investment: '0',
    staying: Number((staying ** (at + 1)).toFixed(4)),
  })),
];

/** Some clients with scores, projections and decisions: four key ones, one retired, one declined, one watched, one that waits. */
export const demoJudgements: readonly DemoJudgement[] = [
  {
    account: 'V10214',
    scores: [9, 8, 8, 9, 8],
    reasons: [
      'A legnagyobb hazai gyógyszertári lánc.',
      'Négy új patika a következő évben.',
      'Bőrgyógyászatban éppen azt keresi, amiben jók vagyunk.',
      'A beszerzési vezető konferencián is említett minket.',
      'A pontosságunkat a saját átvételi mutatóik is jónak mutatják.',
    ],
    scenarios: [
      { name: 'Óvatos', rate: 0.1, years: years(18_000_000, 0.9, 24_000_000, 25_000_000, 26_000_000) },
      {
        name: 'Közös raktár',
        rate: 0.1,
        years: years(65_000_000, 0.95, 32_000_000, 48_000_000, 61_000_000, 66_000_000),
      },
    ],
    decisions: [
      { act: 'nominate', reason: 'A forgalom nyolcada tőle jön.', by: 'owner', monthsAgo: 34 },
      { act: 'confirm', reason: 'Nélküle a központi régió nem áll meg.', by: 'director', monthsAgo: 33 },
    ],
  },
  {
    account: 'V10087',
    scores: [8, 7, 7, 8, 7],
    reasons: [
      'A régió vezető klinikája.',
      'Új műtőblokk épül.',
      'Steril készletben illeszkedünk.',
      'Az orvosai országos előadók.',
      'Kétszer késtünk az idén, szóvá tették.',
    ],
    decisions: [
      { act: 'nominate', reason: 'Tartósan tíz százalék körüli részarány.', by: 'owner', monthsAgo: 30 },
      { act: 'confirm', reason: 'Kulcsügyfél, és függőség is: figyelni kell rá.', by: 'director', monthsAgo: 30 },
    ],
  },
  {
    account: 'V10031',
    scores: [7, 5, 6, 6, 6],
    reasons: [
      'Megyei kórház, súlya van.',
      'A keret nem nő.',
      'A választékunk felét használja.',
      'Kevéssé látszik kívülről.',
      'Az ajánlatainkat rendesen megnézi.',
    ],
    decisions: [{ act: 'confirm', reason: 'Évek óta az első öt között van.', by: 'director', monthsAgo: 26 }],
  },
  {
    account: 'V10156',
    scores: [8, 9, 8, 7, 8],
    reasons: [
      'A legnagyobb magánlabor a Dunántúlon.',
      'Három új telephelyet nyit.',
      'A teljes vérvételi sorunkat veszi.',
      'Szívesen ajánl minket társlaboroknak.',
      'Közös készlettervezés fél éve működik.',
    ],
    scenarios: [
      { name: 'Három telephely', rate: 0.1, years: years(22_000_000, 0.92, 14_000_000, 21_000_000, 27_000_000) },
    ],
    decisions: [
      { act: 'nominate', reason: 'A leggyorsabban növő nagy ügyfél.', by: 'owner', monthsAgo: 14 },
      { act: 'confirm', reason: 'A növekedés tartós, az árrés jó.', by: 'director', monthsAgo: 13 },
    ],
  },
  {
    account: 'V10298',
    scores: [6, 9, 8, 7, 7],
    reasons: [
      'Optikában az első háromban van északon.',
      'Új üzletágat indít, hozzá szállítót keres.',
      'Ápolószerben és eszközben is jók vagyunk nála.',
      'Láncként sokan figyelik.',
      'A szállítás pontos, a reklamációt egy nap alatt rendeztük.',
    ],
    decisions: [
      { act: 'nominate', reason: 'Egy év alatt ötödével nőtt, és a vezetője nyitott.', by: 'owner', monthsAgo: 0 },
    ],
  },
  {
    account: 'V10063',
    scores: [5, 3, 4, 5, 4],
    reasons: [
      'Régiós fogászati lánc.',
      'A kesztyűrendelés elmaradt.',
      'Csak fogyóanyagot vesz.',
      'Nem szívesen szerepel.',
      'Árajánlatot kér tőlünk, de mástól rendel.',
    ],
    decisions: [
      { act: 'confirm', reason: 'Két éve a legnagyobb fogászati vevő.', by: 'director', monthsAgo: 24 },
      {
        act: 'retire',
        reason: 'Egy éve csak eseti rendelés, a bizalom megrendült.',
        by: 'director',
        monthsAgo: 2,
        handOver: {
          to: kamOf.north,
          note: 'Az árlista decemberig él. Nyitott ígéret: kesztyűminta. A beszerző délelőtt érhető el.',
        },
      },
    ],
  },
  {
    account: 'V10172',
    scores: [5, 6, 6, 4, 6],
    reasons: [
      'Járási szakrendelő.',
      'Lassan bővül.',
      'Jó illeszkedés.',
      'Kevesen ismerik.',
      'Kiszámítható partner vagyunk.',
    ],
    decisions: [{ act: 'watch', reason: 'Egy év múlva nézzük meg újra.', by: 'director', monthsAgo: 6 }],
  },
  {
    account: 'V10128',
    scores: [3, 4, 4, 3, 7],
    reasons: ['Kis otthonhálózat.', 'Alig nő.', 'Alapcikkek.', 'Nincs híre.', 'Bennünk bízik.'],
    decisions: [
      { act: 'nominate', reason: 'Hűséges, rendszeres vevő.', by: 'owner', monthsAgo: 5 },
      {
        act: 'decline',
        reason: 'Jó vevő, de nem kulcsügyfél: kicsi, és nem is nő.',
        by: 'director',
        monthsAgo: 4,
        handOver: { to: null, note: 'Marad a rendes kiszolgálásban, a havi rendelés telefonon jön.' },
      },
    ],
  },
];

/** The day from which a decision of the demo holds. */
export const dayOfDecision = (today: Day, monthsAgo: number): Day => addMonths(today, -monthsAgo);

/** E-mail of whoever scores and nominates, or decides. */
export function personFor(account: string, who: 'owner' | 'director'): string {
  const person =
    who === 'owner'
      ? demoAccounts.find(({ code }) => code === account)?.owner
      : demoPeople.find(({ role }) => role === 'director')?.email;
  if (person === undefined) throw new Error(`The demo has no ${who} for ${account}.`);
  return person;
}
