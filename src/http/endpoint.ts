import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { ZodType } from 'zod';
import type { AppError, ErrorCode } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { Pool, Queryable } from '../db/pool.ts';
import type { Caller, Role } from '../identity/roles.ts';
import { type Area, type Scope, scopeOf } from '../identity/scopes.ts';
import type { BodyStream, BodyStreamSpec } from './body-stream.ts';
import type { Path } from './unstorable.ts';

/** A request as an endpoint sees it: signed in, checked against its schemas, with what it needs to answer. */
export interface Call<Params = unknown, Query = unknown, Body = unknown> {
  readonly caller: Caller;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The body of an endpoint with `bodyStream`, when one was sent; `body` is then undefined. */
  readonly stream: BodyStream | undefined;
  readonly requestId: string;
  /** For protocols that negotiate by header; credentials are in them, so they are never logged. */
  readonly headers: IncomingHttpHeaders;
  readonly log: Pick<Log, 'debug' | 'info' | 'warn' | 'error'>;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
  /** Signs the request in anew: who sends it now, undefined when its credential is good no more. For answers that last. */
  callerNow(): Promise<Caller | undefined>;
  /** For answers that stream in many short transactions; everything else uses {@link transaction}. */
  readonly pool: Pool;
  /** Places in the body whose text PostgreSQL cannot hold; always empty unless the endpoint checks its own body. */
  readonly unstorable: readonly Path[];
  /**
   * Runs `work` in one transaction for the caller's organization. An Idempotency-Key is settled in the same
   * transaction, so an endpoint that creates something calls this exactly once.
   */
  transaction(work: (db: Queryable) => Promise<Answer>): Promise<Answer>;
}

/** What an endpoint answers: a JSON body, or a stream that it vouches for itself. */
export type Answer =
  | { readonly status: number; readonly body: unknown; readonly headers?: AnswerHeaders }
  | { readonly status: number; readonly stream: Readable; readonly headers: AnswerHeaders };

/** Headers of an answer; a list is sent as one header for each. */
export type AnswerHeaders = Readonly<Record<string, string | readonly string[]>>;

/** How one status is documented; `schema` is also what the body is checked against before it leaves. */
export interface AnswerSpec {
  readonly description: string;
  readonly schema?: ZodType;
  /** Media types of a streamed answer. */
  readonly content?: readonly string[];
  readonly example?: unknown;
}

/** One endpoint as one value: server, OpenAPI document and docs are all read from it. */
export interface Endpoint<Params = unknown, Query = unknown, Body = unknown> {
  readonly operationId: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** In OpenAPI's spelling: `/batch-lookups/{job_id}`. */
  readonly path: `/${string}`;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** The least role that may call it; 'anyone' needs no sign-in. */
  readonly allow: Role | 'anyone';
  /** What a key with scopes needs, where that is not reading or writing the surface's area; 'any': every key may. */
  readonly scope?: Scope | 'any';
  /** What a caller is told whose role is too small, in the words of the surface's own API. */
  readonly refusal?: string;
  /**
   * With `allow: 'anyone'`: needs the cookie of somebody who is signed in, and looks at it itself; a mutation is guarded
   * against forged requests.
   */
  readonly cookie?: true;
  /** Answers without sign-in too, where the installation lets people read so ({@link Caller.anonymous}). */
  readonly publicRead?: true;
  readonly params?: ZodType<Params>;
  readonly query?: ZodType<Query>;
  readonly body?: ZodType<Body>;
  /** The endpoint parses its body itself (to collect faults its own way); the schema then only documents it. */
  readonly checksOwnBody?: true;
  readonly bodyExample?: unknown;
  readonly bodyLimitBytes?: number;
  /** Its JSON may come as `text/plain` too, which is what `fetch` calls text that it was told no type of. */
  readonly plainBody?: true;
  /** Media types that the endpoint reads as they arrive, beside or instead of a JSON body. */
  readonly bodyStream?: BodyStreamSpec;
  /** Takes an Idempotency-Key. */
  readonly idempotent?: true;
  readonly answers: Readonly<Record<number, AnswerSpec>>;
  /** Errors of its own, besides those that every endpoint of its make can answer. */
  readonly errors: readonly ErrorCode[];
  run(call: Call<Params, Query, Body>): Promise<Answer>;
}

/** Any endpoint, as the lists hold it. (`run` is a method, so parameters compare both ways.) */
export type AnyEndpoint = Endpoint<unknown, unknown, unknown>;

/** Names an endpoint's types from its schemas. */
export function endpoint<Params, Query, Body>(value: Endpoint<Params, Query, Body>): AnyEndpoint {
  return value as AnyEndpoint; // the server gives `run` what the value's own schemas let through, and nothing else
}

/** Endpoints that speak one dialect: what stands below `prefix` answers errors in its shape. */
export interface Surface {
  readonly prefix: `/${string}`;
  /** What keys with scopes name it by: GET needs `<area>:read`, the rest `<area>:write`. Absent: such keys are refused. */
  readonly area?: Area;
  readonly endpoints: readonly AnyEndpoint[];
  /** Schema of an error's body, for the document. */
  readonly problemSchema: ZodType;
  renderProblem(error: AppError, requestId: string): Readonly<Record<string, unknown>>;
  /** The status of an error where this dialect has another than ours. */
  statusOf?(error: AppError): number;
}

/** The scope that a key needs for an endpoint, when it was narrowed to scopes; undefined: none is enough. */
export function neededScope(
  { scope, method }: Pick<AnyEndpoint, 'scope' | 'method'>,
  { area }: Pick<Surface, 'area'>,
): Scope | 'any' | undefined {
  return scope ?? (area === undefined ? undefined : scopeOf(area, method));
}

/** A JSON answer. */
export function answer(status: number, body: unknown, headers?: AnswerHeaders): Answer {
  return { status, body, ...(headers === undefined ? {} : { headers }) };
}
