-- What an import that runs in one process tells the others: how far it is, and when its process last said so; and what they
-- tell it.
alter table sales.batch
  add column progress jsonb,
  add column seen_at timestamptz,
  add column is_cancel_wanted boolean not null default false;
