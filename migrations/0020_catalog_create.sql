create schema catalog;
grant usage on schema catalog to kulcs_app;

create table catalog.product (
  product_id int generated always as identity primary key,
  code text collate "C" not null unique,
  name text,
  kind text not null default 'goods' check (kind in ('goods', 'service', 'charge')),
  -- Set by a person: rules of a source leave it alone then.
  kind_is_set boolean not null default false,
  created_at timestamptz not null default now()
);

-- Stands for "no product named" in lines that name none, so that every line has a product to be rolled up by.
insert into catalog.product (product_id, code, kind) overriding system value values (0, '', 'goods');

grant select, insert, update on catalog.product to kulcs_app;
