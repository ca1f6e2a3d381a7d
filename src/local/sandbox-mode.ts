import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { csvText } from '../base/csv.ts';
import { asOrganization, createPool } from '../db/pool.ts';
import { readHttpSecretState, renewHttpSecret } from '../outcomes/http-secrets.ts';
import { resolveCounty } from '../property/counties/find-counties.ts';
import type { Sandbox } from '../simulators/sandbox.ts';
import type { Parcel } from '../simulators/world/parcel.ts';
import type { LocalIo } from './io.ts';
import type { Opened } from './open.ts';
import { lotline, type SampleTarget } from './sample.ts';
import { connectCallers, greetCallers } from './sandbox-callers.ts';

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
  /**
   * Connects those who call the product with the organization, writes files to try each kind with, and says which lines
   * do. `key`: what the sandbox's n8n opens the API with, when it is known.
   */
  greet(opened: Opened, organizationId: string, key: string | undefined): Promise<void>;
  /** Looks the addresses up and loads the properties, as a newcomer would: there is something to see, and something to do. */
  sample(target: SampleTarget): Promise<void>;
  stop(): Promise<void>;
}

const SEED = 1;
/** Rows of the sale list, of the list of properties, of the items for one's own service, and of the addresses. */
const LOTS = 60;
const ADDRESSES = 100;
/** Records that the import of leads buys, and items that a model works on: it has 50 requests a minute. */
const LEADS = 100;
const ASKED = 10;
/** What runs by itself over what the step before has found. */
const BY_STEPS = ['regrid_scraping', 'visual_validation', 'environmental_research', 'bid_strategy'] as const;
const BY_MODEL = ['title_research', 'property_condition'] as const;

/** Starts the simulators that `npm start -- --sandbox` works with. */
export async function openSandboxMode(io: LocalIo, options: SandboxModeOptions): Promise<SandboxMode> {
  const { startSandbox } = await import('../simulators/sandbox.ts');
  const sandbox = await startSandbox({
    seed: options.seed ?? SEED,
    ...(options.data === undefined ? {} : { dataFile: options.data }),
    ...(options.place === undefined ? {} : { place: options.place }),
    log: (line) => io.say(`Sandbox   ${line}`),
  });
  const { startSandboxCallers } = await import('../simulators/sandbox-callers.ts');
  const callers = await startSandboxCallers({ apiKey: io.env.LOTLINE_API_KEY ?? '' }).catch(async (error) => {
    await sandbox.stop();
    throw error;
  });
  let files: Files | undefined;
  return {
    env: {
      ...sandbox.env,
      // somebody's own issuer, or workflows on this machine, stay what they are
      ...(!io.env.CLERK_ISSUER && {
        CLERK_ISSUER: callers.env.CLERK_ISSUER ?? '',
        CLERK_JWKS_URL: '',
        CLERK_JWT_KEY: '',
      }),
      ...(!io.env.N8N_WEBHOOK_HEADER && { N8N_WEBHOOK_HEADER: callers.env.N8N_WEBHOOK_HEADER ?? '' }),
      // more of them, where somebody says so
      ...(io.env.LOTLINE_WEBHOOKS_PRIVATE && { LOTLINE_WEBHOOKS_PRIVATE: io.env.LOTLINE_WEBHOOKS_PRIVATE }),
      LOTLINE_SANDBOX: 'true',
    },
    async greet(opened, organizationId, key) {
      if (key !== undefined) callers.takeApiKey(key);
      await connectCallers(opened, organizationId, callers);
      const lots = lotsOf(sandbox.world.parcels);
      const place = await makeReady(opened, organizationId, lots[0]?.fips);
      if (place === undefined) io.say('\nSandbox: the file holds no parcel with a number and an address.');
      else files = await greetSandbox(io, opened, sandbox, lots, place);
      greetCallers(io, callers, sandbox.simulators);
    },
    async sample(target) {
      if (files !== undefined) await runSandboxSample(io, target, files);
    },
    async stop() {
      await Promise.all([sandbox.stop(), callers.stop()]);
    },
  };
}

/**
 * Makes what signs for the service of one's own, so that one line tries that kind too, and answers what the county is
 * called in full: "Baltimore, MD" may be two.
 */
async function makeReady(
  { config, database }: Opened,
  organizationId: string,
  fips: string | undefined,
): Promise<string | undefined> {
  const owner = createPool(database.urls.owner, { name: 'lotline sandbox', max: 1 });
  try {
    await asOrganization(owner, organizationId, async (db) => {
      const state = await readHttpSecretState(db, organizationId);
      if (state === undefined) await renewHttpSecret(db, config, organizationId, 0);
    });
    if (fips === undefined) return undefined;
    const { fullName, stateCode } = await resolveCounty(owner, fips);
    return `${fullName}, ${stateCode}`;
  } finally {
    await owner.end();
  }
}

async function greetSandbox(
  io: LocalIo,
  { config }: Opened,
  { world, env }: Sandbox,
  lots: readonly Parcel[],
  place: string,
): Promise<Files> {
  const folder = path.resolve(config.dataFolder, 'sandbox');
  mkdirSync(folder, { recursive: true });
  const list = path.join(folder, 'sale-list.pdf');
  const addresses = path.join(folder, 'addresses.csv');
  const properties = path.join(folder, 'properties.csv');
  const items = path.join(folder, 'items.jsonl');
  const { writeSaleList } = await import('../simulators/sale-list.ts');
  await writeSaleList(list, place, lots.slice(0, LOTS));
  await writeFile(properties, csvText([PROPERTY_COLUMNS, ...lots.slice(LOTS, 2 * LOTS).map(propertyCells)]));
  await writeFile(
    addresses,
    csvText([ADDRESS_COLUMNS, ...world.parcels.filter(hasAddress).slice(0, ADDRESSES).map(addressCells)]),
  );
  await writeFile(items, lots.slice(0, LOTS).map(itemLine).join(''));
  const line = (what: string, command: string) =>
    io.say(`  ${what.padEnd(24)}npm run -s lotline -- ${command}`);
  const county = `"${place}"`;
  io.say('\nSandbox: simulators stand for all outside services, and nothing that they say is real.');
  io.say(`Files to try it with are in ${folder}; a terminal needs LOTLINE_API_KEY. Then a whole county:`);
  line('the next five kinds', `counties run ${county} --document ${word(list)} --out county.csv`);
  io.say('or one line a kind, in this order where one works on what another has found:');
  line('pdf_parsing', `counties run ${county} --document ${word(list)} --steps pdf_parsing`);
  for (const kind of BY_STEPS) line(kind, `batch create ${kind} --county ${county} --wait`);
  for (const kind of BY_MODEL) {
    line(kind, `batch create ${kind} --county ${county} --items ${ASKED} --by worker --wait`);
  }
  line('county_research', `batch create county_research --county ${county} --by worker --wait`);
  line(
    'lead_import',
    `leads import --where 'County=["${lots[0]?.fips ?? ''}"]' --most ${LEADS} --yes --wait`,
  );
  line('incentive_lookup', `lookups upload ${word(addresses)} --wait`);
  line('http', `jobs create --kind http --items ${word(items)} --param url=${env.OWN_SERVICE_URL} --wait`);
  io.say('More properties, for the kinds that work on them:');
  line('', `properties import ${word(properties)} --county ${county}`);
  return { addresses, properties, place };
}

/** What the sample is made of. */
interface Files {
  readonly addresses: string;
  readonly properties: string;
  readonly place: string;
}

async function runSandboxSample(
  io: LocalIo,
  target: SampleTarget,
  { addresses, properties, place }: Files,
): Promise<void> {
  io.say(`\nSample: which incentives do simulators see at ${ADDRESSES} addresses?  (${addresses})`);
  const name = `Sample: ${ADDRESSES} addresses of the sandbox`;
  await lotline(io.io, target, [
    'lookups',
    'upload',
    addresses,
    '--name',
    name,
    '--wait',
    '--json',
    '--quiet',
  ]);
  await lotline(io.io, target, ['properties', 'import', properties, '--county', place, '--json', '--quiet']);
  io.say(`  Its report, and properties of ${place} that wait for work, are in the dashboard.`);
}

/** As a shell takes it for one word. */
const word = (text: string): string => (/^[\w:/.,+=@%-]*$/.test(text) ? text : `"${text}"`);

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

const itemLine = (lot: Parcel): string =>
  `${JSON.stringify({ reference_id: `lot-${lot.id}`, input: { parcel_id: lot.apn, address: street(lot) } })}\n`;
