import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { parseEnv } from 'node:util';
import { parse } from 'csv-parse/sync';
import pg from 'pg';
import type { FaultScript } from '../../src/simulators/chassis/faults.ts';
import { type LotlineProcess, lotline, lotlineProcess } from '../support/lotline-process.ts';
import { until } from '../support/until.ts';

const LOTS = 14;
const folder = mkdtempSync(path.join(tmpdir(), 'lotline-story-'));
const file = (name: string) => path.join(folder, name);
const running: LotlineProcess[] = [];
after(async () => {
  for (const one of running.reverse()) {
    one.child.kill('SIGTERM');
    await one.ended();
  }
  rmSync(folder, { recursive: true, force: true });
});

function begun(args: readonly string[], env: Record<string, string>): LotlineProcess {
  const one = lotlineProcess(args, env);
  running.push(one);
  return one;
}

test('each kind comes to its end in a sandbox of several processes, through faults and the death of a worker', async () => {
  const rows = Array.from(
    { length: LOTS },
    (_, at) =>
      `2${100 + at} 0${10 + at},${200 + 8 * at} E VICTORY DR,Savannah,31405,0.25,Residential,120000,1988`,
  );
  const header = 'Parcel ID,Address,City,ZIP,Acreage,LandUse,TotalValue,YearBuilt';
  writeFileSync(file('parcels.csv'), [header, ...rows].join('\n'));
  const simulators = begun(
    [
      'sandbox',
      '--data',
      file('parcels.csv'),
      '--place',
      'Chatham County, GA',
      '--sale-list',
      file('list.pdf'),
    ],
    {},
  );
  await simulators.says(/Ctrl-C stops them/);
  const settings = parseEnv(simulators.stdout()) as Record<string, string>;
  const admin = (name: string) => `${new URL(settings[name] ?? '').origin}/_simulator` as const;
  const fail = async (name: string, ...faults: FaultScript[]) => {
    const told = await fetch(`${admin(name)}/faults`, { method: 'POST', body: JSON.stringify({ faults }) });
    assert.equal(told.status, 200, await told.text());
  };
  const asked = async (name: string) =>
    ((await (await fetch(`${admin(name)}/requests`)).json()) as { requests: unknown[] }).requests.length;

  const env = { ...settings, LOTLINE_DATA: file('data'), PORT: '0' };
  const server = begun(['serve'], env);
  const [, key = ''] = await server.says(/API key\s+(lot_live_[0-9a-f]{64})/);
  const [, url = ''] = await server.says(/API {7}(http\S+)/);
  const terminal = { LOTLINE_URL: url, LOTLINE_API_KEY: key };
  const done = async (args: readonly string[], items: number) => {
    const ran = await lotline(args, terminal);
    assert.equal(ran.code, 0, `${args.join(' ')}\n${ran.stderr}`);
    assert.match(ran.stderr, new RegExp(`Completed: ${items} succeeded of ${items} item`), args.join(' '));
    assert.match(ran.stderr, /Sandbox: simulators stand for all outside services/);
  };
  const secret = await lotline(['api', '/api/http-secret', '-X', 'POST'], terminal);
  assert.equal(secret.code, 0, secret.stderr);
  const first = begun(['worker'], env);

  await fail('REGRID_API_URL', { kind: 'status', status: 429, retryAfter: { seconds: 1, as: 'seconds' } });
  await fail('PROPERTYRADAR_API_URL', {
    kind: 'status',
    status: 429,
    retryAfter: { seconds: 1, as: 'date' },
  });
  await fail('ANTHROPIC_API_URL', { kind: 'status', status: 529 });
  await fail('INCENTIVES_API_URL', { kind: 'status', status: 502 }, { kind: 'drop', effect: 'before' });
  await fail('OWN_SERVICE_URL', { kind: 'status', status: 503, retryAfter: { seconds: 1, as: 'seconds' } });
  await fail('EPA_ECHO_URL', { kind: 'html' });
  await fail('USGS_ELEVATION_URL', { kind: 'truncated' });
  await fail('FEMA_NFHL_URL', { kind: 'latency', delayMs: 60_000, times: null });

  const county = lotline(
    ['counties', 'run', 'Chatham, GA', '--document', file('list.pdf'), '--out', file('county.csv'), '--json'],
    terminal,
  );
  await until(async () => (await asked('FEMA_NFHL_URL')) > 0, 'somebody to wait for the flood map', 60_000);
  first.child.kill('SIGKILL');
  await first.ended();
  await fetch(`${admin('FEMA_NFHL_URL')}/faults`, { method: 'DELETE' });
  await laterBy('10 minutes', env);
  begun(['worker'], env);
  const ran = await county;
  assert.equal(ran.code, 0, ran.stderr);
  const steps: { step: string; status: string; completed: number; total: number }[] = JSON.parse(ran.stdout);
  assert.deepEqual(
    steps.map(({ step, status }) => [step, status]),
    ['pdf_parsing', 'regrid_scraping', 'visual_validation', 'environmental_research', 'bid_strategy'].map(
      (step) => [step, 'completed'],
    ),
  );
  assert.ok(
    steps.every(({ completed, total }) => completed === total && total > 0),
    ran.stdout,
  );

  const posted = Array.from({ length: 5 }, (_, at) => JSON.stringify({ parcel: at }));
  writeFileSync(file('items.jsonl'), posted.join('\n'));
  const addresses = rows.map((row, at) => `lot-${at},${row.split(',').slice(1, 3).join(',')},GA,31405`);
  writeFileSync(file('addresses.csv'), ['Deal ID,Street Address,City,State,ZIP', ...addresses].join('\n'));
  const research = ['--county', 'Chatham, GA', '--by', 'worker', '--wait'];
  const service = `url=${settings.OWN_SERVICE_URL}`;
  await Promise.all([
    done(['batch', 'create', 'title_research', '--items', '2', ...research], 2),
    done(['batch', 'create', 'property_condition', '--items', '2', ...research], 2),
    done(['batch', 'create', 'county_research', ...research], 1),
    done(['leads', 'import', '--where', 'County=["13051"]', '--yes', '--wait'], LOTS),
    done(['lookups', 'upload', file('addresses.csv'), '--wait'], LOTS),
    done(
      ['jobs', 'create', '--kind', 'http', '--items', file('items.jsonl'), '--param', service, '--wait'],
      5,
    ),
  ]);

  const results: Record<string, string>[] = parse(readFileSync(file('county.csv')), { columns: true });
  assert.equal(results.length, LOTS);
  assert.ok(
    results.every(
      ({ provenance, city, verdict }) => provenance === 'sandbox' && city === 'SAVANNAH' && verdict,
    ),
  );
  const bids = results.filter(({ max_bid: bid }) => Number(bid) > 0);
  assert.equal(bids.length, steps.at(-1)?.total, 'each approved lot has its bid');
  for (const { risk_level: risk } of bids) assert.notEqual(risk, '');
  const stateOf = async (name: string) =>
    (await (await fetch(`${admin(name)}/state`)).json()) as { faults: unknown[]; state: unknown };
  const services = ['REGRID', 'PROPERTYRADAR', 'ANTHROPIC', 'INCENTIVES'].map((name) => `${name}_API_URL`);
  for (const name of [...services, 'OWN_SERVICE_URL', 'EPA_ECHO_URL', 'USGS_ELEVATION_URL']) {
    assert.deepEqual((await stateOf(name)).faults, [], `${name}: all befell somebody`);
  }
  assert.deepEqual((await stateOf('REGRID_API_URL')).state, { billed: LOTS }, 'each parcel is bought once');
  const { ledger } = (await stateOf('PROPERTYRADAR_API_URL')).state as { ledger: { radarIds: string[] }[] };
  const bought = ledger.flatMap(({ radarIds }) => radarIds);
  assert.deepEqual([bought.length, new Set(bought).size], [LOTS, LOTS], 'and so is each lead');
});

/** Has the database's clock go ahead, so that nobody waits for the leases of the dead. */
async function laterBy(amount: string, env: Record<string, string>): Promise<void> {
  const { stdout } = await lotline(['db', 'url', '--owner'], env);
  const client = new pg.Client({ connectionString: stdout.trim() });
  await client.connect();
  await client.query('insert into lotline.clock_shift (amount) values ($1)', [amount]);
  await client.end();
}
