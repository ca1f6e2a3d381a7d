import assert from 'node:assert/strict';
import { getJob } from '../../src/engine/jobs.ts';
import { createLeadImport } from '../../src/property/lead-imports/create-import.ts';
import type { PropertyRadarOptions } from '../../src/simulators/property-radar/property-radar.ts';
import type { Worker } from '../../src/work/worker.ts';
import type { TestDatabase } from './database.ts';
import { blairRecords, importParts, inBlair, stageRadar } from './property-radar.ts';
import { until } from './until.ts';
import { stageWorker } from './workers.ts';

/** Makes stages of lead imports: a service with records, a worker of its own, and an organization. */
export function leadImportStages(database: TestDatabase) {
  const { api, owner, worker: db } = database.pools;

  /** Jobs are anybody's to work: each test has the one worker that knows its service, and leaves no job behind. */
  let last: Worker | undefined;

  return async (options: Partial<PropertyRadarOptions> & { count?: number } = {}) => {
    await last?.stop();
    await owner.query(`select lotline.cancel_job(org_id, id) from lotline.jobs
      where status in ('pending', 'in_progress', 'paused')`);
    const records = options.records ?? blairRecords(options.count ?? 25, 1);
    const { simulator, radar } = await stageRadar(database, { ...options, records });
    const { kind, freezer } = importParts(db, radar);
    const organizationId = await database.organization();
    const worker = stageWorker(database.urls.worker, [kind]);
    last = worker;
    const make = (more: Partial<Parameters<typeof createLeadImport>[1]> = {}) =>
      createLeadImport(api, {
        ...{ organizationId, name: 'Blair', actor: 'tester', criteria: inBlair, batchSize: 10 },
        ...more,
      });
    const job = async (jobId: string) =>
      (await getJob(db, organizationId, jobId)) ?? assert.fail('the job exists');
    return {
      ...{ simulator, radar, freezer, organizationId, worker, records, make, job },
      freeze: async () => {
        while (await freezer.freezeOne()) {
          // until none waits
        }
      },
      ended: (jobId: string) =>
        until(async () => {
          const found = await job(jobId);
          return ['completed', 'failed', 'paused'].includes(found.status) ? found : undefined;
        }),
    };
  };
}
