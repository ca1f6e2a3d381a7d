import { SERVICES } from '../../src/providers/service/list.ts';
import type { Limits, Service, ServiceCall } from '../../src/providers/service.ts';

/** A service of that name with limits that a test chooses; generous where it does not. */
export function serviceWith(limits: Partial<Limits> = {}, more: Partial<Service> = {}): Service {
  const generous = { perMinute: 600_000, burst: 1_000, concurrency: 100, perMonth: null, reserve: 0 };
  return { ...SERVICES.regrid, ...more, limits: { ...generous, ...limits } };
}

/** A call that asks for nothing in particular. */
export function ask(organizationId: string, more: Partial<ServiceCall> = {}): ServiceCall {
  return {
    ...{ method: 'GET', path: '/thing', operation: 'thing', for: { organizationId } },
    ...{ signal: new AbortController().signal, timeoutMs: 5_000, maxBytes: 1_000_000 },
    ...more,
  };
}
