-- Mails of a demo that has no mail server: shown on a page instead.
create table platform.kept_mail (
  mail_id int generated always as identity primary key,
  sent_at timestamptz not null,
  recipient text not null,
  subject text not null,
  body text not null
);

-- One-time links by mail on which a person sets her password: for the first time, or anew. Only the hash is kept.
create table auth.password_link (
  token_hash text primary key,
  user_id text not null references auth."user" ("id") on delete cascade,
  purpose text not null check (purpose in ('invitation', 'reset')),
  made_at timestamptz not null,
  expires_at timestamptz not null
);
create index password_link_user on auth.password_link (user_id);

-- The second factor of a person (RFC 6238). The secret is encrypted with a key made of the installation's secret. A code counts
-- once: the last step of thirty seconds whose code was taken stands here. Until it is confirmed by a first code it asks for nothing.
create table auth.second_factor (
  user_id text primary key references auth."user" ("id") on delete cascade,
  secret text not null,
  last_step bigint not null default 0,
  made_at timestamptz not null,
  confirmed_at timestamptz
);
create table auth.recovery_code (
  user_id text not null references auth."user" ("id") on delete cascade,
  code_hash text not null,
  primary key (user_id, code_hash)
);
