-- The classes that need no reason are decided by the row itself: the function that knows all classes asks for the orders of those
-- who stand in, once for each row. Who sees which class stays as access.sees_class says.
alter policy class_is_seen on dossier.fact
  using ((select dossier.moves()) or ((class = 'public' or class = 'internal') and (select access.may('dossier.read')))
    or ((class = 'confidential' or class = 'personal') and access.sees_class(account_id, class))
    or (class = 'personal' and author_id = (select access.actor()) and (select access.looks())
      and (select access.may('dossier.confidential'))));
alter policy class_is_seen on dossier.former_fact
  using ((select dossier.moves()) or ((class = 'public' or class = 'internal') and (select access.may('dossier.read')))
    or ((class = 'confidential' or class = 'personal') and access.sees_class(account_id, class))
    or (class = 'personal' and author_id = (select access.actor()) and (select access.looks())
      and (select access.may('dossier.confidential'))));
