import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { ApiServer, type StoredJob } from './api-server.ts';
import { lotline, type Ran, type RunOptions } from './terminal.ts';

const HEADER = 'Deal ID,Street Address,City,State,ZIP';
const server = new ApiServer();
let folder = '';

before(async () => {
  await server.start();
  folder = await mkdtemp(join(tmpdir(), 'lotline-upload-'));
});
after(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  server.jobs.clear();
  server.requests.length = 0;
  server.fault = () => undefined;
  server.onRead = () => {};
});

function rowsOf(count: number): string {
  return Array.from(
    { length: count },
    (_, row) => `deal-${row + 1},${row + 1} Main St,Boston,MA,02134\n`,
  ).join('');
}

async function upload(
  content: string | Uint8Array,
  args: string[] = [],
  options: RunOptions = {},
): Promise<Ran> {
  const file = join(folder, 'leads.csv');
  await writeFile(file, content);
  return lotline(['lookups', 'upload', file, ...args], { env: server.env(), ...options });
}

function onlyJob(): StoredJob {
  assert.equal(server.jobs.size, 1);
  const [job] = server.jobs.values();
  assert.ok(job);
  return job;
}

test('a file becomes one sealed job that keeps numbers, cells and mapped items of every row', async () => {
  const ran = await upload(
    `\ufeff${HEADER},Note\r\nd-1,"1 Main St, Rear",Boston,MA,02134,"=a ""b""\r\nc"\r\nd-2, 2 Elm ,York,PA,17401,\r\n`,
  );
  assert.equal(ran.code, 0, ran.stderr);
  const job = onlyJob();
  assert.equal(ran.stdout, `${job.id}\n`);
  assert.equal(job.sealed, true);
  assert.deepEqual(job.columns, ['Deal ID', 'Street Address', 'City', 'State', 'ZIP', 'Note']);
  assert.deepEqual(server.rows(job), [
    {
      row: 1,
      cells: ['d-1', '1 Main St, Rear', 'Boston', 'MA', '02134', '=a "b"\r\nc'],
      item: {
        reference_id: 'd-1',
        building_type: 'RESIDENTIAL',
        device_ids: [1],
        address: {
          street_1: '1 Main St, Rear',
          city: 'Boston',
          state_or_province_code: 'MA',
          postal_code: '02134',
          country_code: 'US',
        },
      },
    },
    {
      row: 2,
      cells: ['d-2', ' 2 Elm ', 'York', 'PA', '17401', ''],
      item: {
        reference_id: 'd-2',
        building_type: 'RESIDENTIAL',
        device_ids: [1],
        address: {
          street_1: '2 Elm',
          city: 'York',
          state_or_province_code: 'PA',
          postal_code: '17401',
          country_code: 'US',
        },
      },
    },
  ]);
  assert.match(ran.stderr, /street_1 +from "Street Address"/);
  assert.match(ran.stderr, /building_type +always RESIDENTIAL \(default\)/);
  assert.match(ran.stderr, /kept as they are: Note/);
  assert.match(ran.stderr, /Sent 2 rows\./);
});

test('options become the job: name, day, spacing, devices, constants', async () => {
  const args = [
    '--name',
    'Spring',
    '--as-of',
    '2025-06-01',
    '--spacing-ms',
    '100',
    '--no-reuse',
    '--device-ids',
    '2,3',
  ];
  await upload(`street;plz\n1 Elm;04105\n`, [
    ...args,
    '--map',
    'plz=postal_code',
    '--const',
    'country_code=US',
  ]);
  const job = onlyJob();
  assert.deepEqual(job.body, {
    name: 'Spring',
    columns: ['street', 'plz'],
    mapping: {
      columns: { street_1: 0, postal_code: 1 },
      constants: { country_code: 'US', device_ids: '2,3', building_type: 'RESIDENTIAL' },
    },
    as_of: '2025-06-01',
    spacing_ms: 100,
    reuse: false,
  });
  assert.deepEqual(server.rows(job)[0]?.item, {
    device_ids: [2, 3],
    building_type: 'RESIDENTIAL',
    address: { street_1: '1 Elm', postal_code: '04105', country_code: 'US' },
  });
});

test('10,001 rows are one job of three chunks in order', async () => {
  const ran = await upload(`${HEADER}\n${rowsOf(10_001)}`);
  assert.equal(ran.code, 0, ran.stderr);
  const job = onlyJob();
  assert.deepEqual(
    [...job.chunks].map(([number, rows]) => [number, rows.length]),
    [
      [1, 5000],
      [2, 5000],
      [3, 1],
    ],
  );
  assert.deepEqual(
    server.rows(job).map(({ row }) => row),
    Array.from({ length: 10_001 }, (_, at) => at + 1),
  );
});

test('gzipped files and stdin are read alike', async () => {
  const packed = gzipSync(`${HEADER}\n${rowsOf(3)}`);
  assert.equal((await upload(packed)).code, 0);
  const piped = await lotline(['lookups', 'upload', '-'], { env: server.env(), stdin: packed });
  assert.equal(piped.code, 0, piped.stderr);
  assert.deepEqual(
    [...server.jobs.values()].map((job) => server.rows(job).length),
    [3, 3],
  );
  const cut = await upload(packed.subarray(0, 40));
  assert.equal(cut.code, 5);
  assert.match(cut.stderr, /damaged or cut off/);
});

test('blank rows are left out and told, short rows filled, shifted rows sent with their problem', async () => {
  const ran = await upload(
    `${HEADER}\n\nd-1,1 Main St,Boston,MA,02134\n,,,,\nd-2,2 Elm,York,PA\nd-3,3 Oak, Suite 4,York,PA,17401\n`,
  );
  const rows = server.rows(onlyJob());
  assert.deepEqual(
    rows.map((row) => row.row),
    [1, 2, 3],
  );
  assert.deepEqual(rows[1]?.cells, ['d-2', '2 Elm', 'York', 'PA', '']);
  assert.match(rows[2]?.problem ?? '', /6 cells and the header 5/);
  assert.match(ran.stderr, /Sent 3 rows\. 1 of them cannot be looked up.*1 blank row left out/);
});

const UNUSABLE: Record<string, [content: string, code: string]> = {
  'an empty file': ['', 'empty_file'],
  'a header without rows': [`${HEADER}\n`, 'no_rows'],
  'a header and blank rows': [`${HEADER}\n\n,,,,\n`, 'no_rows'],
  'a file without a street': ['name,zip\nx,02134\n', 'missing_column'],
  'a file without a place': ['street\n1 Elm\n', 'missing_column'],
  'two columns for one field': ['street,address,zip\n1 Elm,2 Elm,02134\n', 'mapping'],
};
for (const [name, [content, code]] of Object.entries(UNUSABLE)) {
  test(`${name} is refused with exit code 5 before anything is created`, async () => {
    const ran = await upload(content, ['--json']);
    assert.equal(ran.code, 5);
    assert.equal(JSON.parse(ran.stderr.trim().split('\n').at(-1) ?? '').code, code);
    assert.equal(server.requests.length, 0);
  });
}

test('a file that breaks in the middle leaves no job behind', async () => {
  const ran = await upload(`${HEADER}\n${rowsOf(6_000)}d-x,"never closed\n`);
  assert.equal(ran.code, 5);
  assert.match(ran.stderr, /never closed/);
  assert.match(ran.stderr, /Nothing was started\./);
  assert.equal(onlyJob().status, 'cancelled');
  assert.equal(onlyJob().sealed, false);
});

test('a file of a million rows is read to its end, one row more is refused', async () => {
  const read = async (rows: number): Promise<unknown> => {
    const child = join(import.meta.dirname, '..', 'support', 'rows-child.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [child, String(rows)]);
    return JSON.parse(stdout);
  };
  assert.deepEqual(await read(1_000_000), { last: 1_000_000, code: 'end' });
  assert.deepEqual(await read(1_000_001), { last: 1_000_000, code: 'too_many_rows' });
});

test('a chunk is repeated after a broken connection, a busy server or a failing gateway, and stored once', async () => {
  const faults = [
    'drop before',
    'drop after',
    { status: 503, headers: { 'retry-after': '7' } },
    { status: 429 },
  ] as const;
  let next = 0;
  server.fault = (request) => (request.method === 'PUT' ? faults[next++] : undefined);
  const ran = await upload(`${HEADER}\n${rowsOf(5_001)}`);
  assert.equal(ran.code, 0, ran.stderr);
  assert.equal(server.rows(onlyJob()).length, 5_001);
  assert.equal(server.requests.filter((request) => request.method === 'PUT').length, 6);
});

test('creating is repeated with the same key, and sealing as well', async () => {
  const broken = new Set<string>();
  server.fault = (request) => {
    if (request.method !== 'POST' || broken.has(request.path)) return undefined;
    broken.add(request.path);
    return request.path.endsWith('/seal') ? 'drop after' : 'drop before';
  };
  assert.equal((await upload(`${HEADER}\n${rowsOf(2)}`)).code, 0);
  const creates = server.requests.filter((request) => request.path === '/batch-lookups/uploads');
  assert.equal(creates.length, 2);
  assert.equal(creates[0]?.headers['idempotency-key'], creates[1]?.headers['idempotency-key']);
  assert.equal(onlyJob().sealed, true);
  await upload(`${HEADER}\n${rowsOf(2)}`, ['--idempotency-key', 'spring-1']);
  assert.equal(server.requests.filter((one) => one.headers['idempotency-key'] === 'spring-1').length, 1);
});

test('an upload cut off by an outage is not started, tells how to go on, and goes on', async () => {
  let puts = 0;
  server.fault = (request) => (request.method === 'PUT' && ++puts > 1 ? 'drop before' : undefined);
  const content = `${HEADER}\n${rowsOf(12_000)}`;
  const broken = await upload(content);
  const job = onlyJob();
  assert.equal(broken.code, 1);
  assert.equal(broken.stdout, '');
  assert.equal(job.sealed, false);
  assert.equal(job.status, 'pending');
  assert.match(broken.stderr, new RegExp(`Nothing was started.*--resume ${job.id}`));
  server.fault = () => undefined;
  const resumed = await upload(content, ['--resume', job.id]);
  assert.equal(resumed.code, 0, resumed.stderr);
  assert.equal(resumed.stdout, `${job.id}\n`);
  assert.deepEqual(
    server.rows(job).map(({ row }) => row),
    Array.from({ length: 12_000 }, (_, at) => at + 1),
  );
  assert.equal(job.sealed, true);
  const again = await upload(content, ['--resume', job.id]);
  assert.equal(again.code, 7);
});

test('an interrupted upload is not resumed with a file of other columns or another length', async () => {
  let puts = 0;
  server.fault = (request) => (request.method === 'PUT' && ++puts > 1 ? 'drop before' : undefined);
  await upload(`${HEADER}\n${rowsOf(12_000)}`);
  const job = onlyJob();
  server.fault = () => undefined;
  const other = await upload(`street,zip\n1 Elm,02134\n`, ['--resume', job.id]);
  assert.equal(other.code, 5);
  const shorter = await upload(`${HEADER}\n${rowsOf(3)}`, ['--resume', job.id]);
  assert.equal(shorter.code, 7);
  assert.match(shorter.stderr, /3 rows were sent, but the job holds 5000/);
  assert.equal(job.status, 'pending');
  assert.equal(job.sealed, false);
});

test('a refusal in the middle cancels the job and passes the reason on', async () => {
  server.fault = (request) =>
    request.method === 'PUT'
      ? {
          status: 400,
          body: { error: 'rows[0].cells: too long', code: 'validation_failed', requestId: 'r-9' },
        }
      : undefined;
  const ran = await upload(`${HEADER}\n${rowsOf(2)}`, ['--json']);
  assert.equal(ran.code, 5);
  const report = JSON.parse(ran.stderr.trim().split('\n').at(-1) ?? '');
  assert.deepEqual(report, {
    code: 'validation_failed',
    message: 'rows[0].cells: too long',
    hint: 'Nothing was started.',
    requestId: 'r-9',
  });
  assert.equal(onlyJob().status, 'cancelled');
});

test('Ctrl-C stops the upload, cancels the job and ends with exit code 2', async () => {
  let press = (): void => {};
  const interrupt = new Promise<void>((resolve) => {
    press = resolve;
  });
  server.fault = (request) => {
    if (request.method === 'PUT') press();
    return undefined;
  };
  const ran = await upload(`${HEADER}\n${rowsOf(20_000)}`, [], { interrupt });
  assert.equal(ran.code, 2);
  assert.match(ran.stderr, /The upload was stopped\.\nNothing was started\./);
  assert.equal(onlyJob().status, 'cancelled');
});

test('--wait follows the job and its exit code tells how it ended', async () => {
  server.onRead = (job) => {
    if (!job.sealed) return;
    job.status = 'completed';
    job.counts = { ...job.counts, waiting: 0, completed: 2, failed: 1 };
  };
  const ran = await upload(`${HEADER}\n${rowsOf(3)}`, ['--wait', '--json']);
  assert.equal(ran.code, 6, ran.stderr);
  const answer = JSON.parse(ran.stdout);
  assert.equal(answer.job_id, onlyJob().id);
  assert.equal(answer.counts.failed, 1);
  assert.match(ran.stderr, /Completed with failures: 2 succeeded, 1 failed of 3 items/);
});

test('--check sends nothing, groups the errors with their rows and ends with exit code 5', async () => {
  const bad = `d 1,1 Main St,Boston,MA,02134\nd-2,,Boston,MA,02134\nd-3,,York,PA,17401\nd-4,4 Oak,,,\n`;
  const ran = await upload(`${HEADER}\n${rowsOf(2)}${bad}`, ['--check', '--json']);
  assert.equal(ran.code, 5);
  assert.equal(server.requests.length, 0);
  const report = JSON.parse(ran.stdout);
  assert.deepEqual([report.rows, report.ready, report.bad], [6, 2, 4]);
  assert.deepEqual(
    report.errors.map((one: { field: string; count: number; rows: object[] }) => [
      one.field,
      one.count,
      one.rows,
    ]),
    [
      [
        'address.street_1',
        2,
        [
          { row: 4, line: 5 },
          { row: 5, line: 6 },
        ],
      ],
      ['reference_id', 1, [{ row: 3, line: 4 }]],
      ['address.postal_code', 1, [{ row: 6, line: 7 }]],
    ],
  );
  const good = await upload(`${HEADER}\n${rowsOf(2)}`, ['--check']);
  assert.equal(good.code, 0);
  assert.match(good.stdout, /2 rows: 2 ready, 0 bad/);
});

test('a file that does not exist is exit code 3, a wrong option 64', async () => {
  assert.equal((await lotline(['lookups', 'upload', '/no/such.csv'], { env: server.env() })).code, 3);
  assert.equal((await upload('x', ['--const', 'nonsense=1'])).code, 64);
  assert.equal((await upload('x', ['--map', 'x'])).code, 64);
  assert.equal((await upload('x', ['--as-of', '2025-02-30'])).code, 64);
  assert.equal((await upload('x', ['--encoding', 'ebcdic'])).code, 64);
});

test('the template is a file that the check accepts', async () => {
  const { stdout } = await lotline(['lookups', 'template']);
  const ran = await upload(stdout, ['--check']);
  assert.equal(ran.code, 0, ran.stdout);
  assert.match(stdout, /^reference_id,street_1,.*\r\n/);
});
