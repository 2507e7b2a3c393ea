-- Decisions of an account that went into another stay on record there; they count only where that one had none of its own.
alter table portfolio.decision add column counts boolean not null default true;
