import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Config } from '../../base/config.ts';
import type { Log } from '../../base/log.ts';
import type { ServiceName } from '../../base/service-words.ts';
import type { Queryable } from '../../db/pool.ts';
import type { HttpClient } from '../http-client.ts';
import type { Service, ServiceCaller } from '../service.ts';
import type { Budget } from './budget.ts';
import { BudgetStore } from './budget-store.ts';
import { createCallLog } from './call-log.ts';
import { createServiceCaller, credentialOf } from './caller.ts';
import { SERVICES } from './list.ts';
import { type OwnAddresses, ownAddresses } from './own-address.ts';
import { createPaidAnswers, type PaidAnswers } from './paid-answers.ts';
import { SharedBudget } from './shared-budget.ts';
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
  readonly paidAnswers: PaidAnswers;
  /** A caller for an address that is known only later, such as a user's own; `transport` decides what it may reach. */
  callerFor(service: Service, place: ServicePlace): ServiceCaller;
  /** Users' own addresses; `client` decides what it may reach. */
  ownAddresses(client: HttpClient): OwnAddresses;
  /** Says which kinds of work need which services, so that their jobs wait with them. */
  serve(kinds: readonly { readonly name: string; readonly services?: readonly ServiceName[] }[]): void;
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
  db: Queryable,
  config: Pick<Config, 'services' | 'incentivesApi'> & Partial<Pick<Config, 'sandbox'>>,
  log: Pick<Log, 'warn'>,
): Services {
  const process = `${hostname()}-${globalThis.process.pid}-${randomBytes(4).toString('hex')}`;
  const calls = createCallLog(db, log);
  const transports: Transport[] = [];
  /** By service and credential: callers with the same key share a budget within the process too. */
  const budgets = new Map<string, { readonly name: ServiceName; readonly budget: Budget }>();
  const kindsOf = new Map<ServiceName, string[]>();

  function budgetOf(service: Service, key: string | undefined): Budget {
    const credential = credentialOf(service.name, key);
    const name = `${service.name} ${credential}`;
    const known = budgets.get(name);
    if (known !== undefined) return known.budget;
    const kinds = () => kindsOf.get(service.name) ?? [];
    const store = new BudgetStore({ db, service, credential, process, kinds });
    const budget = new SharedBudget(service, store, log);
    budgets.set(name, { name: service.name, budget });
    return budget;
  }

  function callerFor(service: Service, { url, key, transport }: ServicePlace): ServiceCaller {
    const own = transport ?? createTransport(service.limits.concurrency);
    if (transport === undefined) transports.push(own);
    return createServiceCaller({ service, url, key, budget: budgetOf(service, key), transport: own, calls });
  }

  const { services, incentivesApi, sandbox = false } = config;
  const { echo } = SERVICES;
  const open = (url: string) => ({ url, key: undefined });
  return {
    regrid: callerFor(SERVICES.regrid, services.regrid),
    propertyRadar: callerFor(SERVICES.propertyradar, services.propertyRadar),
    fema: callerFor(SERVICES.fema, open(services.fema.url)),
    echo: callerFor({ ...echo, limits: (sandbox && echo.inSandbox) || echo.limits }, open(services.echo.url)),
    elevation: callerFor(SERVICES.elevation, open(services.elevation.url)),
    census: callerFor(SERVICES.census, open(services.census.url)),
    anthropic: callerFor(SERVICES.anthropic, services.anthropic),
    incentivesApi: incentivesApi && callerFor(SERVICES['incentives-api'], incentivesApi),
    paidAnswers: createPaidAnswers(db),
    callerFor,
    ownAddresses(client) {
      const service = SERVICES.http;
      return ownAddresses({ service, client, calls, budgetOf: (key) => budgetOf(service, key) });
    },
    serve(kinds) {
      kindsOf.clear();
      for (const { name, services: needed = [] } of kinds) {
        for (const service of needed) kindsOf.set(service, [...(kindsOf.get(service) ?? []), name]);
      }
    },
    heldMs(names) {
      const held = [...budgets.values()].filter(({ name }) => names.includes(name));
      return Math.max(0, ...held.map(({ budget }) => budget.heldMs()));
    },
    async close() {
      try {
        await Promise.all([...budgets.values()].map(({ budget }) => budget.close()));
        await calls.close();
      } finally {
        // connections that stay open would keep the process
        await Promise.all(transports.map((transport) => transport.close()));
      }
    },
  };
}
