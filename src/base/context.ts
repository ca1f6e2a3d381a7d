import { AsyncLocalStorage } from 'node:async_hooks';

/** On whose account something happens, for the record of what was done. */
export interface RequestContext {
  /** Such as `key:deploy script`, `person:ann@example.org`, `session:survey`, `system`. */
  readonly actor: string;
  /** For whom the actor acts, when that is somebody else. */
  readonly onBehalfOf?: string;
  /** What stays the same when the actor's name changes: the id of its key or person. */
  readonly principal?: string;
  readonly requestId?: string;
  /** Network address that the request came from. */
  readonly address?: string;
  /** What was asked, by its pattern: `POST /batch-lookups/{job_id}/cancel`. Never a whole URL, which may hold secrets. */
  readonly route?: string;
  /** The API key that asked, whose own limits count. */
  readonly key?: string;
  /** It is a test key: nothing that costs money is begun for it. */
  readonly test?: true;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `work`, and all that it starts, in this context. */
export function inContext<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

/** The context that the caller runs in; undefined outside of requests. */
export function currentContext(): RequestContext | undefined {
  return storage.getStore();
}
