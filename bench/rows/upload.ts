import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { lotline } from '../contestants/lotline.ts';
import type { Bench, Group } from '../lib/bench.ts';
import { peakResidentMb } from '../lib/cpu.ts';
import { makePayload } from '../lib/items.ts';
import { toLookup } from '../lib/lookups.ts';
import { startProduct } from '../lib/product.ts';
import { figure, type Section, table } from '../lib/section.ts';

const ROWS = 1_000_000;
const DATABASE = 'bench_upload';
const TARGET_MB = 250;

/** A million rows as one streaming request: what the server needs for it, in memory and time. */
export const uploadGroup: Group = {
  rows: ['upload'],
  run: async (bench) => section(await measure(bench)),
};

interface Upload {
  format: string;
  rows: number;
  seconds: number;
  serverMb: number;
}

const FORMATS = [
  { format: 'CSV', type: 'text/csv', lines: csvLines },
  { format: 'JSON lines', type: 'application/x-ndjson', lines: jsonLines },
] as const;

async function measure(bench: Bench): Promise<Upload[]> {
  const rows = Math.round(ROWS * bench.scale);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lotline-bench-files-'));
  await bench.templates.clone(DATABASE, lotline, 0);
  try {
    const uploads: Upload[] = [];
    for (const { format, type, lines } of FORMATS) {
      const file = path.join(folder, 'rows');
      await pipeline(Readable.from(lines(rows)), createWriteStream(file));
      uploads.push(await upload(bench, { format, type, file, rows }));
    }
    return uploads;
  } finally {
    await rm(folder, { recursive: true, force: true });
    await bench.server.admin.query(`drop database ${DATABASE} with (force)`);
  }
}

/** One request against a server started for it, so that the server's peak is this request's. */
async function upload(
  bench: Bench,
  { format, type, file, rows }: { format: string; type: string; file: string; rows: number },
): Promise<Upload> {
  const product = await startProduct(bench.server.urls(DATABASE));
  try {
    const start = performance.now();
    const response = await fetch(`${product.url}/batch-lookups/stream?name=bench`, {
      method: 'POST',
      headers: { 'x-api-key': product.key, 'content-type': type },
      // the same class, which Node's types and the web's declare apart
      body: Readable.toWeb(createReadStream(file)) as ReadableStream,
      duplex: 'half',
    });
    const seconds = (performance.now() - start) / 1000;
    // the next line fails for anything else
    const answer = (await response.json()) as { accepted?: number };
    if (answer.accepted !== rows) throw new Error(`${response.status}: ${JSON.stringify(answer)}`);
    const measured = { format, rows, seconds, serverMb: peakResidentMb(product.pid) };
    bench.record(
      { row: 'upload', ...measured },
      `upload  ${rows} rows of ${format}: ${seconds.toFixed(1)} s, server ${measured.serverMb.toFixed(0)} MB`,
    );
    return measured;
  } finally {
    await product.stop();
  }
}

function* csvLines(rows: number): Generator<string> {
  yield 'Deal ID,Street 1,City,State,Postal code\r\n';
  for (let i = 0; i < rows; i += 1) {
    const { ref, street_1, city, state, postal_code } = makePayload(i);
    yield `${ref},${street_1},${city},${state},${postal_code}\r\n`;
  }
}

function* jsonLines(rows: number): Generator<string> {
  for (let i = 0; i < rows; i += 1) yield `${JSON.stringify(toLookup(makePayload(i)))}\n`;
}

function section(uploads: readonly Upload[]): Section {
  const rows = uploads.map(({ format, rows: count, serverMb, seconds }) => [
    `${figure(count)} rows of ${format}`,
    figure(serverMb),
    figure(seconds, 1),
    figure(count / seconds),
  ]);
  const worst = Math.max(...uploads.map(({ serverMb }) => serverMb));
  return {
    title: 'A large file in one request',
    body: `\`POST /batch-lookups/stream\`: one request, all rows accepted, until the answer; the largest resident memory (VmHWM) of the server. Measured once.\n\n${table(['', 'server, peak MB', 'seconds', 'rows/s'], rows)}`,
    verdicts: [
      {
        target: `1,000,000 rows in one request: at most ${TARGET_MB} MB of resident memory of the server`,
        reached: `${figure(worst)} MB`,
        met: worst <= TARGET_MB,
      },
    ],
  };
}
