-- Accounts are given to their owners by orders: with a number in their year, the day from which they hold, a reason, who proposed
-- and who ordered. What an order does stands in access.holding with its days, so that rights change on the day by themselves.
create table accounts.assignment_order (
  order_id int generated always as identity primary key,
  year int not null,
  number int not null,
  owner_id int not null references team.person (person_id),
  from_day date not null,
  -- None was asked for by a door that gives one account from today.
  reason text check (reason <> ''),
  proposed_by int references team.person (person_id),
  -- Null: the host.
  ordered_by int references team.person (person_id),
  ordered_at timestamptz not null default now(),
  undone_by int references team.person (person_id),
  undone_at timestamptz,
  -- How many accounts it gave, also to those who see a part of them only: it is taken back as a whole.
  given int not null,
  unique (year, number)
);

-- What an order did with one account.
create table accounts.assignment (
  account_id int not null references accounts.account (account_id),
  order_id int not null references accounts.assignment_order (order_id),
  -- Who would have held it from that day on; null: nobody.
  before_id int references team.person (person_id),
  -- Until when, as holdings stood then.
  until_day date not null,
  -- On that very day somebody else had begun to hold it, whose place the owner took.
  replaced boolean not null,
  primary key (account_id, order_id)
);
create index assignment_of_order on accounts.assignment (order_id);
select access.protect('accounts.assignment');

-- An order is seen by whoever sees one of its accounts, and by who gave it.
alter table accounts.assignment_order enable row level security;
alter table accounts.assignment_order force row level security;
create policy order_select on accounts.assignment_order for select
  using ((select access.sees_all()) or ordered_by = (select access.actor())
    or order_id in (select assignment.order_id from accounts.assignment));
create policy order_insert on accounts.assignment_order for insert with check ((select access.may('accounts.assign')));
create policy order_update on accounts.assignment_order for update
  using ((select access.may('accounts.assign')) and ((select access.sees_all()) or ordered_by = (select access.actor())
    or order_id in (select assignment.order_id from accounts.assignment)));
grant select, insert on accounts.assignment_order to kulcs_app;
grant update (undone_by, undone_at) on accounts.assignment_order to kulcs_app;

-- The last number of each year: whoever orders next waits for who orders now, and no number is left out.
create table accounts.order_count (
  year int primary key,
  last int not null
);
grant select, insert, update on accounts.order_count to kulcs_app;

-- What an order that is taken back had begun goes: of those whom the one who takes it back reaches.
alter policy holding_delete on access.holding
  using ((select access.may('accounts.assign')) and ((select access.sees_all()) or person_id in (select access.reached())));

-- Who holds an account on a day, for the one who assigns: a manager reads no holding of another line, and must not write over it.
create function access.owner_on(account int, day date) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  before constant text := coalesce(current_setting('kulcs.sees_all', true), '');
  found int;
begin
  if not access.may('accounts.assign') or not (access.sees_all() or access.line_had(account)) then
    return null;
  end if;
  perform set_config('kulcs.sees_all', 'on', true);
  select person_id into found from access.holding
    where holding.account_id = account and from_day <= day and day < until_day;
  perform set_config('kulcs.sees_all', before, true);
  return found;
end
$$;
comment on function access.owner_on(int, date) is
  'definer: tells the one who assigns an account of her line that it belongs to somebody on a later day, who may be of another line.';
revoke execute on function access.owner_on(int, date) from public;
grant execute on function access.owner_on(int, date) to kulcs_app;
