import type { Actor } from '#platform/access/actor.ts';
import { asActor, type Database } from '#platform/access/transaction.ts';
import type { Mentioned } from '#slices/dossier/public.ts';
import { colleagueById, type Colleague, type createLetters } from '#slices/team/public.ts';

/** Sends a letter to each who was mentioned and may sign in, in her own language. @param host whoever looks the people up */
export async function sendMentions(
  db: Database,
  host: Actor,
  letters: Pick<ReturnType<typeof createLetters>, 'tellMention'>,
  isLetIn: (person: Colleague) => boolean,
  { people, accountId, account, author }: Mentioned,
): Promise<void> {
  for (const id of people) {
    const person = await asActor(db, host, (tx) => colleagueById(tx, id));
    if (person && isLetIn(person)) {
      await letters.tellMention(person, { author: author?.name ?? 'Kulcs', account, accountId });
    }
  }
}
