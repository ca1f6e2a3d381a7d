// A simulated PropertyRadar in a process of its own: what it takes to search its records is not what is measured.
import { startPropertyRadar } from '../../src/simulators/property-radar/property-radar.ts';
import { radarRecord } from '../../src/simulators/property-radar/records.ts';
import { makeParcel } from '../../src/simulators/world/parcel.ts';

const PLACE = {
  fips: '42013',
  county: 'Blair',
  state: 'PA',
  city: 'Altoona',
  zip: '16601',
  lat: 40.5,
  lon: -78.4,
};

const count = Number(process.argv[2]);
const records = Array.from({ length: count }, (_, at) =>
  radarRecord(makeParcel(at + 1, 1, { ...PLACE, address: `${at + 1} Example Street` }), 1),
);
const { url, key } = await startPropertyRadar({ records, free: count });
process.send?.({ url, key });
