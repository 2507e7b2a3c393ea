import { demoCompany } from './company.ts';
import { kamOf } from './people.ts';

/** Part of the market that one KAM looks after: counties at home, whole countries abroad. */
export interface Territory {
  readonly name: string;
  /** E-mail of the KAM. */
  readonly kam: string;
  readonly counties: readonly string[];
  readonly countries: readonly string[];
}

/** Every county of Hungary belongs to exactly one territory. */
export const territories: readonly Territory[] = [
  { name: 'Budapest és Pest', kam: kamOf.centre, counties: ['Budapest', 'Pest'], countries: [] },
  {
    name: 'Dunántúl',
    kam: kamOf.west,
    counties: [
      'Baranya',
      'Fejér',
      'Győr-Moson-Sopron',
      'Komárom-Esztergom',
      'Somogy',
      'Tolna',
      'Vas',
      'Veszprém',
      'Zala',
    ],
    countries: ['Ausztria'],
  },
  {
    name: 'Alföld',
    kam: kamOf.plain,
    counties: ['Bács-Kiskun', 'Békés', 'Csongrád-Csanád', 'Jász-Nagykun-Szolnok'],
    countries: ['Románia'],
  },
  {
    name: 'Észak-Magyarország és Tiszántúl',
    kam: kamOf.north,
    counties: ['Borsod-Abaúj-Zemplén', 'Hajdú-Bihar', 'Heves', 'Nógrád', 'Szabolcs-Szatmár-Bereg'],
    countries: ['Szlovákia'],
  },
];

const townsByCounty: Readonly<Record<string, readonly string[]>> = {
  'Bács-Kiskun': ['Baja', 'Kecskemét', 'Kiskőrös', 'Kiskunfélegyháza', 'Kiskunmajsa'],
  Baranya: ['Pécs'],
  Békés: ['Békéscsaba', 'Gyomaendrőd', 'Szarvas'],
  'Borsod-Abaúj-Zemplén': ['Mezőkövesd', 'Miskolc', 'Sátoraljaújhely'],
  Budapest: ['Budapest'],
  'Csongrád-Csanád': ['Hódmezővásárhely', 'Makó', 'Szeged', 'Szentes'],
  Fejér: ['Dunaújváros', 'Székesfehérvár'],
  'Győr-Moson-Sopron': ['Csorna', 'Győr', 'Mosonmagyaróvár', 'Sopron'],
  'Hajdú-Bihar': ['Berettyóújfalu', 'Debrecen', 'Hajdúszoboszló', 'Püspökladány'],
  Heves: ['Eger', 'Gyöngyös'],
  'Jász-Nagykun-Szolnok': ['Jászberény', 'Karcag', 'Kisújszállás', 'Szolnok', 'Tiszafüred'],
  'Komárom-Esztergom': ['Tatabánya'],
  Nógrád: ['Balassagyarmat', 'Salgótarján'],
  Pest: ['Cegléd', 'Dunakeszi', 'Gödöllő', 'Gyál', 'Vác'],
  Somogy: ['Barcs', 'Kaposvár', 'Siófok'],
  'Szabolcs-Szatmár-Bereg': ['Mátészalka', 'Nyíregyháza'],
  Tolna: ['Szekszárd'],
  Vas: ['Körmend', 'Kőszeg', 'Szombathely'],
  Veszprém: ['Pápa', 'Veszprém'],
  Zala: ['Zalaegerszeg'],
};

const townsAbroad: Readonly<Record<string, readonly string[]>> = {
  Ausztria: ['Eisenstadt', 'Wien'],
  Románia: ['Oradea', 'Târgu Mureș'],
  Szlovákia: ['Komárno', 'Košice'],
};

/** Where a town is, and in whose territory. Abroad there is no county. */
export interface Place {
  readonly town: string;
  readonly county: string | null;
  readonly country: string;
  readonly territory: Territory;
}

const placesByTown = new Map<string, Place>();
for (const territory of territories) {
  for (const county of territory.counties) {
    for (const town of townsByCounty[county] ?? []) {
      placesByTown.set(town, { town, county, country: demoCompany.country, territory });
    }
  }
  for (const country of territory.countries) {
    for (const town of townsAbroad[country] ?? []) {
      placesByTown.set(town, { town, county: null, country, territory });
    }
  }
}

/** The place of a town of the demo; a town that no territory has is a mistake in the demo itself. */
export function placeOf(town: string): Place {
  const place = placesByTown.get(town);
  if (!place) throw new Error(`The demo does not say where ${town} is.`);
  return place;
}
