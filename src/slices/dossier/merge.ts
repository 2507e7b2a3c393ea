import { moveRows, moveRowsBack, type AccountMover } from '#slices/accounts/public.ts';

/** The order matters: what a fact said before refers to the fact. */
const plainTables = {
  'dossier.fact': 'fact_id',
  'dossier.former_fact': 'fact_id',
  'dossier.note': 'note_id',
  'dossier.mention': 'note_id',
  'dossier.attachment': 'attachment_id',
  // Who was given leave to see personal facts of the one sees those of the one company that both are.
  'access.class_grant': 'grant_id',
};

/** What is known goes along when two accounts become one; `dossier.moves()` lets also that pass which the actor may not read. */
export const dossierMover: AccountMover = {
  slice: 'dossier',
  // How much is sealed is counted by the facts themselves.
  tables: [...Object.keys(plainTables), 'dossier.sealed_topic'],
  move: (tx, move) => moveRows(tx, plainTables, move),
  back: (tx, move, moved) => moveRowsBack(tx, plainTables, move, moved),
};
