create schema portfolio;
grant usage on schema portfolio to kulcs_app;

-- By which figures an account is proposed as key. Every change is a new row: the policy in force is the newest.
create table portfolio.policy (
  policy_id int generated always as identity primary key,
  share_threshold numeric not null check (share_threshold > 0 and share_threshold <= 1),
  first_accounts int not null check (first_accounts >= 0),
  stand_out numeric not null check (stand_out >= 0),
  class_a numeric not null check (class_a > 0 and class_a < 1),
  class_b numeric not null check (class_b > class_a and class_b <= 1),
  changed_by int references team.person (person_id),
  changed_at timestamptz not null default now()
);
insert into portfolio.policy (share_threshold, first_accounts, stand_out, class_a, class_b) values (0.10, 10, 5, 0.80, 0.95);
grant select, insert on portfolio.policy to kulcs_app;
