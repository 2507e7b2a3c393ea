-- A note on the timeline: what a colleague wants to keep or to tell.
create table dossier.note (
  note_id int generated always as identity primary key,
  account_id int not null references accounts.account (account_id),
  text text not null check (text <> ''),
  -- Null: the host.
  author_id int references team.person (person_id),
  written_at timestamptz not null,
  removed_at timestamptz,
  version int not null default 1
);
create index note_of_account on dossier.note (account_id, written_at);
select access.protect('dossier.note');
revoke delete on dossier.note from kulcs_app;
create policy is_read_by_few on dossier.note as restrictive for select using ((select access.may('dossier.read')));
create policy is_written_by_few on dossier.note as restrictive for insert with check ((select access.may('dossier.write')));

create table dossier.mention (
  account_id int not null references accounts.account (account_id),
  note_id int not null references dossier.note (note_id),
  person_id int not null references team.person (person_id),
  primary key (note_id, person_id)
);
create index mention_of_account on dossier.mention (account_id);
select access.protect('dossier.mention');

create table dossier.attachment (
  attachment_id int generated always as identity primary key,
  account_id int not null references accounts.account (account_id),
  name text not null check (name <> ''),
  bytes int not null,
  sha256 bytea not null,
  content bytea not null,
  author_id int references team.person (person_id),
  added_at timestamptz not null,
  removed_at timestamptz,
  version int not null default 1
);
-- Most files are packed already; packing them again costs time and saves nothing.
alter table dossier.attachment alter column content set storage external;
create index attachment_of_account on dossier.attachment (account_id, added_at);
select access.protect('dossier.attachment');
revoke delete on dossier.attachment from kulcs_app;
create policy is_read_by_few on dossier.attachment as restrictive for select using ((select access.may('dossier.read')));
create policy is_written_by_few on dossier.attachment as restrictive for insert with check ((select access.may('dossier.write')));

-- Who else sees an account that the actor sees: so that a note names nobody who could not read it.
create function dossier.seers(wanted_account int) returns table (person_id int)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  before constant text := coalesce(current_setting('kulcs.sees_all', true), '');
begin
  perform set_config('kulcs.sees_all', 'on', true);
  return query
    select granted.person_id from access.granted where granted.account_id = wanted_account
    union
    select sight.person_id from access.sight where sight.sees_person_id = 0;
  perform set_config('kulcs.sees_all', before, true);
end
$$;
comment on function dossier.seers(int) is
  'definer: reads whose sight an account is in, which each person may read of herself only; asked after the account was found.';
revoke execute on function dossier.seers(int) from public;
grant execute on function dossier.seers(int) to kulcs_app;
