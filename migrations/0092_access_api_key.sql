-- Keys by which a person's programs ask in her name (SES-5). Of the key only its hash is kept: it has 256 random bits, so nothing
-- can be tried against the hash. What a key may do is its owner's rights of today, and of those no more than stands here.
create table access.api_key (
  key_id int generated always as identity primary key,
  person_id int not null,
  name text not null,
  -- What the key begins with: shown in lists, and found by those who look for keys that got out.
  prefix text not null unique,
  key_hash bytea not null unique,
  writes boolean not null,
  -- Null: all that its owner may.
  abilities text[],
  created_at timestamptz not null,
  ends_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  check (ends_at > created_at and ends_at <= created_at + interval '90 days')
);
create index api_key_person on access.api_key (person_id);
grant select, insert, update (last_used_at, revoked_at) on access.api_key to kulcs_app;
