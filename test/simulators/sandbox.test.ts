import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startSandbox } from '../../src/simulators/sandbox.ts';

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
