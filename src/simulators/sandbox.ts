import { startCensus } from './census/census.ts';
import type { Simulator } from './chassis/simulator.ts';
import { startEcho } from './echo.ts';
import { startElevation } from './elevation.ts';
import { startFema } from './fema.ts';
import { startRegrid } from './regrid/regrid.ts';
import { worldOfFile } from './world/data-file.ts';
import { madeUpWorld } from './world/made-up.ts';
import type { World } from './world/world.ts';

export interface SandboxOptions {
  readonly seed: number;
  /** Parcels for the services to hold; absent: made-up ones. */
  readonly dataFile?: string;
  /** Where rows of the file lie that do not say it, such as `Davidson County, TN`. */
  readonly place?: string;
  /** The first of the ports, which are counted up from there; absent: any free ones. */
  readonly ports?: number;
  /** One line for people. */
  readonly log: (line: string) => void;
}

export interface Sandbox {
  /** Environment variables that point an installation at the services. */
  readonly env: Readonly<Record<string, string>>;
  /** What all services hold. */
  readonly world: World;
  readonly simulators: readonly Simulator[];
  /** Idempotent; requests under way are ended. */
  stop(): Promise<void>;
}

/** As often as users of the real one report. */
const EMPTY_BATCHES = 0.33;

/** Starts every outside service on loopback, all over one world. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { seed, log } = options;
  const world = await readWorld(options);
  const started: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    await Promise.all(started.map((one) => one.stop()));
  };
  const port = () => (options.ports === undefined ? 0 : options.ports + started.length);
  const keep = async <T extends Simulator>(starting: Promise<T>): Promise<T> => {
    const one = await starting;
    started.push(one);
    return one;
  };
  try {
    const common = { seed, world };
    const regrid = await keep(startRegrid({ ...common, port: port() }));
    const fema = await keep(startFema({ ...common, port: port() }));
    const echo = await keep(startEcho({ ...common, port: port() }));
    const elevation = await keep(startElevation({ ...common, port: port() }));
    const census = await keep(startCensus({ ...common, emptyAtFirst: EMPTY_BATCHES, port: port() }));
    const simulators = [regrid, fema, echo, elevation, census];
    log(`${world.parcels.length} parcels, and ${simulators.length} services over them`);
    return {
      env: {
        REGRID_API_URL: regrid.url,
        REGRID_API_TOKEN: regrid.token,
        FEMA_NFHL_URL: fema.url,
        EPA_ECHO_URL: echo.url,
        USGS_ELEVATION_URL: elevation.url,
        CENSUS_GEOCODER_URL: census.url,
      },
      world,
      simulators,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function readWorld({ seed, dataFile, place, log }: SandboxOptions): Promise<World> {
  if (dataFile === undefined) return madeUpWorld(seed);
  const { world, skipped } = await worldOfFile(dataFile, { seed, ...(place === undefined ? {} : { place }) });
  if (skipped > 0) log(`${skipped} rows of ${dataFile} were left out: no parcel, no place, or said before`);
  return world;
}
