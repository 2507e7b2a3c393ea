import { z } from 'zod';
import type { Reply } from '../actor.ts';

/** Headers of every reply, whatever its status (reliability, WEB-1), as they must stand. */
const everywhere: Readonly<Record<string, RegExp>> = {
  'content-security-policy':
    /(?=.*default-src 'self')(?=.*object-src 'none')(?=.*base-uri 'none')(?=.*frame-ancestors 'none')/,
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^same-origin$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'x-request-id': /^[0-9a-f]{12}$/,
};

/** The content policy without the directive for styles, which may be written into the page. */
const scriptsOf = (policy: string): string =>
  policy
    .split(';')
    .filter((directive) => !directive.trim().startsWith('style-src'))
    .join(';');

const Problem = z.strictObject({
  type: z.string(),
  title: z.string().min(1),
  status: z.number(),
  code: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  detail: z.string().min(1),
  facts: z.record(z.string(), z.unknown()),
  requestId: z.string(),
});

/** Traces of the inside: places in files, statements, names of tables and of the parts that we build on. */
const inside = [
  /\n\s+at \S+/,
  /node_modules|node:internal|\.ts:\d+/,
  /\b(?:select|insert into|update|delete from)\b.+\b(?:from|values|set|where)\b/i,
  /\b(?:sales\.(?:line|document|batch|source|former_line|\w+_month)|accounts\.account|team\.(?:person|company)|catalog\.product)\b/,
  /\b(?:access\.(?:sight|holding|granted|\w+\()|audit\.(?:entry|head|append)|auth\.\w+)\b|kulcs_app/,
  /violates|constraint|relation "|syntax error|pg_|SQLSTATE|duplicate key/i,
  /fastify|better-auth|FST_ERR|kysely|postgres/i,
];

/** What is wrong with a reply as such, whatever it answers; nothing when it keeps the rules. */
export function faultsOfReply(reply: Reply, { isTls = false, isApi = true } = {}): string[] {
  const faults: string[] = [];
  for (const [name, form] of Object.entries(everywhere)) {
    const value = reply.headers[name];
    if (value === undefined) faults.push(`has no ${name}`);
    else if (!form.test(value)) faults.push(`has a wrong ${name}: ${value}`);
  }
  if (/unsafe-inline|unsafe-eval/.test(scriptsOf(reply.headers['content-security-policy'] ?? ''))) {
    faults.push('lets scripts be written into the page');
  }
  if (isTls !== (reply.headers['strict-transport-security'] !== undefined))
    faults.push('has HSTS without TLS or the other way round');
  for (const name of ['server', 'x-powered-by'])
    if (reply.headers[name] !== undefined) faults.push(`names its maker in ${name}`);
  for (const name of Object.keys(reply.headers))
    if (name.startsWith('access-control-')) faults.push(`opens itself to others: ${name}`);
  if (isApi && reply.headers['cache-control'] !== 'no-store') faults.push('may be kept by a cache');
  if (reply.status >= 400) faults.push(...faultsOfProblem(reply));
  return faults;
}

function faultsOfProblem(reply: Reply): string[] {
  if (reply.headers['content-type'] !== 'application/problem+json; charset=utf-8') {
    return [`is a refusal as ${reply.headers['content-type'] ?? 'nothing'}`];
  }
  const read = Problem.safeParse(reply.json);
  if (!read.success) return [`is a refusal of another form: ${reply.text}`];
  const { status, code, title, detail, requestId } = read.data;
  const faults: string[] = [];
  if (status !== reply.status) faults.push(`says ${String(status)} and is ${String(reply.status)}`);
  if (requestId !== reply.headers['x-request-id']) faults.push('names two request ids');
  // A code without a sentence is shown as it is.
  if (detail === code || title === `title.${String(status)}`) faults.push(`has no sentence for ${code}`);
  if (detail.includes('{{')) faults.push(`has a sentence with a gap: ${detail}`);
  for (const form of inside)
    if (form.test(reply.text)) faults.push(`shows the inside (${String(form)}): ${reply.text}`);
  return faults;
}
