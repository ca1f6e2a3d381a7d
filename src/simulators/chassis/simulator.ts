import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { portOf } from '../../base/port-of.ts';
import { ADMIN_PATH, type AdminParts, answerAdmin } from './admin.ts';
import { type SimulatorClock, simulatorClock } from './clock.ts';
import { befall, type Delivery, deliver, isBefore, retryHeader, whole } from './delivery.ts';
import { createFaults, type FaultScript } from './faults.ts';
import {
  type RecordedRequest,
  readBody,
  recordOf,
  type SimulatorReply,
  type SimulatorRequest,
  toRequest,
} from './message.ts';
import { createMeter, type MeterCounts, type SimulatorLimits } from './meter.ts';
import { seededRandom } from './random.ts';
import { findRoute, type Route, unknownParameter } from './routes.ts';

/** A service to be simulated: what it answers, without anything that can go wrong on the way. */
export interface SimulatedService {
  readonly name: string;
  /** The path at which the service begins, such as `/api/v2`; '' when it has none. */
  readonly base: string;
  readonly routes: readonly Route[];
  readonly limits?: SimulatorLimits;
  /** Refuses whoever may not ask, before anything else is looked at. */
  authorize?(request: SimulatorRequest): SimulatorReply | undefined;
  /** An error as this service words it: for faults, limits, unknown paths and parameters. */
  error(status: number, message: string, request: SimulatorRequest): SimulatorReply;
  /** What it remembers, for tests and people. */
  state?(): unknown;
}

export interface SimulatorOptions {
  /** 0 or absent: a free one. */
  readonly port?: number;
  /** What chance decides; the same seed, the same chance. */
  readonly seed?: number;
  readonly clock?: SimulatorClock;
  /** In place of the service's own. */
  readonly limits?: Partial<SimulatorLimits>;
}

export interface Simulator {
  readonly name: string;
  /** Where the service answers: give it to a client. Ends without a slash. */
  readonly url: string;
  /** Where faults are scripted and requests are read over HTTP. */
  readonly adminUrl: string;
  /** The last 10,000 requests to the service, in order of arrival, refused ones included. */
  readonly requests: readonly RecordedRequest[];
  /** What goes wrong with the next requests. */
  fail(...faults: readonly FaultScript[]): void;
  /** Nothing goes wrong any more. */
  heal(): void;
  /** From now on requests wait, once let in, until the function that this gives is called. */
  hold(): () => void;
  /** Goes on counting. */
  readonly counts: MeterCounts;
  limit(limits: Partial<SimulatorLimits>): void;
  readonly clock: SimulatorClock;
  /** Forgets recorded requests. */
  forget(): void;
  /** Idempotent; connections under way are ended. */
  stop(): Promise<void>;
}

const UNLIMITED: SimulatorLimits = {
  perWindow: Number.MAX_SAFE_INTEGER,
  windowMs: 60_000,
  concurrency: Number.MAX_SAFE_INTEGER,
  retryAfter: 'seconds',
};
const MOST_RECORDED = 10_000;

/** Puts a service on loopback. A request is recorded, then: who may ask, limits, faults, the service itself. */
export async function startSimulator(
  service: SimulatedService,
  options: SimulatorOptions = {},
): Promise<Simulator> {
  const clock = options.clock ?? simulatorClock();
  const faults = createFaults(seededRandom(`${options.seed ?? 1}:faults:${service.name}`));
  const meter = createMeter({ ...UNLIMITED, ...service.limits, ...options.limits }, clock);
  const requests: RecordedRequest[] = [];
  const admin: AdminParts = { service, faults, meter, clock, requests };
  let held: Promise<void> | undefined;

  const server = createServer((message, response) => {
    handle(message, response).catch((error: unknown) => {
      // The caller must see that the simulator itself is broken, not the service that it plays.
      if (response.headersSent) response.destroy();
      else deliver(response, whole({ status: 599, body: `simulator ${service.name}: ${String(error)}` }));
    });
  });

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(message.url ?? '/', 'http://simulator');
    const request = toRequest(message, url, service.base, await readBody(message));
    if (url.pathname.startsWith(ADMIN_PATH)) {
      deliver(response, whole(answerAdmin(admin, request, url.pathname)));
      return;
    }
    const record = recordOf(request, clock.now());
    if (requests.push(record) > MOST_RECORDED) requests.shift();
    const refused = service.authorize?.(request);
    if (refused !== undefined) return deliver(response, whole(refused), record);
    const admission = meter.enter();
    if ('waitMs' in admission) return deliver(response, tooMany(request, admission), record);
    response.once('close', admission.leave);
    await held;
    deliver(response, await serve(request, record), record);
  }

  function tooMany(request: SimulatorRequest, { waitMs, why }: { waitMs: number; why: string }): Delivery {
    const reply = service.error(429, `Too many requests: ${why}`, request);
    const { retryAfter } = meter.limits;
    if (retryAfter === 'none') return whole(reply);
    const wait = retryHeader(Math.ceil(waitMs / 1000), retryAfter, clock.now());
    return whole({ ...reply, headers: { ...reply.headers, ...wait } });
  }

  async function serve(request: SimulatorRequest, record: RecordedRequest): Promise<Delivery> {
    const { delayMs, fault } = faults.take(request.method, request.path);
    if (delayMs > 0) await sleep(delayMs);
    const error = (status: number) => service.error(status, `Simulated ${status}`, request);
    if (fault !== undefined && isBefore(fault)) {
      return befall(fault, { status: 200, body: '' }, error, clock.now());
    }
    const reply = await answer(service, request);
    record.performed = reply.status < 400;
    return fault === undefined ? whole(reply) : befall(fault, reply, error, clock.now());
  }

  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${portOf(server)}`;
  return {
    name: service.name,
    url: `${origin}${service.base}`,
    adminUrl: `${origin}${ADMIN_PATH}`,
    requests,
    fail: (...more) => faults.script(...more),
    heal: () => faults.clear(),
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return () => {
        if (held === promise) held = undefined;
        resolve();
      };
    },
    counts: meter.counts,
    limit: (limits) => meter.limit({ ...meter.limits, ...limits }),
    clock,
    forget: () => void requests.splice(0),
    async stop() {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function answer(service: SimulatedService, request: SimulatorRequest): Promise<SimulatorReply> {
  const found = findRoute(service.routes, request);
  if (found === undefined)
    return service.error(404, `There is no ${request.method} ${request.path}`, request);
  const stranger = unknownParameter(found.route, request.query);
  if (stranger !== undefined) return service.error(400, `Unknown parameter: ${stranger}`, request);
  return found.route.run({ ...request, params: found.params });
}
