-- Administrators see which programs are told of what happens, and may switch one off; what those are told of stays their owners'.
alter table platform.webhook drop constraint webhook_state_check;
alter table platform.webhook
  add constraint webhook_state_check check (state in ('on', 'off', 'failures', 'gone', 'administrator'));

create function platform.company_webhooks()
  returns table (webhook_id int, person_id int, name text, host text, state text, off_at timestamptz, failing_since timestamptz,
    waiting int, failures jsonb)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select webhook.webhook_id, webhook.person_id, webhook.name,
    -- The host and nothing behind it: a path may hold a secret of the receiver.
    substring(webhook.url from '^[a-z]+://([^/?#]*)'), webhook.state, webhook.off_at, webhook.failing_since,
    (select count(*)::int from platform.webhook_delivery waiting
      where waiting.webhook_id = webhook.webhook_id and waiting.state = 'waiting'),
    coalesce((select jsonb_agg(jsonb_build_object('at', failed.at, 'outcome', failed.outcome, 'status', failed.status)
        order by failed.attempt_id desc)
      from (select attempt.attempt_id, attempt.at, attempt.outcome, attempt.status from platform.webhook_attempt attempt
        join platform.webhook_delivery delivery using (delivery_id)
        where delivery.webhook_id = webhook.webhook_id and (attempt.status is null or attempt.status not between 200 and 299)
        order by attempt.attempt_id desc limit 3) failed), '[]')
  from platform.webhook where access.may('people.manage')
$$;
comment on function platform.company_webhooks() is
  'definer: webhooks are shown to their owners alone; whoever manages people sees of all of them where they lead and whether they arrive, never a message.';

create function platform.switch_off_webhook(given int, at timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not access.may('people.manage') then
    raise exception 'Webhooks of others are switched off by those who manage people.' using errcode = 'insufficient_privilege';
  end if;
  update platform.webhook set state = 'administrator', off_at = at, failing_since = null, version = version + 1
    where webhook_id = given and state = 'on';
  return found;
end
$$;
comment on function platform.switch_off_webhook(int, timestamptz) is
  'definer: changes the webhook of another, from on to off and nothing else; it asks for the ability itself.';
revoke execute on function platform.company_webhooks(), platform.switch_off_webhook(int, timestamptz) from public;
grant execute on function platform.company_webhooks(), platform.switch_off_webhook(int, timestamptz) to kulcs_app;
