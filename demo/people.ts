import type { Role } from '#slices/team/contract.ts';

import { demoCompany } from './company.ts';

/** Someone who works at the demo company. Names are family name first. */
export interface DemoPerson {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** E-mail of the superior; null for the director. */
  readonly reportsTo: string | null;
}

const at = (mailbox: string): string => `${mailbox}@${demoCompany.domain}`;

const director = at('szabados.katalin');
const westManager = at('balogh.gabor');

/** Heads the two KAMs of the east and holds one large account herself. */
export const eastManager = at('nyiri.zsuzsanna');

/** The four KAMs by the territory that each of them looks after. */
export const kamOf = {
  centre: at('kovacs.eszter'),
  west: at('szalai.peter'),
  plain: at('horvath.daniel'),
  north: at('bodnar.reka'),
} as const;

/** Everybody, superiors before those who report to them. */
export const demoPeople: readonly DemoPerson[] = [
  { email: director, name: 'Szabados Katalin', role: 'director', reportsTo: null },
  { email: westManager, name: 'Balogh Gábor', role: 'manager', reportsTo: director },
  { email: eastManager, name: 'Nyíri Zsuzsanna', role: 'manager', reportsTo: director },
  { email: kamOf.centre, name: 'Kovács Eszter', role: 'kam', reportsTo: westManager },
  { email: kamOf.west, name: 'Szalai Péter', role: 'kam', reportsTo: westManager },
  { email: kamOf.plain, name: 'Horváth Dániel', role: 'kam', reportsTo: eastManager },
  { email: kamOf.north, name: 'Bodnár Réka', role: 'kam', reportsTo: eastManager },
  { email: at('molnar.kitti'), name: 'Molnár Kitti', role: 'support', reportsTo: director },
  { email: at('fazekas.bence'), name: 'Fazekas Bence', role: 'support', reportsTo: director },
  { email: at('nagy-sipos.ildiko'), name: 'Nagy-Sipos Ildikó', role: 'finance', reportsTo: director },
  { email: at('vass.norbert'), name: 'Vass Norbert', role: 'admin', reportsTo: director },
];
