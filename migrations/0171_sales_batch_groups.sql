-- What a file of customers made of groups, as [{group_id, before, after}]; before is null for those it created.
alter table sales.batch add column groups jsonb not null default '[]';
