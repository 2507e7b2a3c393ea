import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { ProblemError } from '#platform/http/problem.ts';
import type { Vitals } from './vitals.ts';

interface MetricsOptions {
  readonly pool: Pool;
  /** Whether the request carries the host's key. */
  readonly hasHostKey: (request: FastifyRequest) => boolean;
  /** KULCS_METRICS_KEY; null when there is none. */
  readonly metricsKey: string | null;
  /** Looks at the store and the machine; fails when the store is away. */
  readonly vitals: () => Promise<Vitals>;
}

const loopback = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
const localHost = /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])(?::\d+)?$/;

/** A request that a program of this machine sent straight to us: what a proxy passes on names another host, or who asked. */
const isLocal = (request: FastifyRequest): boolean =>
  loopback.test(request.socket.remoteAddress ?? '') &&
  localHost.test(request.headers.host ?? '') &&
  request.headers['x-forwarded-for'] === undefined &&
  request.headers.forwarded === undefined;

function hasKey(request: FastifyRequest, key: string | null): boolean {
  const given = Buffer.from(/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '');
  const wanted = Buffer.from(key ?? '');
  return wanted.length > 0 && given.length === wanted.length && timingSafeEqual(given, wanted);
}

/**
 * Counts and times every request by its door, and answers `GET /metrics` in the form of Prometheus: for programs of this
 * machine, or with the key. No metric names a person, an account or an address.
 */
export function registerMetrics(app: FastifyInstance, options: MetricsOptions): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const seconds = new Histogram({
    name: 'kulcs_http_request_seconds',
    help: 'Time to answer a request, by its door.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  const refused = new Counter({
    name: 'kulcs_http_refused_total',
    help: 'Requests that were refused or failed, by the code of the problem.',
    labelNames: ['code'] as const,
    registers,
  });
  const signInRefused = new Counter({
    name: 'kulcs_sign_in_refused_total',
    help: 'Sign-ins that were refused, by status.',
    labelNames: ['status'] as const,
    registers,
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const status = String(reply.statusCode);
    seconds.observe({ method: request.method, route, status }, reply.elapsedTime / 1000);
    if (request.problemCode !== undefined) refused.inc({ code: request.problemCode });
    if (request.url.startsWith('/api/auth/') && [400, 401, 403, 429].includes(reply.statusCode)) {
      signInRefused.inc({ status });
    }
  });
  const look = gaugesOf(registry, options);
  app.get('/metrics', async (request, reply) => {
    const isAllowed = isLocal(request) || options.hasHostKey(request) || hasKey(request, options.metricsKey);
    if (!isAllowed) throw new ProblemError(401, 'metrics-key');
    await look();
    return reply
      .type(registry.contentType)
      .header('cache-control', 'no-store')
      .send(await registry.metrics());
  });
}

const storeGauges: Readonly<Record<string, [help: string, of: (vitals: Vitals) => number | null]>> = {
  kulcs_database_bytes: ['Size of the database.', (vitals) => vitals.databaseBytes],
  kulcs_audit_entries: ['Entries of the audit chain.', (vitals) => vitals.auditEntries],
  kulcs_backup_age_seconds: ['Age of the newest backup.', (vitals) => vitals.backupSeconds],
  kulcs_verified_backup_age_seconds: [
    'Age of the newest backup that was restored for a trial and compared; alarm above 172800.',
    (vitals) => vitals.verifiedBackupSeconds,
  ],
  kulcs_disk_free_ratio: ['Free part of the disk of the data folder; alarm below 0.15.', (vitals) => vitals.diskFree],
  kulcs_database_connections_ratio: [
    'Connections of the database in use; alarm above 0.9.',
    (vitals) => vitals.connectionsUsed,
  ],
  kulcs_oldest_transaction_seconds: [
    'Age of the oldest open transaction; alarm above 3600.',
    (vitals) => vitals.oldestTransactionSeconds,
  ],
  kulcs_webhooks_off: [
    'Webhooks that were switched off because nothing arrived; alarm above 0.',
    (vitals) => vitals.webhooksOff,
  ],
  kulcs_webhook_messages_waiting: ['Messages that wait to be sent.', (vitals) => vitals.messagesWaiting],
};

/** Gauges of the pool, which are read as they are, and of the store, which the function that it gives looks at anew. */
function gaugesOf(registry: Registry, { pool, vitals }: MetricsOptions): () => Promise<void> {
  const registers = [registry];
  new Gauge({
    name: 'kulcs_pool_connections',
    help: 'Connections of this process to the database, and requests that wait for one.',
    labelNames: ['state'] as const,
    registers,
    collect() {
      this.set({ state: 'open' }, pool.totalCount);
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'waiting' }, pool.waitingCount);
    },
  });
  const up = new Gauge({ name: 'kulcs_store_up', help: 'Whether the database answers; alarm at 0.', registers });
  const gauges = Object.entries(storeGauges).map(([name, [help, of]]) => ({
    gauge: new Gauge({ name, help, registers }),
    of,
  }));
  return async () => {
    const found = await vitals().catch(() => null);
    up.set(found ? 1 : 0);
    for (const { gauge, of } of gauges) {
      const value = found === null ? null : of(found);
      // What is not known is left out, so that an old figure does not pass for a new one.
      if (value === null) gauge.remove();
      else gauge.set(value);
    }
  };
}
