/** Companies under one hand. The first is the head of the group. */
export interface DemoGroup {
  readonly name: string;
  readonly accounts: readonly [string, string, ...string[]];
}

/** The groups of affiliates, by account codes. */
export const demoGroups: readonly DemoGroup[] = [
  { name: 'Hét Patak', accounts: ['V10214', 'V10215', 'V10311', 'V10319'] },
  { name: 'Körös-völgyi Egészségügyi Csoport', accounts: ['V10087', 'V10088'] },
  { name: 'Aranyhíd', accounts: ['V10031', 'V10032', 'V10033', 'V10188', 'V10189'] },
  { name: 'Mecsekalja', accounts: ['V10156', 'V10280'] },
  { name: 'Északi Fény', accounts: ['V10298', 'V10345'] },
  { name: 'Kőhíd', accounts: ['V10063', 'V10064', 'V10288'] },
  { name: 'Sárrét–Berettyó', accounts: ['V10172', 'V10173'] },
  { name: 'Vadgesztenye', accounts: ['V10045', 'V10046', 'V10047'] },
  { name: 'Rozmaring', accounts: ['V10128', 'V10129', 'V10292'] },
];

/** The group that an account belongs to, if any. */
export const groupOf = (code: string): DemoGroup | undefined =>
  demoGroups.find((group) => group.accounts.includes(code));
