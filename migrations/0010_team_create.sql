create schema team;
grant usage on schema team to kulcs_app;

-- The company whose key accounts these are: one row, made by `kulcs init` or by the demo.
create table team.company (
  is_company boolean primary key default true check (is_company),
  name text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  time_zone text not null,
  is_demo boolean not null,
  created_at timestamptz not null default now()
);

create table team.person (
  person_id int generated always as identity primary key,
  email text not null,
  name text not null,
  role text not null check (role in ('director', 'manager', 'kam', 'support', 'finance', 'admin')),
  reports_to int references team.person (person_id),
  -- The sign-in library's id of the same person; no foreign key, so that the library may be exchanged.
  user_id text not null unique,
  language text not null default 'en' check (language in ('en', 'hu')),
  scheme text not null default 'auto' check (scheme in ('auto', 'light', 'dark')),
  density text not null default 'compact' check (density in ('compact', 'comfortable')),
  created_at timestamptz not null default now(),
  check (reports_to <> person_id)
);
create unique index person_email on team.person (lower(email));
create index person_reports_to on team.person (reports_to);

grant select, insert on team.company to kulcs_app;
-- Role and superior decide what a person sees, so a command that only keeps settings cannot touch them.
grant select, insert, update (language, scheme, density) on team.person to kulcs_app;
