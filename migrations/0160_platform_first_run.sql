-- Codes by which whoever has just started Kulcs on an empty store founds its company in the browser (CFG-2). Of a code only its
-- hash is kept: it has 80 random bits, so nothing can be tried against the hash. The first one that is used ends all.
create table platform.first_run_code (
  code_hash bytea primary key,
  ends_at timestamptz not null
);
grant select, insert, delete on platform.first_run_code to kulcs_app;
