import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { boundMemory } from '../base/bound-memory.ts';
import type { Config } from '../base/config.ts';
import { AppError } from '../base/errors.ts';
import { type Log, redact } from '../base/log.ts';
import type { MigrationPlan } from '../db/migrate.ts';
import type { Pool } from '../db/pool.ts';
import type { Access } from './access.ts';
import { boundBodyTime, readJsonBodies } from './body.ts';
import { BODY_WAITS, type BodyWaits } from './body-stream.ts';
import { answerBrokenRequest } from './broken-request.ts';
import { serveDashboard, wantsPage } from './dashboard.ts';
import type { Surface } from './endpoint.ts';
import { FailedCredentials } from './failed-credentials.ts';
import { createHealth } from './health.ts';
import { isOwnHost } from './host.ts';
import { openApiDocument } from './openapi.ts';
import { toAppError } from './problems.ts';
import { RequestLimits } from './request-limits.ts';
import { addEndpoint, decorateCaller } from './route.ts';
import { markSandbox } from './sandbox-mark.ts';

const HEADERS_TIMEOUT_MS = 15_000;
/** Longer than the idle time of common load balancers (60 s), so that they and not we close first. */
const KEEP_ALIVE_MS = 65_000;
const HEADER_BYTES = 16 * 1024;
/** Requests under way at a stop may take this long before their connections are cut. */
const DRAIN_MS = 15_000;

const API_CSP = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
const DOCS_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

export interface ServerOptions {
  readonly config: Pick<Config, 'host' | 'port' | 'publicUrl'> &
    Partial<Pick<Config, 'trustedProxies' | 'sandbox'>>;
  /** Connects as `lotline_api`. */
  readonly pools: { readonly api: Pool };
  readonly log: Log;
  readonly surfaces: readonly Surface[];
  /** Who is let in without an API key; by default nobody. */
  readonly access?: Access;
  /** Of the product, for the OpenAPI document. */
  readonly version: string;
  /** What migrations the database still lacks, for `/ready`. */
  readonly pendingMigrations: () => Promise<MigrationPlan>;
  /** The folder of the built dashboard; absent: none is served, and `/` leads to the docs. */
  readonly dashboard?: string;
  /** How long clients may take to send a body; absent means the usual. */
  readonly bodyWaits?: BodyWaits;
}

export interface Server {
  /** Begins to answer; the address is where. Repeating gives the same address. */
  start(): Promise<{ readonly url: string; readonly port: number }>;
  /** Takes no new requests, lets those under way finish (15 s), then closes. Repeating waits for the same end. */
  stop(): Promise<void>;
}

/** The HTTP server as a value that starts and stops. */
export function createServer(options: ServerOptions): Server {
  let started: Promise<{ url: string; port: number }> | undefined;
  let stopped: Promise<void> | undefined;
  let stopping = false;
  let app: FastifyInstance | undefined;
  /** Connections that have not asked anything yet: Node takes them for busy, and would wait for them at a stop. */
  const silent = new Set<Socket>();

  async function listen(): Promise<{ url: string; port: number }> {
    boundMemory();
    app = await build(options, () => stopping);
    app.server.on('connection', (socket: Socket) => {
      silent.add(socket);
      socket.once('close', () => silent.delete(socket));
    });
    app.server.on('request', (request) => silent.delete(request.socket));
    await app.listen({ host: options.config.host, port: options.config.port });
    const address = app.server.address();
    const port = typeof address === 'object' && address !== null ? address.port : options.config.port;
    const host = options.config.host.includes(':') ? `[${options.config.host}]` : options.config.host;
    return { url: `http://${host}:${port}`, port };
  }

  async function close(): Promise<void> {
    stopping = true;
    await started?.catch(() => {});
    if (app === undefined) return;
    const { server } = app;
    for (const socket of silent) socket.destroy();
    const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    await app.close();
    clearTimeout(cut);
  }

  return {
    start() {
      if (stopping) return Promise.reject(new AppError('shutting_down', 'The server has been stopped'));
      started ??= listen();
      return started;
    },
    stop() {
      stopped ??= close();
      return stopped;
    },
  };
}

async function build(options: ServerOptions, isStopping: () => boolean): Promise<FastifyInstance> {
  const { config, pools, log, version, pendingMigrations, bodyWaits = BODY_WAITS } = options;
  const surfaces = [createHealth({ pendingMigrations, isStopping, version }), ...options.surfaces];
  const loggerInstance: FastifyBaseLogger = log;
  const app = Fastify({
    loggerInstance,
    // One line a request, of our own making: see logAnswer.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    // How long a body may take depends on the endpoint: boundBodyTime and body-stream.ts see to it.
    requestTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE_MS,
    http: { maxHeaderSize: HEADER_BYTES, headersTimeout: HEADERS_TIMEOUT_MS },
    routerOptions: { maxParamLength: 200 },
    requestIdHeader: false,
    // Whom to believe where a request came from; limits on failures go by that.
    trustProxy: [...(config.trustedProxies ?? [])],
    genReqId: (request) => requestId(request.headers['x-request-id']),
    frameworkErrors: (error, request, reply) => sendProblem(surfaces, error, request, reply),
    clientErrorHandler: answerBrokenRequest,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setErrorHandler((error, request, reply) => sendProblem(surfaces, error, request, reply));
  let sendPage: ((reply: FastifyReply) => Promise<FastifyReply>) | undefined;
  app.setNotFoundHandler((request, reply) => {
    const problem = unknownRoute(surfaces, request, reply);
    // a link that somebody followed: the page says what the API would
    if (sendPage !== undefined && problem.status === 404 && wantsPage(request))
      return sendPage(reply.code(404));
    return sendProblem(surfaces, problem, request, reply);
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (!isOwnHost(request.headers.host, config.publicUrl)) {
      throw new AppError(
        'host_not_allowed',
        `This server does not answer for the host "${request.headers.host ?? ''}"`,
        {
          hint: 'Use localhost, or set LOTLINE_PUBLIC_URL to the address that people use.',
        },
      );
    }
  });
  app.addHook('onResponse', async (request, reply) => {
    logAnswer(request, reply);
    // A connection that was busy when the stop began is idle only now; nobody else looks again.
    if (isStopping()) setImmediate(() => app.server.closeIdleConnections());
  });
  app.addHook('onRequestAbort', async (request) => {
    request.log.info({ method: request.method, url: redact(request.url) }, 'the client went away');
  });
  await app.register(helmet, {
    contentSecurityPolicy: false,
    // Only a public https address may promise https for later.
    hsts: config.publicUrl?.startsWith('https:') ?? false,
  });
  app.addHook('onSend', async (request, reply) => {
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', API_CSP);
    if (!request.url.startsWith('/docs') && !reply.hasHeader('cache-control'))
      reply.header('cache-control', 'no-store');
  });
  if (config.sandbox) markSandbox(app);
  boundBodyTime(app, bodyWaits.wholeMs);
  readJsonBodies(app);
  decorateCaller(app);
  const document = made(() =>
    openApiDocument(surfaces, { version, url: config.publicUrl, sandbox: config.sandbox ?? false }),
  );
  const documentText = made(() => JSON.stringify(document()));
  await app.register(swagger, {
    // Made when somebody first asks for it: most servers are never asked, and it is the dearest part of a start.
    hideUntagged: true,
    transform: ({ url }) => ({ schema: { hide: true }, url }),
    transformObject: () => document(),
  });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: DOCS_CSP,
    uiConfig: { validatorUrl: null, docExpansion: 'list' },
  });
  // Somebody who opens the address that a start prints should not meet an error.
  if (options.dashboard === undefined) app.get('/', (_request, reply) => reply.redirect('/docs'));
  else sendPage = await serveDashboard(app, options.dashboard);
  app.get('/openapi.json', (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(documentText()),
  );
  const failures = new FailedCredentials(pools.api);
  const limits = new RequestLimits(pools.api, log);
  app.addHook('onClose', async () => limits.stop());
  const parts = {
    gate: { pool: pools.api, access: accessOf(options), failures },
    limits,
    waits: bodyWaits,
  };
  for (const surface of surfaces) {
    for (const endpoint of surface.endpoints) await addEndpoint(app, endpoint, surface, parts);
  }
  await app.ready();
  return app;
}

function accessOf({ access, config: { publicUrl } }: ServerOptions): Access {
  return { ...access, ...(publicUrl === undefined ? {} : { publicUrl }) };
}

/** Makes a value when it is first asked for. */
function made<T>(make: () => T): () => T {
  let value: { of: T } | undefined;
  return () => {
    value ??= { of: make() };
    return value.of;
  };
}

/** The caller's own id when it is harmless in logs and headers, else a new one. */
function requestId(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[\w.:-]{1,128}$/.test(header) ? header : randomUUID();
}

/** Answers an error in the shape of the surface that the address belongs to. */
function sendProblem(
  surfaces: readonly Surface[],
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const error = toAppError(thrown, request);
  const surface = surfaceOf(surfaces, request.url);
  if (error.status >= 500) request.log.error({ err: error.cause ?? error, code: error.code }, error.message);
  if (error.status === 401) reply.header('www-authenticate', 'Bearer realm="lotline"');
  if (error.status === 503 || error.status === 429) reply.header('retry-after', String(retryAfter(error)));
  // What a client still sends after a refusal is not read; the connection ends with the answer.
  if (error.status === 408 || error.status === 413) reply.header('connection', 'close');
  return reply
    .code(surface.statusOf?.(error) ?? error.status)
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify(surface.renderProblem(error, request.id)));
}

/** Seconds after which asking again may help: what the error knows, or a few. */
function retryAfter({ details }: AppError): number {
  const known = typeof details === 'object' && details !== null && 'retry_after' in details;
  return known && typeof details.retry_after === 'number' ? details.retry_after : 5;
}

/** The surface with the longest prefix of the address; the first (our own) has `/`. */
function surfaceOf(surfaces: readonly Surface[], url: string): Surface {
  const path = url.split('?', 1)[0] ?? '/';
  const fits = (s: Surface) => s.prefix === '/' || path === s.prefix || path.startsWith(`${s.prefix}/`);
  const [best] = surfaces.filter(fits).sort((a, b) => b.prefix.length - a.prefix.length);
  if (best === undefined) throw new Error('no surface has the prefix /');
  return best;
}

/** 405 with Allow when the address exists with other methods, else 404. */
function unknownRoute(surfaces: readonly Surface[], request: FastifyRequest, reply: FastifyReply): AppError {
  const path = request.url.split('?', 1)[0] ?? '/';
  const methods = surfaces
    .flatMap((surface) => surface.endpoints)
    .filter((e) => new RegExp(`^${e.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path))
    .map((e) => e.method);
  if (methods.length === 0) {
    return new AppError('not_found', `There is nothing at ${request.method} ${redact(path).slice(0, 200)}`, {
      hint: 'See /docs for what there is.',
    });
  }
  const allowed = [...new Set(methods)].join(', ');
  reply.header('allow', allowed);
  return new AppError('method_not_allowed', `${request.method} is not possible here; use ${allowed}`);
}

function logAnswer(request: FastifyRequest, reply: FastifyReply): void {
  const quiet = request.url === '/health' || request.url === '/ready';
  request.log[quiet ? 'debug' : 'info'](
    {
      method: request.method,
      url: redact(request.url),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      ...(request.caller?.actor === 'nobody' ? {} : { actor: request.caller?.actor }),
    },
    'answered',
  );
}
