-- The company has a language of its own. Whoever has not chosen hers is written to, and shown the pages, in the company's.
alter table team.company
  add column language text check (language in ('en', 'hu')),
  add column version int not null default 1;
-- Until now it was that of whoever founded it.
update team.company set language = coalesce((select person.language from team.person order by person_id limit 1), 'en');
alter table team.company alter column language set not null;
grant update (language, version) on team.company to kulcs_app;

-- Null: not chosen.
alter table team.person alter column language drop default, alter column language drop not null;
