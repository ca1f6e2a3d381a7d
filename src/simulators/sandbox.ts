import { startAnthropic } from './anthropic/anthropic.ts';
import { startCensus } from './census/census.ts';
import type { Simulator, SimulatorOptions } from './chassis/simulator.ts';
import { startEcho } from './echo.ts';
import { startElevation } from './elevation.ts';
import { startFema } from './fema.ts';
import { startIncentives } from './incentives/incentives.ts';
import { startOwnService } from './own-service.ts';
import { startPropertyRadar } from './property-radar/property-radar.ts';
import { radarRecord } from './property-radar/records.ts';
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
/** The real one takes some 300 requests an hour, which nobody wants to wait for. */
const ECHO_LIMITS = { perWindow: 150, windowMs: 60_000 } as const;
const INCENTIVES_KEY = 'simulated-incentives-key';

/** Starts every outside service on loopback, all over one world. A port that is taken is an error, and nothing is left running. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { seed, log } = options;
  const world = await readWorld(options);
  const simulators: Simulator[] = [];
  const stop = async () => {
    await Promise.all(simulators.map((one) => one.stop()));
  };
  /** Starts the next one, at the next port. */
  async function start<T extends Simulator>(
    run: (common: SimulatorOptions & { readonly seed: number; readonly world: World }) => Promise<T>,
  ): Promise<T> {
    const port = options.ports === undefined ? 0 : options.ports + simulators.length;
    const one = await run({ seed, world, port });
    simulators.push(one);
    return one;
  }

  try {
    const regrid = await start(startRegrid);
    const radar = await start((common) =>
      startPropertyRadar({ ...common, records: world.parcels.map((parcel) => radarRecord(parcel, seed)) }),
    );
    const fema = await start(startFema);
    const echo = await start((common) => startEcho({ ...common, limits: ECHO_LIMITS }));
    const elevation = await start(startElevation);
    const census = await start((common) => startCensus({ ...common, emptyAtFirst: EMPTY_BATCHES }));
    const incentives = await start((common) => startIncentives({ ...common, key: INCENTIVES_KEY }));
    const anthropic = await start(startAnthropic);
    const own = await start(startOwnService);
    log(`${world.parcels.length} parcels, and ${simulators.length} services over them`);
    return {
      env: {
        REGRID_API_URL: regrid.url,
        REGRID_API_TOKEN: regrid.token,
        PROPERTYRADAR_API_URL: radar.url,
        PROPERTYRADAR_API_TOKEN: radar.key,
        FEMA_NFHL_URL: fema.url,
        EPA_ECHO_URL: echo.url,
        USGS_ELEVATION_URL: elevation.url,
        CENSUS_GEOCODER_URL: census.url,
        INCENTIVES_API_URL: incentives.url,
        INCENTIVES_API_KEY: INCENTIVES_KEY,
        ANTHROPIC_API_URL: anthropic.url,
        ANTHROPIC_API_KEY: anthropic.key,
        OWN_SERVICE_URL: own.url,
        // what is posted of one's own accord stays on this machine too
        LOTLINE_WEBHOOKS_PRIVATE: '127.0.0.1',
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
