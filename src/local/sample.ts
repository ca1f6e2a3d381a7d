import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Writable } from 'node:stream';
import { Command } from 'commander';
import { z } from 'zod';
import { groupDigits } from '../cli/human.ts';
import type { Io } from '../cli/io.ts';
import { registerRemoteCommands, runProgram } from '../cli/program.ts';
import { asOrganization, createPool } from '../db/pool.ts';
import { listFailureGroups } from '../engine/failures.ts';
import { reportSummary } from '../outcomes/report.ts';
import type { LocalIo } from './io.ts';
import type { Opened } from './open.ts';
import { SAMPLE_SIZE, writeSampleCsv } from './sample-addresses.ts';

/** Where the sample runs: the server that this process has just started. */
export interface SampleTarget {
  readonly url: string;
  readonly key: string;
  readonly organizationId: string;
}

/**
 * Runs the sample the way a newcomer would run their own file: the CSV is uploaded by the command line's own
 * command, watched, and downloaded. Ends with a summary and the path of the results.
 */
export async function runSample(io: LocalIo, opened: Opened, target: SampleTarget): Promise<void> {
  const folder = path.resolve(opened.config.dataFolder, 'sample');
  mkdirSync(folder, { recursive: true });
  const [source, results] = [path.join(folder, 'addresses.csv'), path.join(folder, 'results.csv')];
  await writeSampleCsv(source);
  io.say(`\nSample: which incentives apply at ${groupDigits(SAMPLE_SIZE)} real addresses?  (${source})`);

  const name = `Sample: ${groupDigits(SAMPLE_SIZE)} real addresses`;
  const answer = await lotline(io.io, target, [
    'lookups',
    'upload',
    source,
    '--name',
    name,
    '--wait',
    '--json',
  ]);
  const { job_id: jobId } = z.object({ job_id: z.string() }).parse(JSON.parse(answer));
  await lotline(io.io, target, ['lookups', 'download', jobId, '--out', results, '--quiet']);
  await summarize(io, opened, target, jobId);
  io.say(`  Results    ${results}`);
}

/** Runs one command of the command line against the target, as a newcomer would; answers what it printed. */
export async function lotline(io: Io, target: SampleTarget, argv: string[]): Promise<string> {
  let printed = '';
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      printed += chunk;
      done();
    },
  });
  const program = new Command('lotline');
  const env = { ...io.env, LOTLINE_URL: target.url, LOTLINE_API_KEY: target.key };
  const sampleIo: Io = { ...io, stdout, env };
  registerRemoteCommands(program, sampleIo);
  await runProgram(program, argv, sampleIo);
  return printed;
}

async function summarize(io: LocalIo, opened: Opened, target: SampleTarget, jobId: string): Promise<void> {
  const pool = createPool(opened.database.urls.api, { name: 'lotline sample', max: 1 });
  try {
    const { organizationId } = target;
    const of = { organizationId, jobId };
    const report = await asOrganization(pool, organizationId, (db) =>
      reportSummary(db, organizationId, jobId),
    );
    const groups = await asOrganization(pool, organizationId, (db) =>
      listFailureGroups(db, { ...of, limit: 10 }),
    );
    if (report === undefined) throw new Error('the sample has no report');
    io.say(
      `  Addresses  ${groupDigits(report.totalSites)} looked up, ${groupDigits(report.eligibleSites)} eligible`,
    );
    io.say(`  Value      $${showMoney(report.totalIncentiveValue)} in all`);
    for (const group of groups)
      io.say(`  Failed     ${groupDigits(group.items)} × ${group.code}: ${group.message}`);
  } finally {
    await pool.end();
  }
}

/** Dollars with their thousands grouped; the text keeps every digit. */
function showMoney(dollars: string): string {
  const [whole = '0', cents = '00'] = dollars.split('.');
  return `${groupDigits(Number(whole))}.${cents}`;
}
