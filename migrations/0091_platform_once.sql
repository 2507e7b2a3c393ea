-- Answers to requests that came with an Idempotency-Key, so that a retry is answered and not carried out (CON-4). The key itself
-- is not kept: with it, and the server's secret, the answer is encrypted.
create table platform.answered_request (
  person_id int not null,
  route text not null,
  key_hash bytea not null,
  body_hash bytea not null,
  status smallint not null,
  reply bytea not null,
  at timestamptz not null,
  primary key (person_id, route, key_hash)
);
comment on column platform.answered_request.person_id is '0: the machine that holds the store, acting for nobody';
create index answered_request_at on platform.answered_request (at);

grant usage on schema platform to kulcs_app;
grant select, insert on platform.answered_request to kulcs_app;
