import { readConfig } from '../../src/base/config.ts';
import { createLog } from '../../src/base/log.ts';
import { createPool } from '../../src/db/pool.ts';
import { createServices } from '../../src/providers/service/services.ts';
import { NotNow } from '../../src/providers/service.ts';
import { ask, serviceWith } from './service-calls.ts';

/**
 * A process that calls a counting service without pause until it is told to stop: `LANES` calls at a time, in batches
 * of `BATCH` that it reserves first (0: each call for itself). Prints how many calls went well when it ends.
 */
const {
  DATABASE = '',
  SERVICE_URL = '',
  ORGANIZATION = '',
  LIMITS = '{}',
  LANES = '8',
  BATCH = '0',
} = process.env;
const { TARGET = '/thing', TOKEN = 'one-key-for-all' } = process.env;
const pool = createPool(DATABASE, { name: 'test service child', max: 3 });
const services = createServices(pool, readConfig({}), createLog('warn'));
const caller = services.callerFor(serviceWith(JSON.parse(LIMITS)), {
  url: SERVICE_URL,
  key: TOKEN,
});

let stopping = false;
let went = 0;
let putOff = 0;
process.on('SIGTERM', () => {
  stopping = true;
});
// counts anew: who began first had more time
process.on('SIGUSR2', () => {
  went = 0;
});
process.stdout.write('ready\n');

async function one(): Promise<void> {
  try {
    await caller.call(ask(ORGANIZATION, { path: TARGET, secretQuery: { token: TOKEN } }));
    went += 1;
  } catch (error) {
    if (!(error instanceof NotNow)) throw error;
    putOff += 1;
    await new Promise((resolve) => setTimeout(resolve, Math.min(error.afterMs, 500)));
  }
}

async function lane(): Promise<void> {
  const batch = Number(BATCH);
  while (!stopping) {
    if (batch === 0) {
      await one();
      continue;
    }
    await caller.reserve(batch, { organizationId: ORGANIZATION }, new AbortController().signal);
    await Promise.all(Array.from({ length: batch }, one));
  }
}

await Promise.all(Array.from({ length: Number(LANES) }, lane));
process.stdout.write(`${JSON.stringify({ went, putOff })}\n`);
await services.close();
await pool.end();
