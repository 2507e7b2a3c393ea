-- Whether the one who is mentioned has read it.
alter table dossier.mention
  add column mentioned_at timestamptz not null default now(),
  add column read_at timestamptz;
-- Mentions that were made before anybody was told of them are not news.
update dossier.mention set mentioned_at = note.written_at, read_at = now() from dossier.note where note.note_id = mention.note_id;
create index mention_of_person on dossier.mention (person_id, note_id);
