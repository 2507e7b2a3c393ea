-- A file may bring customers or products as well as sales lines.
alter table sales.batch add column kind text not null default 'sales' check (kind in ('sales', 'customers', 'products'));

-- How a source writes its files of each kind.
create table sales.source_mapping (
  source_id int not null references sales.source (source_id),
  kind text not null check (kind in ('sales', 'customers', 'products')),
  mapping jsonb not null,
  primary key (source_id, kind)
);
insert into sales.source_mapping (source_id, kind, mapping)
select source_id, 'sales', mapping from sales.source where mapping is not null;
alter table sales.source drop column mapping;
grant select, insert, update on sales.source_mapping to kulcs_app;
