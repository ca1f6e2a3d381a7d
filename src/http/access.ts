import type { IncomingHttpHeaders } from 'node:http';
import type { Caller } from '../identity/roles.ts';

/** Who is let in without an API key. Nobody, unless the process that wires the server says otherwise. */
export interface Access {
  /** Whose jobs may be read without sign-in, on endpoints that allow it. */
  readonly publicReads?: {
    readonly organizationId: string;
    /** False: only for requests that came straight here; a proxy may have brought them from anywhere. */
    readonly forwarded: boolean;
  };
  /** The token of the demonstration, and who its bearer is; never taken from a forwarded request. */
  readonly demo?: { readonly token: string; readonly caller: Caller };
  /** Who a browser's cookies say that it is; undefined when they say nothing good. */
  readonly session?: (headers: IncomingHttpHeaders) => Promise<Caller | undefined>;
  /** The address that people use, which pages of ours come from. */
  readonly publicUrl?: string;
  /** Who a Bearer token of another issuer belongs to; undefined when it is not such a token, or no good one. */
  readonly token?: (token: string) => Promise<Caller | undefined>;
}

const FORWARDING =
  /^(forwarded|via|cdn-loop|cf-ray|x-forwarded(-.+)?|x-real-ip|x-original-.+|x-envoy-.+|x-(amz|arr|azure)-.+|x-amzn-.+|.+-connecting-ip|(.+-)?(client|user)-?ip)$/;

/** True when a proxy says that it passed this request on, so that it may come from another machine. */
export function isForwarded(headers: IncomingHttpHeaders): boolean {
  return Object.keys(headers).some((name) => FORWARDING.test(name));
}

/** Whoever reads without sign-in, when that is allowed for this request. */
export function publicReader(access: Access, headers: IncomingHttpHeaders): Caller | undefined {
  const reads = access.publicReads;
  if (reads === undefined || (isForwarded(headers) && !reads.forwarded)) return undefined;
  return {
    organizationId: reads.organizationId,
    role: 'viewer',
    actor: 'public',
    via: 'nobody',
    principal: 'public',
    anonymous: true,
  };
}
