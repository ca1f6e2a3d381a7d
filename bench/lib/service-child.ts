import { readConfig } from '../../src/base/config.ts';
import { createLog } from '../../src/base/log.ts';
import { createPool } from '../../src/db/pool.ts';
import { SERVICES } from '../../src/providers/service/list.ts';
import { createServices } from '../../src/providers/service/services.ts';
import { createTransport } from '../../src/providers/service/transport.ts';
import type { Limits, ServiceCall } from '../../src/providers/service.ts';

/** What the parent says: where to call, with which limits, and for how long. */
interface Task {
  database: string;
  url: string;
  token: string;
  organizationId: string;
  limits: Limits;
  lanes: number;
  seconds: number;
  /** Requests as they are, without budget, log and policy. */
  bare: boolean;
}

/** Calls as fast as it is let, and says how many calls that were and what they cost this process. */
process.on('message', (task: Task) => void work(task));

async function work(task: Task): Promise<void> {
  const pool = createPool(task.database, { name: 'bench services', max: 3 });
  const services = createServices(pool, readConfig({}), createLog('warn'));
  const service = { ...SERVICES.regrid, limits: task.limits };
  const caller = services.callerFor(service, { url: task.url, key: task.token });
  const transport = createTransport(task.lanes);
  const call: ServiceCall = {
    ...{
      method: 'GET',
      path: '/parcels/apn',
      query: { parcelnumb: 'none' },
      secretQuery: { token: task.token },
    },
    ...{ operation: 'parcels.apn', for: { organizationId: task.organizationId } },
    ...{ signal: new AbortController().signal, timeoutMs: 10_000, maxBytes: 1_000_000 },
  };
  const url = new URL(`${task.url}/parcels/apn?parcelnumb=none&token=${task.token}`);
  const bare = () =>
    transport.send({
      url,
      method: 'GET',
      headers: {},
      body: undefined,
      signal: call.signal,
      maxBytes: 1_000_000,
    });
  let calls = 0;
  let putOff = 0;
  // the first call loads what is loaded at first use
  await (task.bare ? bare() : caller.call(call).catch(() => {}));
  const [from, cpu] = [performance.now(), process.cpuUsage()];
  const lane = async () => {
    while (performance.now() - from < task.seconds * 1000) {
      try {
        await (task.bare ? bare() : caller.call(call));
        calls += 1;
      } catch {
        putOff += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: task.lanes }, lane));
  const seconds = (performance.now() - from) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  await Promise.all([services.close(), transport.close()]);
  await pool.end();
  process.send?.({ calls, putOff, seconds, cpuSeconds: (user + system) / 1e6 });
  process.disconnect?.();
}
