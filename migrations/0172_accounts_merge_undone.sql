-- Who took two accounts apart again. Null: nobody did, the host, or it is not known of earlier ones.
alter table accounts.merge add column undone_by int references team.person (person_id);
