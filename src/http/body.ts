import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../base/errors.ts';
import { fingerprint } from './idempotency.ts';
import { malformedJson, tooDeepJson } from './problems.ts';
import { findUnstorable, type Path } from './unstorable.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of the body's text, when the request carries an Idempotency-Key. */
    bodyFingerprint: Buffer | undefined;
    /** Places in the body that PostgreSQL cannot store. */
    unstorable: readonly Path[];
  }
  interface FastifyContextConfig {
    /** Media types that the endpoint reads itself, with waits of its own. */
    streams?: readonly string[];
  }
}

/** Levels of lists and objects in a body: far above any use, far below what ends a stack, ours or the database's. */
const MOST_LEVELS = 1_000;

/**
 * Reads JSON bodies, and nothing else: hashes the text once for an Idempotency-Key, refuses prototype pollution and
 * endless nesting, and notes text that the database could not hold. An empty body is no body.
 */
export function readJsonBodies(app: FastifyInstance): void {
  app.decorateRequest('bodyFingerprint', undefined);
  app.decorateRequest('unstorable');
  app.addHook('onRequest', async (request) => {
    request.unstorable = [];
    const encoding = request.headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') {
      throw new AppError('unsupported_media_type', `Content-Encoding "${encoding}" is not understood`, {
        hint: 'Send the body uncompressed.',
      });
    }
  });
  app.removeAllContentTypeParsers();
  readAsJson(app, 'application/json');
}

/** Reads bodies of a media type as JSON. */
export function readAsJson(app: FastifyInstance, type: string): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser(type, { parseAs: 'string' }, (request, body, done) => {
    const text = String(body);
    if (request.headers['idempotency-key'] !== undefined) {
      request.bodyFingerprint = fingerprint(request.url, text);
    }
    if (text === '') return done(null, undefined);
    parse(request, text, (error, value) => {
      if (error !== null) return done(malformedJson(text), undefined);
      if (isDeeper(value, MOST_LEVELS)) return done(tooDeepJson(MOST_LEVELS), undefined);
      request.unstorable = findUnstorable(text, value);
      done(null, value);
    });
  });
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

/**
 * Answers 408 and closes when a body takes longer than `wholeMs`: slow senders do not hold connections. Node's own
 * limit would hold for streamed bodies as well, which have longer ones.
 */
export function boundBodyTime(app: FastifyInstance, wholeMs: number): void {
  app.addHook('onRequest', async (request) => {
    const { raw, headers } = request;
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > 0;
    if (!hasBody || raw.complete || request.routeOptions.config.streams?.includes(mediaTypeOf(request)))
      return;
    const timer = setTimeout(() => {
      const late = Object.assign(new Error('the body is late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
      if (!raw.complete) app.server.emit('clientError', late, raw.socket);
    }, wholeMs).unref();
    raw.once('close', () => clearTimeout(timer));
  });
}

/** `text/csv` of `Text/CSV; charset=utf-8`; empty when absent. */
export function mediaTypeOf(request: FastifyRequest): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** The body's fingerprint; an absent body has one as well. */
export function bodyFingerprint(request: FastifyRequest): Buffer {
  return request.bodyFingerprint ?? fingerprint(request.url, '');
}
