import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { parseEnv } from 'node:util';
import { readConfig } from '../../src/base/config.ts';
import { lotline, lotlineProcess } from '../support/lotline-process.ts';
import { until } from '../support/until.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'lotline-sandbox-'));
after(() => rm(folder, { recursive: true }));

test('sandbox prints settings that the product takes, and stops all that it started', async () => {
  const list = path.join(folder, 'list.pdf');
  const run = lotlineProcess(['sandbox', '--seed', '3', '--sale-list', list], {});
  await run.says(/Ctrl-C stops them/);
  const settings = parseEnv(run.stdout());
  const { services, incentivesApi, sandbox, n8n } = readConfig(settings);
  assert.equal(sandbox, true);
  const addresses = [
    services.regrid,
    services.propertyRadar,
    services.fema,
    services.echo,
    services.elevation,
    services.census,
    services.anthropic,
    incentivesApi,
  ].map((service) => new URL(service?.url ?? ''));
  assert.ok(addresses.every(({ hostname }) => hostname === '127.0.0.1'));
  assert.equal(new Set(addresses.map(({ port }) => port)).size, 8);
  assert.equal(n8n.header?.name, 'X-Lotline');
  const usage = await fetch(`${services.regrid.url}/usage?token=${services.regrid.key}`);
  assert.equal(usage.status, 200);
  const token = await fetch(`${settings.CLERK_ISSUER}/_simulator/token?claims={"sub":"user_1"}`);
  const [, claims = ''] = (await token.text()).split('.');
  assert.equal(JSON.parse(Buffer.from(claims, 'base64url').toString()).sub, 'user_1');
  assert.equal((await readFile(list)).subarray(0, 5).toString(), '%PDF-');
  assert.match(run.stderr(), /120 parcels of Chatham, GA are on the list/);
  run.child.kill('SIGTERM');
  assert.equal(await run.ended(), 0);
  await until(async () => {
    try {
      await fetch(`${services.regrid.url}/usage`);
      return false;
    } catch {
      return true;
    }
  }, 'nobody to listen');
});

test('parcels of a file are what it holds, at the ports that were chosen', async () => {
  const file = path.join(folder, 'parcels.csv');
  await writeFile(file, 'Parcel ID,Address\n0001 002,2043 W NORTH AVE\n,\n');
  const first = 32_000 - (process.pid % 1000) * 13;
  const run = lotlineProcess(
    ['sandbox', '--data', file, '--place', 'Baltimore city, MD', '--ports', String(first)],
    {},
  );
  await run.says(/Ctrl-C stops them/);
  assert.match(run.stderr(), /^1 rows of .*parcels\.csv were left out/m);
  const { REGRID_API_URL, REGRID_API_TOKEN, WEBHOOK_RECEIVER_URL } = parseEnv(run.stdout());
  assert.equal(REGRID_API_URL, `http://127.0.0.1:${first}/api/v2`);
  assert.equal(new URL(WEBHOOK_RECEIVER_URL ?? '').port, String(first + 11));
  const found = await fetch(`${REGRID_API_URL}/parcels/apn?parcelnumb=0001002&token=${REGRID_API_TOKEN}`);
  const { parcels } = (await found.json()) as {
    parcels: { features: { properties: { headline: string } }[] };
  };
  assert.equal(parcels.features[0]?.properties.headline, '2043 W NORTH AVE');
  run.child.kill('SIGINT');
  assert.equal(await run.ended(), 0);
});

test('options that cannot be meant are refused by name', async () => {
  const seed = await lotline(['sandbox', '--seed', 'x'], {});
  assert.equal(seed.code, 64);
  assert.match(seed.stderr, /--seed x/);
  assert.match((await lotline(['sandbox', '--ports', '65530'], {})).stderr, /--ports 65530/);
  assert.match((await lotline(['sandbox', '--place', 'TN'], {})).stderr, /give --data too/);
  const nothing = await lotline(['sandbox', '--data', path.join(folder, 'nothing.csv')], {});
  assert.equal(nothing.code, 1);
  assert.match(nothing.stderr, /nothing\.csv/);
});
