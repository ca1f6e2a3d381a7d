import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { inContext, type RequestContext } from '../base/context.ts';
import { AppError } from '../base/errors.ts';
import { asOrganization, type Pool } from '../db/pool.ts';
import { type Caller, NOBODY } from '../identity/roles.ts';
import { authenticate, type Gate } from './authenticate.ts';
import { bodyFingerprint, readAsJson } from './body.ts';
import { type BodyWaits, checkStream, openStream, takeStreams } from './body-stream.ts';
import {
  type Answer,
  type AnswerHeaders,
  type AnyEndpoint,
  type Call,
  neededScope,
  type Surface,
} from './endpoint.ts';
import { begin, type Claim, finish, readKey, release } from './idempotency.ts';
import { queryNames, requireKnownQuery } from './known-query.ts';
import type { RequestLimits } from './request-limits.ts';
import { requireStorable } from './unstorable.ts';

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller;
  }
}

/** JSON bodies of ordinary endpoints; those that take many items name their own limit. */
const BODY_LIMIT_BYTES = 1024 * 1024;

/** Puts one endpoint on the server: sign-in before the body is read, schemas, idempotency, answer. */
export async function addEndpoint(
  app: FastifyInstance,
  endpoint: AnyEndpoint,
  surface: Pick<Surface, 'area'>,
  parts: RouteParts,
): Promise<void> {
  // A scope of its own: which bodies it takes is nobody else's business.
  if (endpoint.bodyStream !== undefined || endpoint.plainBody) {
    await app.register(async (scope) => {
      if (endpoint.plainBody) readAsJson(scope, 'text/plain');
      await takeStreams(scope, endpoint);
      addRoute(scope, endpoint, surface, parts);
    });
  } else addRoute(app, endpoint, surface, parts);
}

/** What every route works with. */
export interface RouteParts {
  readonly gate: Gate;
  readonly limits: RequestLimits;
  readonly waits: BodyWaits;
}

function addRoute(
  app: FastifyInstance,
  endpoint: AnyEndpoint,
  surface: Pick<Surface, 'area'>,
  { gate, limits, waits }: RouteParts,
): void {
  const { pool } = gate;
  const needed = neededScope(endpoint, surface);
  // whoever sends people here, an identity server say, adds parameters of its own
  const known = endpoint.allow === 'anyone' ? undefined : queryNames(endpoint.query);
  const signIn: SignIn = ({ headers, ip: address, log }) =>
    authenticate(gate, { headers, address, log }, endpoint, needed);
  app.route({
    method: endpoint.method,
    url: endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    bodyLimit: endpoint.bodyLimitBytes ?? BODY_LIMIT_BYTES,
    schema: {
      ...(endpoint.params === undefined ? {} : { params: endpoint.params }),
      ...(endpoint.query === undefined ? {} : { querystring: endpoint.query }),
      ...(endpoint.body === undefined || endpoint.checksOwnBody ? {} : { body: bodySchema(endpoint) }),
    },
    config: { streams: Object.keys(endpoint.bodyStream?.types ?? {}) },
    onRequest: async (request, reply) => {
      request.caller = await signIn(request);
      if (request.caller.via !== 'nobody' || request.caller.anonymous)
        limits.take(request.caller, (fields) => void reply.headers({ ...fields }));
      checkStream(request, endpoint);
    },
    preValidation: async (request) => {
      requireKnownQuery(request.query, known);
      if (!endpoint.checksOwnBody) requireStorable(request.unstorable);
    },
    handler: (request, reply) =>
      inContext(contextOf(endpoint, request), () =>
        handle(endpoint, { pool, waits, signIn }, request, reply),
      ),
  });
}

/** Who sends a request, by its headers alone. Throws when it may not. */
type SignIn = (request: FastifyRequest) => Promise<Caller>;
interface HandleParts {
  /** Connects as `lotline_api`. */
  readonly pool: Pool;
  readonly waits: BodyWaits;
  readonly signIn: SignIn;
}

function contextOf(endpoint: AnyEndpoint, { caller, id, ip }: FastifyRequest): RequestContext {
  return {
    actor: caller.actor,
    principal: caller.principal,
    ...(caller.onBehalfOf === undefined ? {} : { onBehalfOf: caller.onBehalfOf }),
    requestId: id,
    address: ip,
    route: `${endpoint.method} ${endpoint.path}`,
    ...(caller.via === 'key' ? { key: caller.principal } : {}),
    ...(caller.test ? { test: true } : {}),
  };
}

/** Beside a stream, the schema speaks of JSON alone. */
function bodySchema(endpoint: AnyEndpoint): unknown {
  if (endpoint.bodyStream === undefined) return endpoint.body;
  return { content: { 'application/json': { schema: endpoint.body } } };
}

async function handle(
  endpoint: AnyEndpoint,
  parts: HandleParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { pool, waits } = parts;
  const key = endpoint.idempotent ? readKey(request.headers['idempotency-key']) : undefined;
  const call = { ...toCall(request, reply, parts), stream: openStream(request, endpoint.bodyStream, waits) };
  if (key === undefined) {
    return send(endpoint, reply, await endpoint.run(call));
  }
  const asked = {
    organizationId: request.caller.organizationId,
    route: `${endpoint.method} ${endpoint.path}`,
    key,
    fingerprint: bodyFingerprint(request),
  };
  const started = await begin(pool, asked, call.stream === undefined ? 0 : waits.streamMs);
  if ('replay' in started) {
    reply.header('idempotency-replayed', 'true');
    return sendText(reply, started.replay.status, started.replay.body);
  }
  return runOnce(endpoint, call, request, reply, started.claim);
}

/** Runs a request that holds its Idempotency-Key: the answer is kept with the work, or the key is given back. */
async function runOnce(
  endpoint: AnyEndpoint,
  asked: Call,
  request: FastifyRequest,
  reply: FastifyReply,
  claim: Claim,
): Promise<FastifyReply> {
  let kept: { status: number; body: string } | undefined;
  const { pool } = asked;
  const call: Call = {
    ...asked,
    transaction: (work) =>
      asOrganization(pool, claim.organizationId, async (db) => {
        const answer = await work(db);
        kept = { status: answer.status, body: bodyText(endpoint, answer) };
        await finish(db, claim, kept);
        return answer;
      }),
  };
  try {
    await endpoint.run(call);
  } catch (error) {
    await release(pool, claim).catch((failure: unknown) =>
      request.log.warn({ err: failure }, 'could not free an Idempotency-Key; it frees itself in minutes'),
    );
    throw error;
  }
  if (kept === undefined)
    throw new Error(`${endpoint.operationId} takes an Idempotency-Key and ran no transaction`);
  return sendText(reply, kept.status, kept.body);
}

function toCall(request: FastifyRequest, reply: FastifyReply, { pool, signIn }: HandleParts): Call {
  const caller = request.caller;
  return {
    caller,
    params: request.params,
    query: request.query,
    body: request.body,
    stream: undefined,
    requestId: request.id,
    headers: request.headers,
    log: request.log,
    signal: whenGone(reply),
    callerNow: () => signIn(request).catch(nobodyIfRefused),
    pool,
    unstorable: request.unstorable,
    transaction: (work) => asOrganization(pool, caller.organizationId, work),
  };
}

/** Undefined for a credential that is refused; any other failure says nothing about it. */
function nobodyIfRefused(error: unknown): undefined {
  if (error instanceof AppError && (error.status === 401 || error.status === 403)) return undefined;
  throw error;
}

/**
 * Aborted when the connection closes before the answer is out. The request itself cannot tell: it closes as soon as its
 * body has been read.
 */
function whenGone({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) gone.abort();
  });
  return gone.signal;
}

function send(endpoint: AnyEndpoint, reply: FastifyReply, answer: Answer): FastifyReply {
  if ('stream' in answer) {
    return withHeaders(reply.code(answer.status), answer.headers).send(answer.stream);
  }
  withHeaders(reply, answer.headers);
  if (answer.status === 204) return reply.code(204).send();
  return sendText(reply, answer.status, bodyText(endpoint, answer));
}

function withHeaders(reply: FastifyReply, headers: AnswerHeaders = {}): FastifyReply {
  for (const [name, value] of Object.entries(headers)) {
    reply.header(name, typeof value === 'string' ? value : [...value]);
  }
  return reply;
}

function sendText(reply: FastifyReply, status: number, body: string): FastifyReply {
  return reply.code(status).header('content-type', 'application/json; charset=utf-8').send(body);
}

/** The answer as JSON, after making sure that it is what the document promises: a fault is ours (500). */
function bodyText(endpoint: AnyEndpoint, answer: Answer): string {
  if ('stream' in answer) throw new Error(`${endpoint.operationId} answered a stream where JSON is promised`);
  const spec = endpoint.answers[answer.status];
  if (spec === undefined)
    throw new Error(`${endpoint.operationId} answered ${answer.status}, which it does not document`);
  return JSON.stringify(spec.schema === undefined ? answer.body : spec.schema.parse(answer.body));
}

/** Prepares the request for {@link addEndpoint}'s hooks. */
export function decorateCaller(app: FastifyInstance): void {
  app.decorateRequest('caller');
  app.addHook('onRequest', async (request) => {
    request.caller = NOBODY;
  });
}
