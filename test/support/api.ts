import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after } from 'node:test';
import { systemClock } from '../../src/base/clock.ts';
import { type Config, readConfig } from '../../src/base/config.ts';
import { createLog } from '../../src/base/log.ts';
import { planMigration } from '../../src/db/migrate.ts';
import { createNotices } from '../../src/db/notices.ts';
import { createPool, type Pool } from '../../src/db/pool.ts';
import type { Access } from '../../src/http/access.ts';
import type { Surface } from '../../src/http/endpoint.ts';
import { createHealth } from '../../src/http/health.ts';
import { openApiDocument } from '../../src/http/openapi.ts';
import { createServer, type Server } from '../../src/http/server.ts';
import { createApiKey } from '../../src/identity/api-keys.ts';
import { createPeople, type People } from '../../src/identity/people/people.ts';
import type { Role } from '../../src/identity/roles.ts';
import { createRegistry } from '../../src/kinds/registry.ts';
import { createKinds } from '../../src/local/kinds.ts';
import { createSurfaces } from '../../src/local/surfaces.ts';
import { createLive, type Live, type LiveOptions } from '../../src/outcomes/live/live.ts';
import { createTriggers } from '../../src/outcomes/triggers.ts';
import { createBlobStore } from '../../src/property/blobs/store.ts';
import { createServices } from '../../src/providers/service/services.ts';
import type { TestDatabase } from './database.ts';
import { testDefaults } from './kinds.ts';

/** An answer with its body parsed; bodies of tests are looked into without ceremony. */
interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a body holds is what the test is about
  readonly body: any;
}

interface Request {
  readonly method?: string;
  /** Sent as JSON; text, bytes and forms are sent as they are. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Someone with an API key of an organization. */
export interface Client {
  readonly organizationId: string;
  readonly key: string;
  ask(path: string, request?: Request): Promise<Reply>;
  get(path: string): Promise<Reply>;
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply>;
}

export interface TestApi {
  readonly url: string;
  readonly port: number;
  readonly server: Server;
  readonly live: Live;
  /** Log lines so far, as JSON text. */
  readonly logged: string[];
  /** Links that were shown, since no mail server is set. */
  readonly shown: string[];
  /** A request without any key. */
  ask(path: string, request?: Request): Promise<Reply>;
  /** A key of a fresh organization, or of the one given. */
  client(role?: Role, organizationId?: string): Promise<Client>;
}

/** The product's surfaces, with lookups as quick as tests need them. */
function testSurfaces(
  db: Pool,
  config: Config,
  people: People,
  log = createLog('silent'),
  live = createLive({ pool: db, log }),
): readonly Surface[] {
  const services = createServices(db, config, log);
  const kinds = createKinds(config, db, services)
    .list()
    .map((kind) => (kind.name === 'incentive_lookup' ? { ...kind, defaults: testDefaults } : kind));
  const triggers = createTriggers({ config, pool: db, log });
  const blobs = createBlobStore(db, config.blobs);
  return createSurfaces({ registry: createRegistry(kinds), config, triggers, blobs, people, live, services });
}

/** The OpenAPI document of the product, made without a server. */
export function productDocument(version: string) {
  const notAsked = () => Promise.reject(new Error('a description asks nothing'));
  const health = createHealth({ pendingMigrations: notAsked, isStopping: () => false, version });
  const url = 'postgres://127.0.0.1/none';
  const pool = createPool(url, { name: 'never asked', max: 1 });
  const config = readConfig({});
  const people = createPeople({ config, pool, url, log: createLog('silent') });
  return openApiDocument([health, ...testSurfaces(pool, config, people)], { version });
}

/** As it is published: that it is the document of this code is a test of its own. */
const published: ReturnType<typeof productDocument> = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../../openapi.json'), 'utf8'),
);
const documented = Object.entries(published.paths ?? {}).map(([route, operations]) => ({
  pattern: new RegExp(`^${route.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  operations: operations as Record<string, { responses: Record<string, unknown> } | undefined>,
}));

/** Every test of the server is also one of its document: a status that it does not promise is a fault. */
function checkDocumented(method: string, path: string, status: number): void {
  const [bare = ''] = path.split('?', 1);
  const found = documented
    .filter(({ pattern }) => pattern.test(bare))
    .map(({ operations }) => operations[method.toLowerCase()])
    .filter((operation) => operation !== undefined);
  if (found.length === 0) return;
  const promised = found.flatMap((operation) => Object.keys(operation.responses));
  assert.ok(
    promised.includes(String(status)),
    `${method} ${bare} answered ${status}; documented: ${promised}`,
  );
}

function toBody(body: unknown): string | FormData | Uint8Array<ArrayBuffer> {
  if (typeof body === 'string' || body instanceof FormData) return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
}

/** The real server on a real port over the database of this test file; `env` configures its surfaces. */
export async function testApi(
  database: TestDatabase,
  config: {
    publicUrl?: string;
    trustedProxies?: readonly string[];
    env?: NodeJS.ProcessEnv;
    access?: Access;
    live?: Partial<LiveOptions>;
  } = {},
): Promise<TestApi> {
  const logged: string[] = [];
  const log = createLog('info', { write: (line) => void logged.push(line) });
  const shown: string[] = [];
  const env = { LOTLINE_SECRET_KEY: 'c0ffee42'.repeat(8), ...config.env };
  const settings = { ...readConfig(env), publicUrl: config.publicUrl };
  const people = createPeople({
    config: settings,
    pool: database.pools.api,
    url: database.urls.api,
    log,
    show: (line) => void shown.push(line),
  });
  const notices = createNotices({
    url: database.urls.api,
    channels: ['lotline_n8n', 'lotline_live'],
    clock: systemClock,
  });
  const live = createLive({
    pool: database.pools.api,
    log,
    notices,
    ...(config.live === undefined ? {} : { options: config.live }),
  });
  const server = createServer({
    config: {
      host: '127.0.0.1',
      port: 0,
      publicUrl: config.publicUrl,
      sandbox: settings.sandbox,
      ...(config.trustedProxies === undefined ? {} : { trustedProxies: config.trustedProxies }),
    },
    pools: { api: database.pools.api },
    log,
    surfaces: testSurfaces(database.pools.api, settings, people, log, live),
    access: { session: people.session, ...config.access },
    version: '0.0.0-test',
    pendingMigrations: () => planMigration(database.urls.owner),
  });
  const { url, port } = await server.start();
  after(async () => {
    await live.stop();
    await server.stop();
    await people.stop();
  });

  const ask = async (path: string, request: Request = {}): Promise<Reply> => {
    const response = await fetch(url + path, {
      method: request.method ?? 'GET',
      headers: {
        ...(request.body === undefined || request.body instanceof FormData
          ? {}
          : { 'content-type': 'application/json' }),
        ...request.headers,
      },
      ...(request.body === undefined ? {} : { body: toBody(request.body) }),
    });
    checkDocumented(request.method ?? 'GET', path, response.status);
    const text = await response.text();
    const json = /^application\/json;/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: json ? JSON.parse(text) : undefined,
    };
  };

  return {
    url,
    port,
    server,
    live,
    logged,
    shown,
    ask,
    async client(role = 'admin', organizationId) {
      const org = organizationId ?? (await database.organization());
      const { key } = await createApiKey(database.pools.owner, {
        organizationId: org,
        name: `${role} of a test`,
        role,
        createdBy: 'test',
      });
      const own = (path: string, request: Request = {}) =>
        ask(path, { ...request, headers: { 'x-api-key': key, ...request.headers } });
      return {
        organizationId: org,
        key,
        ask: own,
        get: (path) => own(path),
        post: (path, body, headers) => own(path, { method: 'POST', body, ...(headers && { headers }) }),
      };
    },
  };
}
