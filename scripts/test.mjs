// Runs the tests: `npm test`, `npm run test:pg15` (the same on PostgreSQL 15), `npm run test:real` (the suite over
// the folder that LOTLINE_REAL_DATA names), `npm run test:supabase` (through a transaction pooler, as an owner without
// privileges), `npm run test:faults` (a thousand seeded runs of faults, and fifty kills).
// Files or folders given as arguments narrow it: npm test -- test/db
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { reaches } from './reaches.mjs';

const args = process.argv.slice(2);
const real = take('--real');
const supabase = take('--supabase');
const faults = take('--faults');
const pg = take('--pg') ? args.shift() : '18';

if (real && !process.env.LOTLINE_REAL_DATA) {
  console.error('LOTLINE_REAL_DATA is not set: name the folder that holds the real data files.');
  process.exit(1);
}

/** What must hold on a hosted database too; the rest needs SQL logins, sessions of its own, or no database. */
const HOSTED = [
  'test/engine/{bindings,chaos,items-page,sessions}.test.ts',
  'test/http/{authentication,idempotency}.test.ts',
  'test/identity/*.test.ts',
  'test/outcomes/{n8n-calls,webhooks}.test.ts',
  'test/property/documents.test.ts',
  'test/sql/{billed,check,claim,clock,control,create,pause-until,realtime,reports}.test.ts',
  'test/sql/{rescue,retry,settle,streak,upkeep,webhook-events}.test.ts',
  'test/sql/county-jobs-{create,holds,selection}.test.ts',
  'test/surfaces/{batch-jobs*,batch-lookups,live-ends,mcp-work,operations,properties-import}.test.ts',
  'test/surfaces/{reports,sessions,uploads,webhooks}.test.ts',
  'test/work/{county-kinds,leases,worker}.test.ts',
];

/** The only ways from a test to the run's PostgreSQL. Who takes neither proves the same whichever server it is. */
const DOORS = ['test/support/database.ts', 'test/support/binaries.ts'];

const everything = globSync(supabase ? HOSTED : faults ? 'test/faults/*.test.ts' : 'test/**/*.test.ts')
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.startsWith('test/real/') === real)
  .filter((file) => (pg === '18' && !supabase) || reaches(file, DOORS));
const chosen = args.length === 0 ? everything : args.flatMap(expand);
if (chosen.length === 0) {
  console.error(`No test file matches ${args.join(' ')}`);
  process.exit(1);
}

// A run narrowed to some files, or over real data, says nothing about what the others call.
const whole = !real && !supabase && !faults && args.length === 0;
const uncalledFile = path.join(mkdtempSync(path.join(tmpdir(), 'lotline-uncalled-')), 'uncalled.txt');
const result = spawnSync(
  process.execPath,
  [
    '--test',
    '--test-global-setup=./test/global.ts',
    `--test-concurrency=${process.env.LOTLINE_TEST_CONCURRENCY ?? 4}`,
    '--test-timeout=300000',
    `--test-reporter=${process.stdout.isTTY ? 'spec' : './test/support/brief-reporter.mjs'}`,
    ...chosen,
  ],
  {
    stdio: 'inherit',
    env: {
      // Every test file is a process that loads the project: its types are stripped and its code compiled once.
      NODE_COMPILE_CACHE: path.resolve('node_modules/.cache/lotline-tests'),
      ...(faults ? { LOTLINE_FAULT_RUNS: '1000', LOTLINE_FAULT_KILLS: '50' } : {}),
      ...process.env,
      LOTLINE_TEST_PG: pg,
      LOTLINE_TEST_UNCALLED: uncalledFile,
      ...(supabase ? { LOTLINE_TEST_SUPABASE: 'yes' } : {}),
    },
  },
);
const uncalled = whole && result.status === 0 ? readFileSync(uncalledFile, 'utf8') : '';
rmSync(path.dirname(uncalledFile), { recursive: true, force: true });
if (uncalled !== '') {
  console.error(`No test calls these SQL functions: ${uncalled.split('\n').join(', ')}`);
  process.exit(1);
}
process.exit(result.status ?? 1);

function take(flag) {
  const at = args.indexOf(flag);
  if (at === -1) return false;
  args.splice(at, 1);
  return true;
}

function expand(name) {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() ? globSync(`${name}/**/*.test.ts`) : [name];
}
