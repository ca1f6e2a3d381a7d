import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { extractText } from 'unpdf';
import { amountDue, writeSaleList } from '../../src/simulators/sale-list.ts';
import { startSandbox } from '../../src/simulators/sandbox.ts';
import { startSandboxCallers } from '../../src/simulators/sandbox-callers.ts';

test('a sandbox is a set of variables, and services behind them that agree on one world', async () => {
  const lines: string[] = [];
  const { env, world, stop } = await startSandbox({ seed: 5, log: (line) => lines.push(line) });
  try {
    assert.match(lines.join('\n'), /^\d+ parcels, and \d+ services over them$/);
    const parcel = world.parcels.find(
      ({ lat, lon, stack }) => world.flood(lat, lon) !== null && stack === null,
    );
    assert.ok(parcel);
    const { lat, lon } = parcel;
    const ask = async (url: string) => JSON.parse(await (await fetch(url)).text());
    const found = await ask(
      `${env.REGRID_API_URL}/parcels/point?lat=${lat}&lon=${lon}&token=${env.REGRID_API_TOKEN}`,
    );
    const { fields } = found.parcels.features[0].properties;
    const flood = await ask(
      `${env.FEMA_NFHL_URL}/28/query?geometry=${fields.lon},${fields.lat}&geometryType=esriGeometryPoint&inSR=4326&outFields=FLD_ZONE&f=json`,
    );
    assert.equal(flood.features[0].attributes.FLD_ZONE, fields.fema_flood_zone);
    const line = encodeURIComponent(`${parcel.address}, ${parcel.city}, ${parcel.state} ${parcel.zip}`);
    const matched = await ask(
      `${env.CENSUS_GEOCODER_URL}/locations/onelineaddress?address=${line}&benchmark=Public_AR_Current&format=json`,
    );
    assert.deepEqual(matched.result.addressMatches[0].coordinates, { x: lon, y: lat });
    const height = await ask(`${env.USGS_ELEVATION_URL}/json?x=${lon}&y=${lat}&units=Feet&wkid=4326`);
    assert.equal(height.value, String(world.elevationFeet(lat, lon)));
    for (const value of Object.values(env)) assert.ok(!value.includes(' '), value);
  } finally {
    await stop();
    await stop();
  }
  await assert.rejects(fetch(`${env.REGRID_API_URL}/usage`), 'nobody listens any more');
});

test('services that cost money know the same parcels, and want the keys that were printed', async () => {
  const { env, world, stop } = await startSandbox({ seed: 5, log: () => {} });
  try {
    const post = async (url: string, body: unknown, headers: Record<string, string>) => {
      const answer = await fetch(url, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      });
      return { status: answer.status, body: JSON.parse(await answer.text()) };
    };
    const criteria = { Criteria: [{ name: 'County', value: ['13051'] }] };
    const search = `${env.PROPERTYRADAR_API_URL}/properties?Purchase=0&Limit=10`;
    const leads = await post(search, criteria, { authorization: `Bearer ${env.PROPERTYRADAR_API_TOKEN}` });
    assert.equal(
      leads.body.totalResultCount,
      world.parcels.filter(({ fips }) => fips === '13051').length,
      JSON.stringify(leads),
    );
    assert.equal((await post(search, criteria, {})).status, 401);
    const lookup = `${env.INCENTIVES_API_URL}/incentives`;
    assert.equal((await post(lookup, {}, {})).status, 401);
    const refused = await post(lookup, {}, { 'x-api-key': env.INCENTIVES_API_KEY ?? '' });
    assert.equal(refused.body.error_code, 'invalid_json_body');
    const asked = await post(`${env.ANTHROPIC_API_URL}/v1/messages`, {}, { 'x-api-key': 'wrong' });
    assert.equal(asked.status, 401);
  } finally {
    await stop();
  }
});

test('ports are counted up from the one given; one that is taken is an error that leaves nothing running', async () => {
  // Below the ports that the system gives out by itself.
  const port = 20_002 + (process.pid % 1000) * 12;
  const taken = createServer().listen(port, '127.0.0.1');
  await once(taken, 'listening');
  // The third service would get the port that is taken.
  await assert.rejects(startSandbox({ seed: 5, ports: port - 2, log: () => {} }), { code: 'EADDRINUSE' });
  await assert.rejects(fetch(`http://127.0.0.1:${port - 2}/api/v2/usage`));
  taken.close();
  await once(taken, 'close');
  const sandbox = await startSandbox({ seed: 5, ports: port - 2, log: () => {} });
  await sandbox.stop();
  assert.equal(new URL(sandbox.env.REGRID_API_URL ?? '').port, String(port - 2));
  assert.equal(new URL(sandbox.env.FEMA_NFHL_URL ?? '').port, String(port));
});

test('those who call the product are started too', async () => {
  const { env, stop } = await startSandboxCallers();
  const keys = await fetch(`${env.CLERK_ISSUER}/.well-known/jwks.json`);
  assert.equal(keys.status, 200);
  const workflows = await fetch(`${env.N8N_URL}/api/v1/workflows/none`, {
    headers: { 'x-n8n-api-key': env.N8N_API_KEY ?? '' },
  });
  assert.equal(workflows.status, 404);
  assert.equal((await fetch(env.WEBHOOK_RECEIVER_URL ?? '', { method: 'POST', body: '{}' })).status, 204);
  assert.match(env.WEBHOOK_RECEIVER_SECRET ?? '', /^whsec_/);
  await stop();
  await stop();
  await assert.rejects(fetch(`${env.CLERK_ISSUER}/.well-known/jwks.json`));
});

test('a sale list is a PDF with a row for each parcel, and its total', async () => {
  const { world, stop } = await startSandbox({ seed: 5, log: () => {} });
  await stop();
  const folder = await mkdtemp(path.join(tmpdir(), 'lotline-list-'));
  try {
    const lots = world.parcels.filter(({ fips, stack }) => fips === '13051' && stack === null).slice(0, 70);
    const file = path.join(folder, 'list.pdf');
    await writeSaleList(file, 'Chatham County, GA', lots);
    const { totalPages, text } = await extractText(new Uint8Array(await readFile(file)), {
      mergePages: true,
    });
    assert.equal(totalPages, 3);
    for (const { apn } of lots) assert.ok(text.includes(apn), apn);
    const cents = lots.reduce((sum, lot) => sum + amountDue(lot), 0);
    const total = (cents / 100).toLocaleString('en-US', { minimumFractionDigits: 2 });
    assert.ok(text.includes('Total: 70 parcels') && text.includes(`$${total}`), total);
    assert.equal(text.match(/Sample list/g)?.length, 3);
  } finally {
    await rm(folder, { recursive: true });
  }
});
