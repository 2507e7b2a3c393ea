import type { ApiDescription, Operation } from './openapi.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const text = (value: string): string => value.replaceAll(/[&<>"']/g, (letter) => escapes[letter] ?? letter);
/** Text with its `code` marked, and its paragraphs and lists apart. */
const prose = (value: string): string =>
  text(value)
    .replaceAll(/`([^`]+)`/g, '<code>$1</code>')
    .split('\n\n')
    .map((part) => `<p>${part.replaceAll('\n', '<br>')}</p>`)
    .join('');
const json = (value: unknown): string => `<pre>${text(JSON.stringify(value, null, 2))}</pre>`;

/** Colours of the system, so that light, dark and contrast follow the reader. It has no script at all. */
const style = `
  :root { color-scheme: light dark; font: 0.9375rem/1.5 system-ui, sans-serif; }
  body { max-width: 60rem; margin: 0 auto; padding: 1rem; background: Canvas; color: CanvasText; }
  h1, h2 { font-weight: 600; line-height: 1.2; } h2 { margin-top: 2.5rem; }
  details { border-top: 1px solid GrayText; padding: 0.5rem 0; } summary { cursor: pointer; overflow-wrap: anywhere; }
  summary b { display: inline-block; min-width: 4.5rem; } summary span { display: block; padding-left: 5.25rem; }
  pre { overflow: auto; max-height: 24rem; white-space: pre-wrap; overflow-wrap: anywhere; padding: 0.75rem; border: 1px solid GrayText; font-size: 0.8125rem; }
  table { border-collapse: collapse; width: 100%; } td, th { text-align: left; vertical-align: top; padding: 0.25rem 1rem 0.25rem 0; }
  nav a { margin-right: 1rem; }`;

/** The description of the API as a page to read: every door with what it takes and gives. */
export function referencePage(api: ApiDescription): string {
  const doors = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const parts = api.tags.map(({ name }) => {
    const own = doors.filter(({ operation }) => operation.tags.includes(name));
    return `<section><h2 id="${text(name)}">${text(name)}</h2>${own.map(doorHtml).join('')}</section>`;
  });
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Kulcs API</title><style>${style}</style></head><body><main><h1>Kulcs API</h1>${prose(String(api.info['description']))}
<p>The same for machines: <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI ${text(api.openapi)})</p>
<nav aria-label="Parts">${api.tags.map(({ name }) => `<a href="#${text(name)}">${text(name)}</a>`).join(' ')}</nav>
${parts.join('')}<section><h2 id="events">Events</h2><p>What webhooks are told of, by the convention of Standard Webhooks.</p><table>${eventRows(api)}</table></section>
<section><h2 id="problems">Refusals</h2>${json((api.components['schemas'] as { Problem: unknown }).Problem)}</section>
</main></body></html>`; // the description has this schema
}

interface Named {
  readonly properties?: Readonly<Record<string, Named>>;
}

/** What a message names: `account` with `id`, `code`. */
function namesOf(post: Readonly<Record<string, unknown>>): string {
  const { content } = post['requestBody'] as { content: Record<string, { schema: Named }> }; // as openapi.ts writes it
  const data = content['application/json']?.schema.properties?.['data']?.properties ?? {};
  return Object.entries(data)
    .map(([name, { properties = {} }]) => `<code>${text(name)}</code>: ${text(Object.keys(properties).join(', '))}`)
    .join('<br>');
}

const eventRows = ({ webhooks }: ApiDescription): string =>
  Object.entries(webhooks)
    .map(
      ([type, { post }]) =>
        `<tr><th scope="row"><code>${text(type)}</code></th><td>${text(String(post['summary']))}</td><td>${namesOf(post)}</td></tr>`,
    )
    .join('');

/** The door asked from a terminal, with `$KULCS` and `$KEY` set; `…` stands for what only the reader knows. */
function curlOf(path: string, method: string, { parameters = [], requestBody }: Operation): string {
  const required = (place: string): string[] =>
    parameters.filter((one) => one['in'] === place && one['required'] === true).map((one) => String(one['name']));
  const query = required('query').map((name) => `${name}=…`);
  const address = [path.replaceAll(/\{\w+\}/g, '…'), ...(query.length > 0 ? [query.join('&')] : [])].join('?');
  const headers = required('header').map((name) =>
    name === 'If-Match' ? `-H 'If-Match: "…"'` : `-H "${name}: $(uuidgen)"`,
  );
  const content = requestBody?.['content'] as Record<string, { example?: unknown }> | undefined; // as openapi.ts writes it
  const [type, media] = Object.entries(content ?? {})[0] ?? [];
  const example = media?.example === undefined ? '…' : JSON.stringify(media.example).replaceAll("'", `'\\''`);
  const body =
    type === undefined
      ? []
      : [`-H "Content-Type: ${type}"`, type === 'application/json' ? `-d '${example}'` : '--data-binary @…'];
  const verb = method === 'GET' ? [] : [`-X ${method}`];
  return ['curl -s', ...verb, '-H "Authorization: Bearer $KEY"', ...headers, ...body, `"$KULCS${address}"`].join(' ');
}

function doorHtml({ path, method, operation }: { path: string; method: string; operation: Operation }): string {
  const { summary, description, parameters = [], requestBody, responses, operationId } = operation;
  const rows = parameters.map(
    (one) =>
      `<tr><th scope="row"><code>${text(String(one['name']))}</code></th><td>${text(String(one['in']))}${one['required'] === true ? ', required' : ''}</td><td>${text(JSON.stringify(one['schema']))}</td></tr>`,
  );
  const answers = Object.entries(responses).map(
    ([status, answer]) =>
      `<tr><th scope="row">${text(status)}</th><td>${text(String(answer['description']))}</td></tr>`,
  );
  const done = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
  return `<details id="${text(operationId)}"><summary><b>${method}</b> <code>${text(path)}</code><span>${text(summary)}</span></summary>
${prose(description)}${rows.length > 0 ? `<h3>Parameters</h3><table>${rows.join('')}</table>` : ''}
<h3>Example</h3><pre class="curl">${text(curlOf(path, method, operation))}</pre>
${requestBody ? `<h3>Body</h3>${json(requestBody['content'])}` : ''}<h3>Answers</h3><table>${answers.join('')}</table>
${done?.['content'] === undefined ? '' : json(done['content'])}</details>`;
}
