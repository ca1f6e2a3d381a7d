// A worker process that imports leads, for tests that kill it.
import { systemClock } from '../../src/base/clock.ts';
import { createLog } from '../../src/base/log.ts';
import { createPool } from '../../src/db/pool.ts';
import { LeadFreezer } from '../../src/kinds/lead-import/freezer.ts';
import { leadImportKind } from '../../src/kinds/lead-import/lead-import.ts';
import { createRegistry } from '../../src/kinds/registry.ts';
import { freezeStore } from '../../src/property/lead-imports/freeze-store.ts';
import { leadStore } from '../../src/property/lead-imports/lead-store.ts';
import { createWorker } from '../../src/work/worker.ts';
import { quick } from './kinds.ts';
import { radarClient } from './property-radar.ts';

const [url = '', radarUrl = '', key = ''] = process.argv.slice(2);
const pool = createPool(url, { name: 'crash test', max: 4 });
const { radar } = radarClient(pool, radarUrl, key);
const log = createLog('silent');
const worker = createWorker({
  ...{ pool, listenUrl: url, log, options: { ...quick, neighboursMs: 100 } },
  registry: createRegistry([leadImportKind({ radar, store: leadStore(pool) })]),
});
worker.start();
new LeadFreezer({ radar, store: freezeStore(pool), log, clock: systemClock, pollMs: 50 }).start();
process.send?.('ready');
