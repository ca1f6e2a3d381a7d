import type { Config } from '../../base/config.ts';
import type { Log } from '../../base/log.ts';
import type { Queryable } from '../../db/pool.ts';
import type { Service, ServiceCaller, ServiceName } from '../service.ts';
import { createServiceCaller } from './caller.ts';
import { SERVICES } from './list.ts';
import { openBudget } from './open-budget.ts';
import { createTransport, type Transport } from './transport.ts';

/** The outside services of this process: one caller each, over one budget that all processes share. */
export interface Services {
  readonly regrid: ServiceCaller;
  readonly propertyRadar: ServiceCaller;
  readonly fema: ServiceCaller;
  readonly echo: ServiceCaller;
  readonly elevation: ServiceCaller;
  readonly census: ServiceCaller;
  readonly anthropic: ServiceCaller;
  /** Undefined where no address is set. */
  readonly incentivesApi: ServiceCaller | undefined;
  /** A caller for an address that is known only later, such as a user's own; `transport` decides what it may reach. */
  callerFor(service: Service, place: ServicePlace): ServiceCaller;
  /** Milliseconds until the services named can be called, as far as this process knows; 0: now. */
  heldMs(names: readonly ServiceName[]): number;
  /** Writes down what is not written yet, and gives back what is held. */
  close(): Promise<void>;
}

/** Where a service answers, what opens it, and how requests get there. */
export interface ServicePlace {
  readonly url: string;
  readonly key: string | undefined;
  readonly transport?: Transport;
}

/** Made once a process. Nothing is asked of the database, and nothing loaded, before the first call. */
export function createServices(
  _db: Queryable,
  config: Pick<Config, 'services' | 'incentivesApi'>,
  _log: Pick<Log, 'warn' | 'debug'>,
): Services {
  const callers: ServiceCaller[] = [];
  const transports: Transport[] = [];
  const budgets = new Map<string, ReturnType<typeof openBudget>>();
  const callerFor = (service: Service, { url, key, transport }: ServicePlace): ServiceCaller => {
    const own = transport ?? createTransport(service.limits.concurrency);
    if (transport === undefined) transports.push(own);
    const budget = openBudget(service);
    budgets.set(service.name, budget);
    const caller = createServiceCaller({
      ...{ service, url, key, budget, transport: own },
      calls: { add() {}, async close() {} },
    });
    callers.push(caller);
    return caller;
  };
  const { services, incentivesApi } = config;
  const open = (url: string) => ({ url, key: undefined });
  return {
    regrid: callerFor(SERVICES.regrid, services.regrid),
    propertyRadar: callerFor(SERVICES.propertyradar, services.propertyRadar),
    fema: callerFor(SERVICES.fema, open(services.fema.url)),
    echo: callerFor(SERVICES.echo, open(services.echo.url)),
    elevation: callerFor(SERVICES.elevation, open(services.elevation.url)),
    census: callerFor(SERVICES.census, open(services.census.url)),
    anthropic: callerFor(SERVICES.anthropic, services.anthropic),
    incentivesApi: incentivesApi && callerFor(SERVICES['incentives-api'], incentivesApi),
    callerFor,
    heldMs: (names) => Math.max(0, ...names.map((name) => budgets.get(name)?.heldMs() ?? 0)),
    async close() {
      await Promise.all(transports.map((transport) => transport.close()));
    },
  };
}
