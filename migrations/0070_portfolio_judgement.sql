-- What an account is judged by. The house's own criteria have a key (their words are in the messages), a company's own a name.
create table portfolio.criterion (
  criterion_id int generated always as identity primary key,
  key text unique,
  name text,
  check ((key is null) <> (name is null))
);
insert into portfolio.criterion (key) values
  ('segment-leadership'), ('growth-potential'), ('reference-value'), ('reliable-partner'), ('strategic-fit');
grant select, insert on portfolio.criterion to kulcs_app;

-- How much each criterion weighs, and from where on an account stands out. Every change is a new card: the newest is in force.
create table portfolio.score_card (
  card_id int generated always as identity primary key,
  attractiveness_edge numeric not null check (attractiveness_edge between 1 and 10),
  strength_edge numeric not null check (strength_edge between 1 and 10),
  proposed_from int not null check (proposed_from between 1 and 100),
  changed_by int references team.person (person_id),
  changed_at timestamptz not null default now()
);
create table portfolio.score_card_criterion (
  card_id int not null references portfolio.score_card (card_id),
  criterion_id int not null references portfolio.criterion (criterion_id),
  position int not null,
  axis text not null check (axis in ('attractiveness', 'strength')),
  part text not null check (part in ('growth', 'harmony', 'value')),
  weight int not null check (weight between 1 and 100),
  primary key (card_id, criterion_id)
);
grant select, insert on portfolio.score_card, portfolio.score_card_criterion to kulcs_app;

with card as (
  insert into portfolio.score_card (attractiveness_edge, strength_edge, proposed_from) values (5.5, 5.5, 75) returning card_id
)
insert into portfolio.score_card_criterion (card_id, criterion_id, position, axis, part, weight)
select card.card_id, criterion.criterion_id, given.position, given.axis, given.part, given.weight
from card, portfolio.criterion
join (values
  ('segment-leadership', 1, 'attractiveness', 'growth', 20),
  ('growth-potential', 2, 'attractiveness', 'growth', 25),
  ('strategic-fit', 3, 'attractiveness', 'harmony', 15),
  ('reference-value', 4, 'attractiveness', 'value', 15),
  ('reliable-partner', 5, 'strength', 'harmony', 25)
) as given (key, position, axis, part, weight) using (key);

-- Where an account stands now. Whoever scores or decides locks this row first, so that both go one after the other.
create table portfolio.standing (
  account_id int primary key references accounts.account (account_id),
  version int not null default 1,
  score_version int not null default 1,
  tier text not null default 'none' check (tier in ('none', 'nominated', 'key', 'watch', 'declined', 'retired')),
  since date
);
select access.protect('portfolio.standing');

-- Every score that was ever given; the newest of a criterion counts.
create table portfolio.score (
  account_id int not null references accounts.account (account_id),
  score_id bigint generated always as identity,
  criterion_id int not null references portfolio.criterion (criterion_id),
  value int not null check (value between 1 and 10),
  reason text not null check (reason <> ''),
  scored_by int references team.person (person_id),
  scored_at timestamptz not null default now(),
  primary key (account_id, score_id)
);
select access.protect('portfolio.score');

-- Every decision that was ever taken, each with the day from which it holds.
create table portfolio.decision (
  account_id int not null references accounts.account (account_id),
  decision_id bigint generated always as identity,
  act text not null check (act in ('nominate', 'confirm', 'watch', 'decline', 'retire')),
  tier text not null check (tier in ('nominated', 'key', 'watch', 'declined', 'retired')),
  on_day date not null,
  reason text not null check (reason <> ''),
  hand_over_to int references team.person (person_id),
  hand_over text,
  decided_by int references team.person (person_id),
  decided_at timestamptz not null default now(),
  primary key (account_id, decision_id)
);
select access.protect('portfolio.decision');
-- Whoever may nominate does not decide: the database asks again.
create policy decided_by_those_who_may on portfolio.decision as restrictive for insert
  with check (case act when 'nominate' then (select access.may('portfolio.nominate')) else (select access.may('portfolio.decide')) end);

-- A projection of what an account will bring: years with contribution, investment and the chance that it is still with us.
create table portfolio.scenario (
  account_id int not null references accounts.account (account_id),
  scenario_id int generated always as identity,
  version int not null default 1,
  name text not null check (name <> ''),
  rate numeric not null check (rate between 0 and 1),
  years jsonb not null,
  changed_by int references team.person (person_id),
  changed_at timestamptz not null default now(),
  primary key (account_id, scenario_id)
);
select access.protect('portfolio.scenario');

-- What a scenario said before it was changed or removed.
create table portfolio.former_scenario (
  account_id int not null references accounts.account (account_id),
  scenario_id int not null,
  version int not null,
  name text not null,
  rate numeric not null,
  years jsonb not null,
  changed_by int references team.person (person_id),
  changed_at timestamptz not null,
  primary key (account_id, scenario_id, version)
);
select access.protect('portfolio.former_scenario');
