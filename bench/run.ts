import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import type { Bench, Group } from './lib/bench.ts';
import { isPeer, loadContestant } from './lib/contestants.ts';
import { readOptions } from './lib/options.ts';
import { installPeers } from './lib/peers.ts';
import { report } from './lib/report.ts';
import type { Section } from './lib/section.ts';
import { startServer } from './lib/server.ts';
import { Templates } from './lib/templates.ts';
import { claimGroup } from './rows/claim.ts';
import { countyJobsGroup } from './rows/county-jobs.ts';
import { dashboardGroup } from './rows/dashboard.ts';
import { drainGroup } from './rows/drain.ts';
import { jobListGroup } from './rows/job-list.ts';
import { largeJobGroup } from './rows/large-job.ts';
import { leadsGroup } from './rows/leads.ts';
import { liveGroup } from './rows/live.ts';
import { memoryGroup } from './rows/memory.ts';
import { postGroup } from './rows/post.ts';
import { progressGroup } from './rows/progress.ts';
import { reportsGroup } from './rows/reports.ts';
import { servicesGroup } from './rows/services.ts';
import { uploadGroup } from './rows/upload.ts';
import { webhooksGroup } from './rows/webhooks.ts';

const GROUPS: readonly Group[] = [
  drainGroup,
  claimGroup,
  progressGroup,
  postGroup,
  jobListGroup,
  largeJobGroup,
  liveGroup,
  memoryGroup,
  uploadGroup,
  countyJobsGroup,
  reportsGroup,
  webhooksGroup,
  servicesGroup,
  leadsGroup,
  dashboardGroup,
];

const options = readOptions(process.argv.slice(2));
const known = GROUPS.flatMap((group) => group.rows);
const unknown = options.rows?.find((row) => !known.includes(row));
if (unknown) throw new Error(`no row is named ${unknown}; there are ${known.join(', ')}`);
if (options.contestants.some(isPeer)) installPeers();

const folder = new URL('./results/', import.meta.url);
mkdirSync(folder, { recursive: true });
const log = new URL(`${new Date().toISOString().replace(/[:.]/g, '-')}.jsonl`, folder);
const server = await startServer();
try {
  const bench: Bench = {
    server,
    templates: new Templates(server),
    contestants: await Promise.all(options.contestants.map(loadContestant)),
    repetitions: options.repetitions,
    scale: options.quick ? 0.02 : 1,
    wanted: (row) => options.rows?.includes(row) ?? true,
    record: (sample, line) => {
      appendFileSync(log, `${JSON.stringify(sample)}\n`);
      console.error(line);
    },
  };
  const sections: Section[] = [];
  for (const group of GROUPS) if (group.rows.some(bench.wanted)) sections.push(await group.run(bench));
  const text = await report(server, bench.contestants, options, sections);
  console.log(text);
  if (options.out) writeFileSync(options.out, text);
} finally {
  await server.stop();
}
