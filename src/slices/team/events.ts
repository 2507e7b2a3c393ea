import { keyOf, type EventKind } from '#platform/webhooks/events.ts';

const numbered =
  (name: string): EventKind['tell'] =>
  async (_tx, { subject }) => ({ [name]: { id: Number(keyOf(subject)) } });

const ofPerson = (type: string, summary: string): EventKind => ({
  type,
  summary,
  ability: 'people.manage',
  tell: numbered('person'),
});
/** That somebody is away is known to everybody here. */
const ofAbsence = (type: string, summary: string): EventKind => ({
  type,
  summary,
  ability: null,
  tell: numbered('substitution'),
});

/** What programs are told of people. How somebody signs in is told to none. */
export const teamEvents: readonly EventKind[] = [
  ofPerson('person.add', 'Somebody was added.'),
  ofPerson('person.change', 'Name, address or superior of somebody were changed.'),
  ofPerson('person.disable', 'Somebody is let in no more.'),
  ofPerson('person.enable', 'Somebody is let in again.'),
  ofPerson('role.ask', 'A right was asked for that a second person has to give.'),
  ofPerson('role.give', 'Somebody was given a role.'),
  ofPerson('role.decline', 'A role that was asked for was declined.'),
  ofPerson('role.end', 'The end of a role was set.'),
  ofAbsence('substitution.order', 'Somebody stands in for another.'),
  ofAbsence('substitution.change', 'A substitution ends on another day.'),
];
