import { usageError } from '../cli/exit-codes.ts';
import type { World } from '../simulators/world/world.ts';
import type { LocalIo } from './io.ts';
import { stopSignal } from './stop-signal.ts';

export interface SandboxCommandOptions {
  readonly data?: string;
  readonly place?: string;
  readonly seed: string;
  readonly ports?: string;
  readonly saleList?: string;
}

const LAST_PORT = 65_535;
/** How many ports it takes, counted up from the first. */
const PORTS = 12;
/** Rows of a sale list. */
const LOTS = 120;

/**
 * `lotline sandbox`: every outside service on loopback until a signal. The settings go to standard output, as lines that
 * `node --env-file` and shells read; what people want to know goes to standard error.
 */
export async function runSandbox(io: LocalIo, options: SandboxCommandOptions): Promise<void> {
  const seed = wholeNumber('--seed', options.seed, 0, Number.MAX_SAFE_INTEGER);
  const ports =
    options.ports === undefined ? undefined : wholeNumber('--ports', options.ports, 1, LAST_PORT - PORTS + 1);
  if (options.place !== undefined && options.data === undefined) {
    throw usageError('--place says where rows of a file lie: give --data too.');
  }
  const stopped = stopSignal();
  const { startSandbox } = await import('../simulators/sandbox.ts');
  const { startSandboxCallers } = await import('../simulators/sandbox-callers.ts');
  const sandbox = await startSandbox({
    seed,
    ...(options.data === undefined ? {} : { dataFile: options.data }),
    ...(options.place === undefined ? {} : { place: options.place }),
    ...(ports === undefined ? {} : { ports }),
    log: io.say,
  });
  try {
    const callers = await startSandboxCallers({
      apiKey: io.env.LOTLINE_API_KEY ?? '',
      ...(ports === undefined ? {} : { ports: ports + sandbox.simulators.length }),
    });
    try {
      if (options.saleList !== undefined) await writeList(io, options.saleList, sandbox.world);
      // Whoever takes these settings works in a sandbox, and says so.
      const settings = { LOTLINE_SANDBOX: 'true', ...sandbox.env, ...callers.env };
      for (const [name, value] of Object.entries(settings)) io.print(`${name}=${quoted(value)}`);
      for (const { name, adminUrl } of sandbox.simulators) io.say(`  ${name.padEnd(16)}${adminUrl}/state`);
      io.say('Nothing that they say is real. Ctrl-C stops them.');
      await stopped;
      io.say('Stopping.');
    } finally {
      await callers.stop();
    }
  } finally {
    await sandbox.stop();
  }
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw usageError(`${option} ${text}: give a whole number from ${least} to ${most}.`);
}

/** For shells, where a value is more than one word. */
function quoted(value: string): string {
  return /^[\w:/.,+=@%-]*$/.test(value) ? value : `'${value}'`;
}

/** Of the county that has the most parcels. */
async function writeList(io: LocalIo, file: string, { parcels, counties }: World): Promise<void> {
  const counts = new Map<string, number>();
  for (const { fips } of parcels) counts.set(fips, (counts.get(fips) ?? 0) + 1);
  const [fips = ''] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most));
  const county = counties.find(fips);
  const lots = parcels.filter((parcel) => parcel.fips === fips).slice(0, LOTS);
  const { writeSaleList } = await import('../simulators/sale-list.ts');
  await writeSaleList(file, `${county?.name ?? fips}, ${county?.state ?? ''}`, lots);
  io.say(
    `${lots.length} parcels of ${county?.name ?? fips}, ${county?.state ?? ''} are on the list in ${file}`,
  );
}
