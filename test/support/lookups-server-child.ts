// The API and a worker in one process of their own, so that a test can kill it. Tells its address by a message.
import { readConfig } from '../../src/base/config.ts';
import { createLog } from '../../src/base/log.ts';
import { createPool } from '../../src/db/pool.ts';
import { Paces } from '../../src/engine/paces.ts';
import { createServer } from '../../src/http/server.ts';
import { incentiveLookupKind } from '../../src/kinds/incentive-lookup.ts';
import { createRegistry } from '../../src/kinds/registry.ts';
import { IncentivesApi } from '../../src/providers/incentives-api.ts';
import { SERVICES } from '../../src/providers/service/list.ts';
import { createServices } from '../../src/providers/service/services.ts';
import { batchLookups } from '../../src/surfaces/batch-lookups/endpoints.ts';
import { operations } from '../../src/surfaces/operations/endpoints.ts';
import { createWorker } from '../../src/work/worker.ts';
import { quick, testDefaults } from './kinds.ts';

const [apiUrl = '', workerUrl = '', port = '0', incentivesUrl = ''] = process.argv.slice(2);

const log = createLog('silent');
const workerPool = createPool(workerUrl, { name: 'cli test worker', max: 4 });
const services = createServices(workerPool, readConfig({}), log);
const caller = services.callerFor(SERVICES['incentives-api'], { url: incentivesUrl, key: undefined });
const lookup = incentiveLookupKind({ api: new IncentivesApi(caller, { key: undefined }) });
const kind = { ...lookup, defaults: { ...testDefaults, leaseSeconds: 2, concurrency: 16 } };
const server = createServer({
  config: { host: '127.0.0.1', port: Number(port), publicUrl: undefined },
  pools: { api: createPool(apiUrl, { name: 'cli test api', max: 6 }) },
  log,
  surfaces: [batchLookups(kind), operations(new Paces())],
  version: '0.0.0-test',
  pendingMigrations: async () => ({ migrations: [], functions: false }),
});
const worker = createWorker({
  pool: workerPool,
  listenUrl: workerUrl,
  registry: createRegistry([kind]),
  log,
  options: quick,
});
worker.start();
process.send?.(await server.start());
