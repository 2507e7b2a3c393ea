import { z } from 'zod';
import { ByNumber, keyOf, kindsFor, type EventKind, type Telling } from '#platform/webhooks/events.ts';

const numbered = (name: 'person' | 'substitution'): Telling => ({
  data: z.strictObject({ [name]: ByNumber }),
  tell: async (_tx, { subject }) => ({ [name]: { id: Number(keyOf(subject)) } }),
});

const ofPeople = kindsFor('people.manage');
/** That somebody is away is known to everybody here. */
const ofEverybody = kindsFor(null);

/** What programs are told of people. How somebody signs in is told to none. */
export const teamEvents: readonly EventKind[] = [
  ofPeople('person.add', 'Somebody was added.', numbered('person')),
  ofPeople('person.change', 'Name, address or superior of somebody were changed.', numbered('person')),
  ofPeople('person.disable', 'Somebody is let in no more.', numbered('person')),
  ofPeople('person.enable', 'Somebody is let in again.', numbered('person')),
  ofPeople('role.ask', 'A right was asked for that a second person has to give.', numbered('person')),
  ofPeople('role.give', 'Somebody was given a role.', numbered('person')),
  ofPeople('role.decline', 'A role that was asked for was declined.', numbered('person')),
  ofPeople('territory.give', 'Somebody was made responsible for a territory.', numbered('person')),
  ofPeople('territory.end', 'The end of a responsibility for a territory was set.', numbered('person')),
  ofPeople('role.end', 'The end of a role was set.', numbered('person')),
  ofEverybody('substitution.order', 'Somebody stands in for another.', numbered('substitution')),
  ofEverybody('substitution.change', 'A substitution ends on another day.', numbered('substitution')),
];
