-- Subjects of the audit that name an account do it by its code.
create or replace function access.account_of(subject text) returns int
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select account_id from accounts.account
  where subject like 'account:%' and code = substr(subject, length('account:') + 1) collate "C" and account_id > 0
$$;
