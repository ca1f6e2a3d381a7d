import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { csvText } from '../base/csv.ts';
import type { Sandbox } from '../simulators/sandbox.ts';
import type { Parcel } from '../simulators/world/parcel.ts';
import type { LocalIo } from './io.ts';
import type { Opened } from './open.ts';

export interface SandboxModeOptions {
  /** A file of parcels for the simulators to hold; absent: made-up ones. */
  readonly data?: string;
  readonly place?: string;
  readonly seed?: number;
}

/** A sandbox beside a server: its simulators run in this process. */
export interface SandboxMode {
  /** What the server has to be configured with. */
  readonly env: Readonly<Record<string, string>>;
  /** Writes files to try each kind with, and says which lines do. */
  greet(opened: Opened): Promise<void>;
  stop(): Promise<void>;
}

const SEED = 1;
/** Rows of the sale list, of the addresses, and of the list of properties. */
const LOTS = 60;
const ADDRESSES = 100;

/** Starts the simulators that `npm start -- --sandbox` works with. */
export async function openSandboxMode(io: LocalIo, options: SandboxModeOptions): Promise<SandboxMode> {
  const { startSandbox } = await import('../simulators/sandbox.ts');
  const sandbox = await startSandbox({
    seed: options.seed ?? SEED,
    ...(options.data === undefined ? {} : { dataFile: options.data }),
    ...(options.place === undefined ? {} : { place: options.place }),
    log: (line) => io.say(`Sandbox   ${line}`),
  });
  return {
    env: { ...sandbox.env, LOTLINE_SANDBOX: 'true' },
    greet: (opened) => greetSandbox(io, opened, sandbox),
    stop: () => sandbox.stop(),
  };
}

async function greetSandbox(io: LocalIo, { config }: Opened, { world }: Sandbox): Promise<void> {
  const folder = path.resolve(config.dataFolder, 'sandbox');
  mkdirSync(folder, { recursive: true });
  const lots = lotsOf(world.parcels);
  const county = `${lots[0]?.county ?? ''}, ${lots[0]?.state ?? ''}`;
  const [list, addresses, properties] = ['sale-list.pdf', 'addresses.csv', 'properties.csv'].map((name) =>
    path.join(folder, name),
  ) as [string, string, string];
  const { writeSaleList } = await import('../simulators/sale-list.ts');
  await writeSaleList(list, county, lots.slice(0, LOTS));
  await writeFile(properties, csvText([PROPERTY_COLUMNS, ...lots.slice(LOTS, 2 * LOTS).map(propertyCells)]));
  await writeFile(
    addresses,
    csvText([ADDRESS_COLUMNS, ...world.parcels.filter(hasAddress).slice(0, ADDRESSES).map(addressCells)]),
  );
  const line = (what: string, command: string) =>
    io.say(`  ${what.padEnd(24)}npm run -s lotline -- ${command}`);
  io.say('\nSandbox: simulators stand for all outside services, and nothing that they say is real.');
  io.say(`Files to try it with are in ${folder}; a terminal needs LOTLINE_API_KEY. Then one line a kind:`);
  line('a whole county', `counties run "${county}" --document ${list} --out county.csv`);
  line('incentive lookups', `lookups upload ${addresses} --wait`);
  line('more properties', `properties import ${properties} --county "${county}"`);
}

/** The parcels of the county that has the most, in their order: those with a number and an address. */
function lotsOf(parcels: readonly Parcel[]): readonly Parcel[] {
  const counties = Map.groupBy(parcels.filter(hasAddress), ({ fips }) => fips);
  const [most = []] = [...counties.values()].toSorted((one, other) => other.length - one.length);
  return most;
}

const hasAddress = ({ apn, address }: Parcel): boolean => apn !== '' && address !== '';
const street = ({ address, unit }: Parcel): string => [address, unit].filter(Boolean).join(' ');

const PROPERTY_COLUMNS = ['Parcel ID', 'Property Address', 'City', 'ZIP'];
const propertyCells = (lot: Parcel): string[] => [lot.apn, street(lot), lot.city, lot.zip];

const ADDRESS_COLUMNS = ['Deal ID', 'Street Address', 'City', 'State', 'ZIP'];
const addressCells = (lot: Parcel): string[] => [`lot-${lot.id}`, street(lot), lot.city, lot.state, lot.zip];
