-- A row that people change says how often it was changed, so that nobody overwrites what she has not seen (CON-3). Counted by
-- the table itself: an import, or a command that forgets, counts too.
create function platform.next_version() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  return new;
end
$$;

alter table accounts.account add column version int not null default 1;
create trigger account_version before update on accounts.account for each row execute function platform.next_version();

alter table catalog.product add column version int not null default 1;
create trigger product_version before update on catalog.product for each row execute function platform.next_version();

-- Each policy is a row of its own, and its number is its version: two who saw the same one cannot both write the next.
alter table portfolio.policy add column version int;
update portfolio.policy set version = numbered.version
  from (select policy_id, row_number() over (order by policy_id) as version from portfolio.policy) numbered
  where numbered.policy_id = policy.policy_id;
alter table portfolio.policy alter column version set not null, add unique (version);
