import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../base/errors.ts';
import { mediaTypeOf } from './body.ts';
import type { AnyEndpoint } from './endpoint.ts';
import { type Part, readParts } from './multipart.ts';

/** Bodies that an endpoint reads as they arrive, for files: no size of theirs ever stands in memory. */
export interface BodyStreamSpec {
  /** What may be sent, by media type: a JSON schema of each, and an example, for the document. */
  readonly types: Readonly<Record<string, { readonly schema: object; readonly example?: unknown }>>;
  /** The whole body, wrapping included. */
  readonly limitBytes: number;
}

/** A body that arrives while the endpoint runs. Read it once: either `bytes` or `parts()`. */
export interface BodyStream {
  /** `text/csv`, without parameters. */
  readonly mediaType: string;
  /**
   * As they come, and only as fast as they are taken. Throws `payload_too_large` beyond the limit and
   * `request_timeout` when the client falls silent or goes away; so whoever reads to the end has the whole body.
   */
  readonly bytes: Readable;
  /** The parts of a multipart body in the order they were sent. */
  parts(): AsyncGenerator<Part, void>;
}

/** How long a client may take. */
export interface BodyWaits {
  /** For a JSON body from its first byte to its last. */
  readonly wholeMs: number;
  /** Between two pieces of a streamed body, while we wait for more. */
  readonly idleMs: number;
  /** For a streamed body from its first byte to its last. */
  readonly streamMs: number;
}

export const BODY_WAITS: BodyWaits = { wholeMs: 120_000, idleMs: 30_000, streamMs: 30 * 60_000 };

/** What a client still sends after its answer is read and dropped for this long, so that it gets to see the answer. */
const LINGER_MS = 10_000;

/**
 * Prepares the scope of one endpoint for its streams: their types are let through unread, and JSON only where the
 * endpoint has a JSON body as well.
 */
export async function takeStreams(scope: FastifyInstance, endpoint: AnyEndpoint): Promise<void> {
  const spec = endpoint.bodyStream;
  if (spec === undefined) return;
  if (endpoint.body === undefined) scope.removeContentTypeParser('application/json');
  for (const type of Object.keys(spec.types)) {
    if (type === 'multipart/form-data') await scope.register(multipart);
    else scope.addContentTypeParser(type, (_request, _payload, done) => done(null, undefined));
  }
  scope.addHook('onSend', async (_request, reply) => {
    if (reply.statusCode !== 408) reply.removeHeader('connection');
  });
  scope.addHook('onResponse', async (request) => dropRest(request.raw));
}

/** Refuses, before anything is read, what is no stream of this endpoint, or too much of one. */
export function checkStream(request: FastifyRequest, endpoint: AnyEndpoint): void {
  const spec = endpoint.bodyStream;
  if (spec === undefined) return;
  const type = mediaTypeOf(request);
  if (type === 'application/json' && endpoint.body !== undefined) return;
  if (type === '' && endpoint.body !== undefined && !hasBody(request)) return;
  const types = Object.keys(spec.types);
  if (!types.includes(type)) {
    const all = endpoint.body === undefined ? types : [...types, 'application/json'];
    throw new AppError(
      'unsupported_media_type',
      `Content-Type: must be ${all.join(' or ')}, not ${type === '' ? 'absent' : `"${type.slice(0, 100)}"`}`,
      { field: 'Content-Type', hint: `Send it with Content-Type: ${types[0]}.` },
    );
  }
  if (request.headers['idempotency-key'] !== undefined && !endpoint.idempotent) {
    throw new AppError('validation_failed', 'Idempotency-Key: a body that streams takes none; leave it out', {
      field: 'Idempotency-Key',
      hint: 'Sending the same file again changes nothing.',
    });
  }
  if (Number(request.headers['content-length']) > spec.limitBytes) throw tooLarge(spec.limitBytes);
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > 0;
}

/** The stream of a request, when it sends one. */
export function openStream(
  request: FastifyRequest,
  spec: BodyStreamSpec | undefined,
  waits: BodyWaits,
): BodyStream | undefined {
  const mediaType = mediaTypeOf(request);
  if (spec === undefined || spec.types[mediaType] === undefined) return undefined;
  const bytes = Readable.from(arriving(request.raw, spec.limitBytes, waits), { objectMode: false });
  return { mediaType, bytes, parts: () => readParts(request, bytes) };
}

async function* arriving(raw: IncomingMessage, limitBytes: number, waits: BodyWaits): AsyncGenerator<Buffer> {
  const chunks: AsyncIterator<Buffer> = raw.iterator({ destroyOnReturn: false });
  const until = performance.now() + waits.streamMs;
  let bytes = 0;
  try {
    for (;;) {
      const waitMs = Math.min(waits.idleMs, until - performance.now());
      const next = await inTime(chunks.next(), waitMs);
      if (next.done) break;
      bytes += next.value.length;
      if (bytes > limitBytes) throw tooLarge(limitBytes);
      yield next.value;
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('request_timeout', 'The request ended before its body was complete', { cause: error });
  }
}

/** The next piece, or `request_timeout` when it takes too long. */
async function inTime<T>(next: Promise<T>, waitMs: number): Promise<T> {
  // Once we have given up on it, nobody else listens.
  next.catch(() => {});
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new AppError('request_timeout', 'The request body did not arrive in time')),
      Math.max(0, waitMs),
    );
  });
  try {
    return await Promise.race([next, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * A connection that is closed while its client still sends is reset, and the answer may be lost with it. So what
 * comes after the answer is dropped unread for a while, and only then the connection.
 */
function dropRest(raw: IncomingMessage): void {
  if (raw.complete || raw.destroyed) return;
  raw.removeAllListeners('readable');
  raw.resume();
  const timer = setTimeout(() => raw.destroy(), LINGER_MS).unref();
  raw.once('close', () => clearTimeout(timer));
}

function tooLarge(limitBytes: number): AppError {
  return new AppError('payload_too_large', `The request body is larger than ${limitBytes} bytes`, {
    hint: 'Send it in smaller parts.',
  });
}
