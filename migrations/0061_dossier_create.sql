create schema dossier;
grant usage on schema dossier to kulcs_app;

-- What is known of an account: one value by topic, with where it is from, of which day, by whom, and how confidential it is.
create table dossier.fact (
  fact_id int generated always as identity primary key,
  account_id int not null references accounts.account (account_id),
  topic text not null,
  -- Of financial figures: the year, and which figure it is.
  year int check (year between 1900 and 2999),
  figure text,
  value text not null check (value <> ''),
  class text not null check (class in ('public', 'internal', 'confidential', 'personal')),
  source text not null check (source <> ''),
  known_on date not null,
  -- The day from which it should be asked again; without one the shelf life of its topic counts.
  ask_again_on date,
  -- Null: the host.
  author_id int references team.person (person_id),
  written_at timestamptz not null default now(),
  removed_at timestamptz,
  version int not null default 1,
  -- Personal things have their topic, so that the name of a topic tells nothing of a person.
  check ((topic = 'people') = (class = 'personal'))
);
create index fact_of_account on dossier.fact (account_id, topic);
select access.protect('dossier.fact');

-- What a fact said before it was changed or removed.
create table dossier.former_fact (
  account_id int not null references accounts.account (account_id),
  fact_id int not null references dossier.fact (fact_id),
  version int not null,
  value text not null,
  class text not null,
  source text not null,
  known_on date not null,
  author_id int references team.person (person_id),
  written_at timestamptz not null,
  replaced_by int references team.person (person_id),
  replaced_at timestamptz not null default now(),
  primary key (fact_id, version)
);
create index former_fact_of_account on dossier.former_fact (account_id);
select access.protect('dossier.former_fact');

-- When two accounts are made one, all that is known goes along, also what the one who does it may not read.
create function dossier.moves() returns boolean language sql stable as $$
  select access.may('accounts.merge') and coalesce(current_setting('kulcs.moves', true) = 'on', false)
$$;

create policy class_is_seen on dossier.fact as restrictive for select
  using ((select dossier.moves()) or access.sees_class(account_id, class)
    or (class = 'personal' and author_id = (select access.actor()) and (select access.looks())
      and (select access.may('dossier.confidential'))));
create policy class_is_seen on dossier.former_fact as restrictive for select
  using ((select dossier.moves()) or access.sees_class(account_id, class)
    or (class = 'personal' and author_id = (select access.actor()) and (select access.looks())
      and (select access.may('dossier.confidential'))));
create policy is_written_by_few on dossier.fact as restrictive for insert
  with check ((select access.may('dossier.write')) and (class = 'public' or class = 'internal' or (select access.may('dossier.confidential'))));
create policy is_changed_by_few on dossier.fact as restrictive for update
  using ((select access.may('dossier.write')) or (select dossier.moves()))
  with check ((select dossier.moves()) or class = 'public' or class = 'internal' or (select access.may('dossier.confidential')));

-- A fact is removed by a mark, so that it can be put back; what it said before stays.
revoke delete on dossier.fact from kulcs_app;
revoke update, delete on dossier.former_fact from kulcs_app;
grant update (account_id) on dossier.former_fact to kulcs_app;

-- That something is there which must be asked for: how much of which class on which topic, never what. It follows the facts.
create table dossier.sealed_topic (
  account_id int not null references accounts.account (account_id),
  topic text not null,
  class text not null check (class in ('confidential', 'personal')),
  facts int not null,
  primary key (account_id, topic, class)
);
select access.protect('dossier.sealed_topic');
create policy is_told_to_few on dossier.sealed_topic as restrictive for select
  using ((select access.may('dossier.confidential')) or (select dossier.moves()));

revoke delete on dossier.sealed_topic from kulcs_app;

create function dossier.count_sealed() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.class in ('confidential', 'personal') and old.removed_at is null then
    update dossier.sealed_topic set facts = facts - 1
      where account_id = old.account_id and topic = old.topic and class = old.class;
  end if;
  if new.class in ('confidential', 'personal') and new.removed_at is null then
    insert into dossier.sealed_topic (account_id, topic, class, facts) values (new.account_id, new.topic, new.class, 1)
      on conflict (account_id, topic, class) do update set facts = sealed_topic.facts + 1;
  end if;
  return null;
end
$$;
create trigger fact_is_counted after insert or update of account_id, topic, class, removed_at on dossier.fact
  for each row execute function dossier.count_sealed();
