-- When whoever holds the session has last proven who she is, and when she passed the second factor; empty: at its beginning, and
-- not yet. A row of the library keeps them, so that a request asks for its session once.
alter table auth."session" add column "provenAt" timestamptz;
alter table auth."session" add column "secondFactorAt" timestamptz;

-- Since when the person has a second factor.
alter table auth."user" add column "secondFactorSince" timestamptz;

-- How often something was tried within a window of time. Keys are hashes: a mistyped address is nobody's to read. Our own counters
-- take the place of the library's, which know the network address only.
create table auth.attempt (
  key text primary key,
  count int not null,
  began timestamptz not null
);
create index attempt_began on auth.attempt (began);
drop table auth."rateLimit";

-- Networks from which a person has signed in before: tries of strangers elsewhere cannot lock her out there. Hashed as well.
create table auth.known_network (
  user_id text not null references auth."user" ("id") on delete cascade,
  network text not null,
  last_at timestamptz not null,
  primary key (user_id, network)
);
