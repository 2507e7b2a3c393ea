import { startBench } from './server.ts';
import { fill, cookieOf } from './lists.ts';
import { medianOf } from './measure.ts';
const bench = await startBench('HUF');
try {
  await fill(bench);
  const cookie = await cookieOf(bench, 'director@bench.example', 'director');
  const ask = async (path: string) => {
    const a = await fetch(bench.url + path, { headers: { cookie } });
    return a.json();
  };
  for (const p of [
    '/health/ready',
    '/api/me',
    '/api/portfolio/policy',
    '/api/accounts?limit=50',
    '/api/accounts?limit=50&search=patak',
    '/api/accounts?limit=50&search=zzz',
    '/api/search?q=het%20pa',
  ])
    console.log(p, (await medianOf(100, () => ask(p))).toFixed(2));
  await bench.pool.query(`begin; set local role kulcs_app; set local kulcs.sees_all='on'; set local kulcs.actor='1'`);
  const q = `select account.account_id as id, account.code, account.name, account.country, account.town, account.kind,
  account.group_id, account_group.name as group_name,
  case when account.group_id is not null then
    (select count(*)::int from accounts.account member where member.group_id = account.group_id) end as group_members,
  account.owner_id, owner.name as owner_name, account.created_at from accounts.account
  left join accounts.account_group using (group_id)
  left join team.person owner on owner.person_id = account.owner_id where ('%patak%'::text is null or account.search_text like '%patak%') order by account.name collate "hu-x-icu", account.account_id limit 51`;
  for (const t of [
    q,
    `select account_id from accounts.account where search_text like '%patak%' order by name collate "hu-x-icu", account_id limit 51`,
    `select account_id from accounts.account where search_text like '%patak%'`,
  ])
    console.log(
      (await bench.pool.query('explain (analyze, buffers) ' + t)).rows.map((r) => r['QUERY PLAN']).join('\n'),
    );
} finally {
  await bench.stop();
}
