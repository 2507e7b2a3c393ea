import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import { ByCode, ByNumber, kindsFor, numberIn, type EventKind, type Telling } from '#platform/webhooks/events.ts';
import { accountTold } from '#slices/accounts/public.ts';

/**
 * Something in the dossier of an account. Policies show it or not, as they would show it on the page; confidential and personal
 * facts are shown to nobody who has not said why she looks, so programs are not told of them.
 */
const about = (name: 'fact' | 'note' | 'file', isSeen: (id: number) => RawBuilder<unknown>): Telling => ({
  data: z.strictObject({ account: ByCode, [name]: ByNumber }),
  async tell(tx, recorded) {
    const id = numberIn(recorded, name);
    const account = await accountTold(tx, recorded.subject);
    if (id === null || !account) return null;
    const { rows } = await isSeen(id).execute(tx);
    return rows.length > 0 ? { account, [name]: { id } } : null;
  },
});

const ofFact = about('fact', (id) => sql`select from dossier.fact where fact_id = ${id}`);
const ofNote = about('note', (id) => sql`select from dossier.note where note_id = ${id}`);
const ofFile = about('file', (id) => sql`select from dossier.attachment where attachment_id = ${id}`);

const kind = kindsFor('dossier.read');

/** What programs are told of dossiers. */
export const dossierEvents: readonly EventKind[] = [
  kind('fact.add', 'Something was learned of an account.', ofFact),
  kind('fact.change', 'A fact of an account was changed.', ofFact),
  kind('fact.remove', 'A fact was taken out of a dossier.', ofFact),
  kind('fact.restore', 'A fact that was taken out was put back.', ofFact),
  kind('note.add', 'A note was written on the timeline of an account.', ofNote),
  kind('note.change', 'A note was changed.', ofNote),
  kind('note.remove', 'A note was taken away.', ofNote),
  kind('note.restore', 'A note that was taken away was put back.', ofNote),
  kind('file.add', 'A file was put to an account.', ofFile),
  kind('file.remove', 'A file was taken away.', ofFile),
  kind('file.restore', 'A file that was taken away was put back.', ofFile),
];
