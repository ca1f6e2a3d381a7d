import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createPool, type Pool } from '../../src/db/pool.ts';
import { claimBatches, settleBatch } from '../../src/engine/claims.ts';
import { lotline } from '../contestants/lotline.ts';
import type { Bench, Group } from '../lib/bench.ts';
import { peakResidentMb } from '../lib/cpu.ts';
import { makePayload } from '../lib/items.ts';
import { lookupResult } from '../lib/lookups.ts';
import { runCommand, startProduct } from '../lib/product.ts';
import { figure, type Section, table } from '../lib/section.ts';

const ROWS = 1_000_000;
const DATABASE = 'bench_memory';
const TARGET_MB = 250;
const SETTLERS = 3;

/** Resident memory of the processes that upload, download and send back a million rows. */
export const memoryGroup: Group = {
  rows: ['memory'],
  run: async (bench) => section(await measure(bench)),
};

interface Transfer {
  name: string;
  rows: number;
  seconds: number;
  commandMb: number;
  serverMb: number;
}

async function measure(bench: Bench): Promise<Transfer[]> {
  const rows = Math.round(ROWS * bench.scale);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lotline-bench-files-'));
  const file = path.join(folder, 'addresses.csv');
  const results = path.join(folder, 'results.csv');
  await bench.templates.clone(DATABASE, lotline, 0);
  try {
    await pipeline(Readable.from(csvLines(rows)), createWriteStream(file));
    const constants = [
      '--const',
      'country_code=US',
      '--const',
      'building_type=RESIDENTIAL',
      '--device-ids',
      '1',
    ];
    const upload = await transfer(bench, 'upload', rows, ['lookups', 'upload', file, ...constants]);
    await settleAll(bench, rows);
    const job = upload.stdout.trim();
    const download = await transfer(bench, 'download', rows, ['lookups', 'download', job, '--out', results]);
    const lines = await countLines(results);
    if (lines !== rows + 1) throw new Error(`the download has ${lines} lines, not ${rows + 1}`);
    const correct = await transfer(bench, 'correction', rows, ['lookups', 'correct', results, job, '--json']);
    // the next line fails for anything else
    const { changed, unchanged } = JSON.parse(correct.stdout) as { changed: number; unchanged: number };
    if (changed !== 0 || unchanged !== rows) throw new Error(`${changed} rows changed, ${unchanged} did not`);
    return [upload, download, correct];
  } finally {
    await rm(folder, { recursive: true, force: true });
    await bench.server.admin.query(`drop database ${DATABASE} with (force)`);
  }
}

/** One command against a server started for it, so that the server's peak is this transfer's. */
async function transfer(
  bench: Bench,
  name: string,
  rows: number,
  args: readonly string[],
): Promise<Transfer & { stdout: string }> {
  const product = await startProduct(bench.server.urls(DATABASE));
  try {
    const { stdout, milliseconds, peakMb } = await runCommand(product, args);
    const seconds = milliseconds / 1000;
    const measured = { name, rows, seconds, commandMb: peakMb, serverMb: peakResidentMb(product.pid) };
    bench.record(
      { row: 'memory', ...measured },
      `memory  ${name} of ${rows} rows: ${seconds.toFixed(1)} s, command ${peakMb.toFixed(0)} MB, server ${measured.serverMb.toFixed(0)} MB`,
    );
    return { ...measured, stdout };
  } finally {
    await product.stop();
  }
}

/** Gives every item a result through the engine, without the time that real lookups would take. */
async function settleAll(bench: Bench, rows: number): Promise<void> {
  const pool = createPool(bench.server.urls(DATABASE).worker, { name: 'bench settle', max: SETTLERS });
  try {
    const settled = await Promise.all(Array.from({ length: SETTLERS }, () => settleSome(pool)));
    const total = settled.reduce((sum, count) => sum + count, 0);
    if (total !== rows) throw new Error(`${total} of ${rows} items were settled`);
  } finally {
    await pool.end();
  }
}

async function settleSome(pool: Pool): Promise<number> {
  let total = 0;
  for (;;) {
    const claim = { worker: 'bench', kinds: ['incentive_lookup'], limit: 1000 };
    const batches = await claimBatches(pool, claim);
    if (batches.length === 0) return total;
    for (const { batchId, token, items } of batches) {
      const outcomes = items.map(({ seq }) => ({
        seq,
        outcome: 'completed' as const,
        result: lookupResult(seq),
      }));
      total += (await settleBatch(pool, { batchId, token, outcomes })).accepted;
    }
  }
}

function* csvLines(rows: number): Generator<string> {
  yield 'Deal ID,Street 1,City,State,Postal code\r\n';
  for (let i = 0; i < rows; i += 1) {
    const { ref, street_1, city, state, postal_code } = makePayload(i);
    yield `${ref},${street_1},${city},${state},${postal_code}\r\n`;
  }
}

async function countLines(file: string): Promise<number> {
  let lines = 0;
  for await (const _ of createInterface({ input: createReadStream(file) })) lines += 1;
  return lines;
}

function section(transfers: readonly Transfer[]): Section {
  const rows = transfers.map((transfer) => [
    `${transfer.name} of ${figure(transfer.rows)} rows`,
    figure(transfer.commandMb),
    figure(transfer.serverMb),
    figure(transfer.seconds, 1),
    figure(transfer.rows / transfer.seconds),
  ]);
  const worst = Math.max(...transfers.flatMap(({ commandMb, serverMb }) => [commandMb, serverMb]));
  return {
    title: 'Memory of large files',
    body: `\`lotline lookups upload\` of a CSV file, \`lotline lookups download\` of its results (every item settled, about 900 bytes of JSON each) and \`lotline lookups correct\` of what was downloaded, over HTTP; the largest resident memory (VmHWM) of either process. Measured once.\n\n${table(
      ['', 'command, peak MB', 'server, peak MB', 'seconds', 'rows/s'],
      rows,
    )}`,
    verdicts: [
      {
        target: `upload, download and correction of 1,000,000 rows: at most ${TARGET_MB} MB of resident memory, each process`,
        reached: `${figure(worst)} MB`,
        met: worst <= TARGET_MB,
      },
    ],
  };
}
