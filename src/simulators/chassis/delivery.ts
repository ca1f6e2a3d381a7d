import type { ServerResponse } from 'node:http';
import type { Fault } from './faults.ts';
import { encode, type RecordedRequest, type SimulatorReply } from './message.ts';

/** What leaves for the caller: a whole answer, half of one, or the end of the connection. */
export type Delivery =
  | { readonly kind: 'whole'; readonly reply: SimulatorReply }
  /** `announced`: under the length of the whole, so that the caller can tell. */
  | { readonly kind: 'half'; readonly reply: SimulatorReply; readonly announced: boolean }
  | { readonly kind: 'nothing' };

const PAGE =
  '<!doctype html><html><head><title>Please wait</title></head><body><h1>Please wait</h1></body></html>';

type Befalling = Exclude<Fault, { kind: 'latency' }>;

/** Whether a fault keeps the service from doing what it was asked for. */
export function isBefore(fault: Befalling): boolean {
  return fault.kind === 'html' || fault.kind === 'empty' || ('effect' in fault && fault.effect === 'before');
}

/** What a fault makes of `reply`; `error` is how the service words an error of its own. `now`: ms since the epoch. */
export function befall(
  fault: Befalling,
  reply: SimulatorReply,
  error: (status: number) => SimulatorReply,
  now: number,
): Delivery {
  switch (fault.kind) {
    case 'drop':
      return { kind: 'nothing' };
    case 'truncated':
      return { kind: 'half', reply, announced: true };
    case 'cut':
      return { kind: 'half', reply, announced: false };
    case 'status': {
      const { status, contentType, retryAfter } = fault;
      const usual = error(status);
      const headers = {
        ...usual.headers,
        ...(contentType === undefined ? {} : { 'content-type': contentType }),
        ...(retryAfter === undefined ? {} : retryHeader(retryAfter.seconds, retryAfter.as, now)),
      };
      return whole({ status, body: fault.body ?? usual.body, headers });
    }
    case 'html':
      return whole({
        status: fault.status,
        body: PAGE,
        headers: { 'content-type': 'text/html; charset=utf-8' },
      });
    case 'empty':
      return whole({ status: 200, body: '' });
    case 'content-type':
      return whole({ ...reply, headers: { ...reply.headers, 'content-type': fault.contentType } });
  }
}

/** When to come back, in either of the two forms that HTTP has. */
export function retryHeader(seconds: number, as: 'seconds' | 'date', now: number): Record<string, string> {
  return { 'retry-after': as === 'seconds' ? String(seconds) : new Date(now + seconds * 1000).toUTCString() };
}

export function whole(reply: SimulatorReply): Delivery {
  return { kind: 'whole', reply };
}

/** Sends it, and notes what was sent. */
export function deliver(
  response: ServerResponse,
  delivery: Delivery,
  record?: Pick<RecordedRequest, 'status'>,
): void {
  if (delivery.kind === 'nothing') {
    if (record !== undefined) record.status = null;
    response.destroy();
    return;
  }
  const { reply } = delivery;
  if (record !== undefined) record.status = reply.status;
  const { bytes, contentType } = encode(reply);
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  const announced = delivery.kind === 'half' && delivery.announced;
  const sent = delivery.kind === 'half' ? half : bytes;
  const length = announced ? bytes.length : sent.length;
  response.writeHead(reply.status, {
    ...reply.headers,
    'content-type': contentType,
    'content-length': length,
  });
  if (announced) response.write(sent, () => response.destroy());
  else response.end(sent);
}
