import type { Ask } from '../actor.ts';

/** A request that must be refused, and how. */
interface Malformed {
  readonly what: string;
  readonly ask: Ask;
  readonly status: number;
  readonly code?: string;
}

/** Fields that say who or what something is: never by the body of a write, unless a door's own shape names them. */
const decisive = [
  'id',
  'owner',
  'ownerId',
  'status',
  'state',
  'version',
  'accountId',
  'actor',
  'personId',
  'userId',
  'isHost',
  'seesAll',
];

const jsonTypes = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json\t',
  'application/json\t; text/plain',
  'application/json;charset=utf-16',
  'application/json, text/plain',
  'application/vnd.api+json',
  'application/json; charset=utf-8; x=y',
  'application/octet-stream',
  null,
];
const fileTypes = [
  'text/csv',
  'application/json',
  'multipart/form-data; boundary=x',
  'application/octet-stream; x=y',
  null,
];

/**
 * All wrong forms of a write that is right (reliability, WEB-6).
 * @param ask the right one
 * @param takes what its door takes
 */
export function malformed(ask: Ask, takes: 'json' | 'file' | 'nothing'): Malformed[] {
  const change = (what: string, status: number, part: Partial<Ask>, code?: string): Malformed => ({
    what,
    status,
    ask: { ...ask, ...part, headers: { ...ask.headers, ...part.headers } },
    ...(code === undefined ? {} : { code }),
  });
  const json = (text: string): Partial<Ask> => ({ body: text, headers: { 'content-type': 'application/json' } });
  const origins = [
    change('without our origin', 403, { headers: { origin: null } }, 'foreign-origin'),
    change('from another site', 403, { headers: { origin: 'http://evil.test' } }, 'foreign-origin'),
    change('from a page without an origin', 403, { headers: { origin: 'null' } }, 'foreign-origin'),
    change('under another host', 421, { headers: { host: 'evil.test' } }, 'wrong-host'),
    change('under no host', 421, { headers: { host: '' } }, 'wrong-host'),
  ];
  const separator = ask.url.includes('?') ? '&' : '?';
  const query = [
    change('with an unknown parameter', 400, { url: `${ask.url}${separator}zq=1` }),
    change('with __proto__ as a parameter', 400, { url: `${ask.url}${separator}__proto__=1` }),
  ];
  if (takes === 'nothing') {
    return [...origins, ...query, change('with a body', 415, json('{}'), 'content-type')];
  }
  if (takes === 'file') {
    const types = fileTypes.map((type) =>
      change(`as ${String(type)}`, 415, { headers: { 'content-type': type } }, 'content-type'),
    );
    return [...origins, ...query, ...types];
  }
  const body = (ask.body ?? {}) as Record<string, unknown>; // bodies of JSON doors are objects
  const inner = JSON.stringify(body).slice(1, -1);
  const with_ = (more: string): string => `{${[inner, more].filter((part) => part !== '').join(',')}}`;
  const [first] = Object.entries(body);
  return [
    ...origins,
    ...query,
    ...jsonTypes.map((type) =>
      change(
        `as ${String(type)}`,
        415,
        { body: JSON.stringify(body), headers: { 'content-type': type } },
        'content-type',
      ),
    ),
    ...['zq', ...decisive]
      .filter((field) => !(field in body))
      .map((field) => change(`with the unknown field ${field}`, 400, json(with_(`"${field}":1`)), 'invalid-input')),
    ...Object.entries(body)
      .filter(([, value]) => !Array.isArray(value))
      .map(([field, value]) =>
        change(`with a list for ${field}`, 400, json(JSON.stringify({ ...body, [field]: [value] })), 'invalid-input'),
      ),
    change('with __proto__', 400, json(with_('"__proto__":{"isHost":true}')), 'json-forbidden-key'),
    change('with constructor', 400, json(with_('"constructor":{"prototype":{}}')), 'json-forbidden-key'),
    ...(first
      ? [
          change(
            'with a key twice',
            400,
            json(with_(`${JSON.stringify(first[0])}:${JSON.stringify(first[1])}`)),
            'json-duplicate-key',
          ),
        ]
      : []),
    ...['', '{', 'a=1', '{"a":1,}', '\ufeff{}'].map((text) =>
      change(`with ${JSON.stringify(text)} for JSON`, 400, json(text), 'json-broken'),
    ),
    ...['null', '[]', '"a"', '1', 'true', JSON.stringify([body])].map((text) =>
      change(`with ${text} for an object`, 400, json(text), 'invalid-input'),
    ),
  ];
}
