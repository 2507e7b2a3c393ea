import { askForProof } from '#platform/web/step-up.ts';

/** What the server answers when it refuses or fails (RFC 9457); `message` is its sentence in the person's language. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;
  /** Seconds after which trying again makes sense, when the server says so. */
  readonly retryAfter: number | null;

  constructor(status: number, code: string, detail: string, requestId: string | null, retryAfter: number | null) {
    super(detail);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
    this.requestId = requestId;
    this.retryAfter = retryAfter;
  }
}

/** Codes that no server sends: the request did not get there, or the answer is not ours. */
export const offlineCode = 'no-connection';
export const unreadableCode = 'unreadable-answer';

/** The server wants to know once more who it is, before it does something dangerous. */
export const stepUpCode = 'step-up';

type QueryValue = string | number | boolean | null | undefined;
export type ApiQuery = Readonly<Record<string, QueryValue>>;

interface ApiOptions {
  readonly query?: ApiQuery;
  readonly signal?: AbortSignal;
  /** The version that the person has seen; doors that change what others may change, too, ask for it. */
  readonly version?: number;
}

/** An address with its query; null and undefined are left out. */
export function addressOf(path: string, query: ApiQuery = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined) parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
}

interface ProblemBody {
  readonly code?: unknown;
  readonly detail?: unknown;
  readonly message?: unknown;
  readonly requestId?: unknown;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

async function problemOf(response: Response): Promise<ApiProblem> {
  let body: ProblemBody = {};
  try {
    // Any JSON value can be asked for properties but null, which the fallback covers; each is checked below.
    body = ((await response.json()) as ProblemBody | null) ?? {};
  } catch {
    body = {};
  }
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new ApiProblem(
    response.status,
    textOf(body.code) ?? unreadableCode,
    textOf(body.detail) ?? textOf(body.message) ?? '',
    textOf(body.requestId) ?? response.headers.get('x-request-id'),
    Number.isFinite(retryAfter) ? retryAfter : null,
  );
}

/** Keys of what was posted and got no answer: whoever tries the same again sends the same key, and it is done once (CON-4). */
const unanswered = new Map<string, string>();

function keyFor(request: string): string {
  // Not randomUUID: browsers have that over TLS only.
  const key = unanswered.get(request) ?? crypto.getRandomValues(new Uint32Array(4)).join('-');
  unanswered.set(request, key);
  return key;
}

async function send<Reply>(
  method: string,
  path: string,
  options: ApiOptions,
  body?: BodyInit | object,
): Promise<Reply> {
  const isBinary = body instanceof Blob || body instanceof ArrayBuffer;
  const init: RequestInit = { method, credentials: 'same-origin', headers: { accept: 'application/json' } };
  if (options.signal) init.signal = options.signal;
  if (body !== undefined) {
    init.body = isBinary ? body : JSON.stringify(body);
    init.headers = { ...init.headers, 'content-type': isBinary ? 'application/octet-stream' : 'application/json' };
  }
  if (options.version !== undefined) init.headers = { ...init.headers, 'if-match': `"${String(options.version)}"` };
  const asked = method === 'POST' ? `${addressOf(path, options.query)} ${JSON.stringify(body)}` : '';
  if (method === 'POST') init.headers = { ...init.headers, 'idempotency-key': keyFor(asked) };
  let response: Response;
  try {
    response = await fetch(addressOf(path, options.query), init);
    // Somebody on the way may have answered for a server that goes on working, and one that is busy with it says so.
    if (response.status < 500 && response.status !== 409) unanswered.delete(asked);
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new ApiProblem(0, offlineCode, '', null, null);
  }
  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem.code === stepUpCode && (await askForProof())) return send(method, path, options, body);
    throw problem;
  }
  if (response.status === 204) return undefined as Reply; // callers ask for <void> there
  try {
    // The contract of the route says what it is; the server checks its replies against the same contract.
    return (await response.json()) as Reply;
  } catch {
    throw new ApiProblem(response.status, unreadableCode, '', response.headers.get('x-request-id'), null);
  }
}

/**
 * The API of our own server. Reply types come from the slices' contracts as types only, so that no schema library is
 * loaded into the page: `api.get<AccountReply>(`/api/accounts/${id}`)`. Everything that is not a success throws ApiProblem.
 */
export const api = {
  get: <Reply>(path: string, options: ApiOptions = {}) => send<Reply>('GET', path, options),
  post: <Reply>(path: string, body: object = {}, options: ApiOptions = {}) => send<Reply>('POST', path, options, body),
  put: <Reply>(path: string, body: object, options: ApiOptions = {}) => send<Reply>('PUT', path, options, body),
  patch: <Reply>(path: string, body: object, options: ApiOptions = {}) => send<Reply>('PATCH', path, options, body),
  remove: <Reply>(path: string, options: ApiOptions = {}) => send<Reply>('DELETE', path, options),
};

/** Sends a file as the body, telling how much of it is out (0 to 1): fetch cannot, so this is the one XMLHttpRequest. */
export function upload<Reply>(
  path: string,
  file: Blob,
  options: ApiOptions & { readonly onProgress?: (share: number) => void } = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', addressOf(path, options.query));
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) options.onProgress?.(event.loaded / event.total);
    };
    request.onerror = () => reject(new ApiProblem(0, offlineCode, '', null, null));
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    request.onload = () => {
      const headers = new Headers();
      for (const name of ['retry-after', 'x-request-id']) {
        const value = request.getResponseHeader(name);
        if (value !== null) headers.set(name, value);
      }
      if (request.status >= 200 && request.status < 300) {
        // As above: the contract of the route.
        resolve(JSON.parse(request.responseText) as Reply);
        return;
      }
      void problemOf(new Response(request.responseText, { status: request.status, headers })).then(reject);
    };
    options.signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
