import type { NewProspect } from '#slices/accounts/contract.ts';

import { kamOf } from './people.ts';

/** A company that does not buy from the demo company yet; found by the KAM who owns it. */
type DemoProspect = Pick<NewProspect, 'name' | 'town' | 'segment' | 'reason' | 'source'> & {
  readonly owner: string;
  /** Scores in the order of the card that the house comes with; none where nobody has judged it yet. */
  readonly scores: readonly number[];
};

/** The third is a client already under another spelling (V10203): whoever looks for duplicates finds the two. */
export const demoProspects: readonly DemoProspect[] = [
  {
    name: 'Sárkányfű Magánklinika Zrt.',
    town: 'Székesfehérvár',
    segment: 'magánklinika',
    reason: 'A Dunántúl leggyorsabban bővülő magánklinikája; két műtő nyílik jövő tavasszal.',
    source: 'éves beszámoló és a székesfehérvári egészségipari nap',
    owner: kamOf.west,
    scores: [8, 9, 8, 7, 3],
  },
  {
    name: 'Holdfény Patikacsoport Kft.',
    town: 'Debrecen',
    segment: 'gyógyszertárlánc',
    reason: 'Tizenegy patika, ma egyetlen nagykereskedőtől vesz; a szerződése egy éven belül lejár.',
    source: 'Bodnár Réka beszélgetése az ügyvezetővel',
    owner: kamOf.north,
    scores: [7, 8, 6, 6, 2],
  },
  {
    name: 'Tóparti Szanatorium Kft',
    town: 'Siófok',
    segment: 'szanatórium',
    reason: 'Felújítás után új ápolási részleg nyílik.',
    source: 'helyi lap',
    owner: kamOf.west,
    scores: [],
  },
  {
    name: 'Ezerlevél Otthonápolási Szolgálat',
    town: 'Szeged',
    segment: 'otthonápolás',
    reason: 'A megye legnagyobb otthonápolója, havonta pályáztat.',
    source: 'közbeszerzési értesítő',
    owner: kamOf.plain,
    scores: [],
  },
];
