-- Of whom the company wants a second factor: everybody in these roles; nobody, if it is each one's own choice.
create table team.sign_in_policy (
  is_policy boolean primary key default true check (is_policy),
  second_factor_roles text[] not null default '{}'
    check (second_factor_roles <@ array['director', 'manager', 'kam', 'support', 'finance', 'admin']),
  version int not null default 1
);
insert into team.sign_in_policy default values;
grant select, update (second_factor_roles, version) on team.sign_in_policy to kulcs_app;

-- Somebody has lost her second factor: one asks, another one lets it be taken away.
create table team.second_factor_reset (
  person_id int primary key references team.person (person_id),
  asked_by int not null references team.person (person_id),
  reason text not null,
  asked_at timestamptz not null
);
grant select, insert, update, delete on team.second_factor_reset to kulcs_app;
