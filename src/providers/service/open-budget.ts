import { NotNow, type Service } from '../service.ts';
import type { Budget } from './budget.ts';

/** A budget of this process alone, which only knows what the service said last. */
export function openBudget(service: Service): Budget {
  let heldUntil = 0;
  const heldMs = () => Math.max(0, heldUntil - performance.now());
  return {
    async acquire(_units, _wanted, signal) {
      signal.throwIfAborted();
      if (heldMs() > 0) throw new NotNow(service.name, heldMs(), `${service.label}: rate limited`);
      return { done() {} };
    },
    async reserve() {
      if (heldMs() > 0) throw new NotNow(service.name, heldMs(), `${service.label}: rate limited`);
    },
    async limited(retryAfterMs = 1000) {
      heldUntil = Math.max(heldUntil, performance.now() + retryAfterMs);
      return retryAfterMs;
    },
    overloaded() {},
    heldMs,
    async close() {},
  };
}
