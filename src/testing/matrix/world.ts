import { addDays, dayAt } from '#kernel/day.ts';
import { AssignmentOrdersReply } from '#slices/accounts/assignment-contract.ts';
import { AccountsReply } from '#slices/accounts/contract.ts';
import { Scenario } from '#slices/portfolio/scenario-contract.ts';
import { Attachment, Fact, Grant, Note } from '#slices/dossier/contract.ts';
import { Attribution, UnattributedReply } from '#slices/sales/attribution-contract.ts';
import { ImportsReply } from '#slices/sales/contract.ts';
import { expectStatus, people, type PersonName, type TestHouse } from '../house.ts';

/** Who stands before a door: each person of the house, the host itself, and a browser in which nobody is signed in. */
export type Who = PersonName | 'host' | 'signedOut';
export const everybody: readonly Who[] = [...(Object.keys(people) as PersonName[]), 'host', 'signedOut'];

/** Kinds of facts that stand behind the doors. Each is a word of its own for each thing, and stands nowhere else. */
export const facets = [
  'name',
  'town',
  'code',
  'group',
  'document',
  'product',
  'productName',
  'net',
  'margin',
  'scored',
  'scenario',
  'decided',
  'fact',
  'confidential',
  'personal',
  'note',
  'file',
] as const;
export type Facet = (typeof facets)[number];

/** An account with what it bought; `unattributed` is what lines without an account brought. */
interface Thing {
  readonly owner: PersonName | null;
  readonly group: string | null;
  /** Two lines: day, net, cost; in whole forints. */
  readonly lines: readonly (readonly [string, number, number])[];
  /** Sums of the two, added up by hand. */
  readonly net: number;
  readonly margin: number;
}

/**
 * Mine and a second one of mine, a colleague's of the same line, another region's, a sister of mine in the same group that
 * belongs to the other region, one that nobody owns, and lines without an account. What is hidden from the key account
 * manager lies before, between and after what is hers.
 */
export const things = {
  mine: {
    owner: 'kam',
    group: 'ZqSharedGroup',
    lines: [
      ['2025-02-10', 1_200_007, 900_001],
      ['2025-11-05', 300_004, 200_003],
    ],
    net: 1_500_011,
    margin: 400_007,
  },
  mineToo: {
    owner: 'kam',
    group: null,
    lines: [
      ['2025-06-03', 700_001, 500_002],
      ['2026-01-12', 100_020, 60_004],
    ],
    net: 800_021,
    margin: 240_015,
  },
  colleagues: {
    owner: 'colleague',
    group: null,
    lines: [
      ['2024-08-20', 2_000_003, 1_500_001],
      ['2026-01-20', 400_030, 250_002],
    ],
    net: 2_400_033,
    margin: 650_030,
  },
  otherRegions: {
    owner: 'otherKam',
    group: 'ZqWesternGroup',
    lines: [
      ['2024-02-14', 5_000_011, 4_000_002],
      ['2026-02-18', 600_022, 350_005],
    ],
    net: 5_600_033,
    margin: 1_250_026,
  },
  sister: {
    owner: 'otherKam',
    group: 'ZqSharedGroup',
    lines: [
      ['2024-05-07', 900_005, 650_004],
      ['2025-09-09', 200_026, 110_003],
    ],
    net: 1_100_031,
    margin: 340_024,
  },
  unowned: {
    owner: null,
    group: null,
    lines: [
      ['2024-01-09', 3_000_007, 2_100_003],
      ['2025-12-22', 100_027, 40_004],
    ],
    net: 3_100_034,
    margin: 960_027,
  },
  unattributed: {
    owner: null,
    group: null,
    lines: [
      ['2023-11-30', 4_000_009, 3_000_004],
      ['2026-02-25', 90_018, 50_003],
    ],
    net: 4_090_027,
    margin: 1_040_020,
  },
} as const satisfies Record<string, Thing>;
export type ThingName = keyof typeof things;
export const thingNames = Object.keys(things) as ThingName[]; // the keys of the object just above
export const accountNames = thingNames.filter((name) => name !== 'unattributed');

/** What lines have that name no account. */
const ofLines: ReadonlySet<Facet> = new Set(['document', 'product', 'productName']);

/** The marker of one facet of one thing; null where the thing has none (lines without an account have no name). */
export function markerOf(thing: ThingName, facet: Facet): string | null {
  if (facet === 'net' || facet === 'margin') return String(things[thing][facet]);
  if (facet === 'group') return things[thing].group;
  const isOfAccount = !ofLines.has(facet);
  if (thing === 'unattributed' && isOfAccount) return null;
  // Personal facts are seen by who wrote them; this one by nobody.
  if (facet === 'personal' && things[thing].owner === null) return null;
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  return `Zq${capital(thing)}${capital(facet)}`;
}

/** Product that everybody buys: a list of products must not add up what others bought of it. */
export const commonProduct = 'KOZOS-1';

const header = 'document,date,account,accountName,product,productName,quantity,unitPrice,cost';
const word = (thing: ThingName, facet: Facet): string => markerOf(thing, facet) ?? '';

/** The lines of these things as a file. The second line of each is of the common product. */
export function fileOf(names: readonly ThingName[]): string {
  const rows = names.flatMap((thing) =>
    things[thing].lines.map(([day, net, cost], index) =>
      [
        `${word(thing, 'document')}-${String(index + 1)}`,
        day,
        word(thing, 'code'),
        word(thing, 'name'),
        index === 0 ? word(thing, 'product') : commonProduct,
        index === 0 ? word(thing, 'productName') : 'Mindenki veszi',
        1,
        net,
        cost,
      ].join(','),
    ),
  );
  return [header, ...rows, ''].join('\n');
}

/** A document that names no day: it is handed back. */
const faultyRow = (thing: ThingName): string =>
  [
    `${word(thing, 'document')}-3`,
    '2026-02-31',
    word(thing, 'code'),
    word(thing, 'name'),
    commonProduct,
    '',
    1,
    1,
    1,
  ].join(',');

export interface World {
  readonly accountId: (thing: ThingName) => number;
  /** The group that an account stands in. */
  readonly groupId: (thing: ThingName) => number;
  /** The order by which an account was given to its owner; 0 where nobody owns it. */
  readonly orderId: (thing: ThingName) => number;
  /** An import that is loaded, and has a row handed back. */
  readonly batchId: number;
  /** The projection of an account. */
  readonly scenarioId: (thing: ThingName) => number;
  /** The internal fact of an account. */
  readonly factId: (thing: ThingName) => number;
  /** What the key account manager has asked for, of the first account. */
  readonly grantId: number;
  /** What the owner wrote, or the host where nobody owns it. */
  readonly noteId: (thing: ThingName) => number;
  readonly fileId: (thing: ThingName) => number;
}

/**
 * Loads the world through the doors, as the host. What the key account manager sees comes first, then the rest of her line,
 * then the rest, so that a world of the first part only gives it the same numbers.
 * @param part the things that this world has
 */
export async function fillWorld(house: TestHouse, part: readonly ThingName[] = thingNames): Promise<World> {
  const rings: readonly (readonly ThingName[])[] = [
    ['mine', 'mineToo'],
    ['colleagues'],
    ['otherRegions', 'sister', 'unowned', 'unattributed'],
  ];
  for (const ring of rings) {
    const names = ring.filter((name) => part.includes(name));
    if (names.length === 0) continue;
    const isLast = ring.includes('unattributed');
    await house.loadLines(fileOf(names) + (isLast ? `${faultyRow('unowned')}\n` : ''));
  }
  // The catalog is the company's, whoever bought of it: a world without the buyers has the same products.
  for (const thing of thingNames.filter((name) => !part.includes(name))) {
    await house.superuser.query('insert into catalog.product (code, name) values ($1, $2)', [
      word(thing, 'product'),
      word(thing, 'productName'),
    ]);
  }
  for (const thing of accountNames.filter((name) => part.includes(name))) {
    const { owner, group } = things[thing];
    const address = `/api/account-codes/${word(thing, 'code')}`;
    expectStatus(await house.host.patch(address, { town: word(thing, 'town') }), 200);
    if (owner) expectStatus(await house.host.put(`${address}/owner`, { owner: people[owner].email }), 200);
    if (group)
      expectStatus(await house.host.post('/api/account-groups', { name: group, accounts: [word(thing, 'code')] }), 204);
  }
  const world = await readWorld(house);
  const scenarios = new Map<ThingName, number>();
  // In the order of the rings, so that a part of the world has the same numbers.
  for (const thing of accountNames.filter((name) => part.includes(name))) {
    scenarios.set(thing, await judgeAndNominate(house, thing, world.accountId(thing)));
  }
  const facts = new Map<ThingName, number>();
  const notes = new Map<ThingName, number>();
  const files = new Map<ThingName, number>();
  for (const thing of accountNames.filter((name) => part.includes(name))) {
    const [internal] = await tellFacts(house, world.accountId(thing), thing);
    facts.set(thing, internal?.id ?? 0);
    const { note, file } = await tellMore(house, world.accountId(thing), thing);
    notes.set(thing, note.id);
    files.set(thing, file.id);
  }
  const asked = await house.as(people.kam.email).post(`/api/accounts/${String(world.accountId('mine'))}/grants`, {
    reason: 'próba',
    until: addDays(dayAt(house.clock.now(), 'Europe/Budapest'), 90),
  });
  if (part.includes('unattributed')) await attributeAndUndo(house);
  const idIn = (ids: ReadonlyMap<ThingName, number>) => (thing: ThingName) => ids.get(thing) ?? 0;
  return {
    ...world,
    scenarioId: idIn(scenarios),
    factId: idIn(facts),
    grantId: Grant.parse(asked.json).id,
    noteId: idIn(notes),
    fileId: idIn(files),
  };
}

/** Gives what names no account to the one that nobody owns, and takes it back: it stays on record, and every figure is as before. */
async function attributeAndUndo(house: TestHouse): Promise<void> {
  const { documents } = UnattributedReply.parse(
    expectStatus(await house.host.get('/api/sales/unattributed'), 200).json,
  );
  const order = { account: word('unowned', 'code'), reason: 'próba', source: documents[0]?.source ?? '' };
  const { id } = Attribution.parse(expectStatus(await house.host.post('/api/sales/attributions', order), 201).json);
  expectStatus(await house.host.post(`/api/sales/attributions/${String(id)}/undo`), 200);
}

/** What stands on the score card, in a projection and in a decision of the account. @returns the number of the projection */
async function judgeAndNominate(house: TestHouse, thing: ThingName, id: number): Promise<number> {
  const account = `/api/accounts/${String(id)}`;
  const first = { 'if-match': '"1"' };
  const scores = [{ criterion: 1, value: 7, reason: word(thing, 'scored') }];
  expectStatus(
    await house.host.send({ method: 'PUT', url: `${account}/scores`, body: { scores }, headers: first }),
    200,
  );
  const years = [{ contribution: '1000', investment: '500', staying: 1 }];
  const scenario = await house.host.post(`${account}/scenarios`, { name: word(thing, 'scenario'), rate: 0.1, years });
  expectStatus(
    await house.host.send({
      method: 'PUT',
      url: `/api/account-codes/${word(thing, 'code')}/decision`,
      body: { act: 'nominate', reason: word(thing, 'decided') },
      headers: first,
    }),
    200,
  );
  return Scenario.parse(expectStatus(scenario, 201).json).id;
}

/** One fact of each class; the personal one by the owner herself. */
async function tellFacts(house: TestHouse, accountId: number, thing: ThingName): Promise<Fact[]> {
  const url = `/api/accounts/${String(accountId)}/facts`;
  const told: Fact[] = [];
  const of = { source: 'próba', knownOn: '2026-02-01' };
  const { owner } = things[thing];
  for (const facet of ['fact', 'confidential', 'personal'] as const) {
    const value = markerOf(thing, facet);
    if (value === null) continue;
    const topic = facet === 'personal' ? 'people' : 'needs';
    const author = facet === 'personal' && owner ? house.as(people[owner].email) : house.host;
    const body = { ...of, topic, value, class: facet === 'fact' ? 'internal' : facet };
    told.push(Fact.parse(expectStatus(await author.post(url, body), 201).json));
  }
  return told;
}

/** A note and a file. */
async function tellMore(
  house: TestHouse,
  accountId: number,
  thing: ThingName,
): Promise<{ note: Note; file: Attachment }> {
  const url = `/api/accounts/${String(accountId)}`;
  const note = await house.host.post(`${url}/notes`, { text: word(thing, 'note'), mentions: [] });
  const file = await house.host.send({
    method: 'POST',
    url: `${url}/attachments?name=${word(thing, 'file')}.txt`,
    body: word(thing, 'file'),
    headers: { 'content-type': 'application/octet-stream' },
  });
  return {
    note: Note.parse(expectStatus(note, 201).json),
    file: Attachment.parse(expectStatus(file, 201).json),
  };
}

async function readWorld(house: TestHouse): Promise<Pick<World, 'accountId' | 'groupId' | 'batchId' | 'orderId'>> {
  const { accounts } = AccountsReply.parse((await house.host.get('/api/accounts?limit=200')).json);
  const { imports } = ImportsReply.parse((await house.host.get('/api/sales/imports')).json);
  const { orders } = AssignmentOrdersReply.parse((await house.host.get('/api/assignment-orders?limit=200')).json);
  const [newest] = imports;
  if (!newest) throw new Error('This world has no import.');
  const account = (thing: ThingName) => {
    const found = accounts.find(({ code }) => code === word(thing, 'code'));
    if (!found) throw new Error(`This world has no account ${thing}.`);
    return found;
  };
  return {
    accountId: (thing) => account(thing).id,
    groupId(thing) {
      const { group } = account(thing);
      if (!group) throw new Error(`The account ${thing} is in no group.`);
      return group.id;
    },
    batchId: newest.id,
    orderId: (thing) => orders.find(({ accounts }) => accounts[0]?.code === word(thing, 'code'))?.id ?? 0,
  };
}
