import { type Simulator, type SimulatorOptions, startSimulator } from './chassis/simulator.ts';
import { madeUpWorld } from './world/made-up.ts';
import type { World } from './world/world.ts';

export interface ElevationOptions extends SimulatorOptions {
  /** Absent: one made up from the seed. */
  readonly world?: World;
}

export interface ElevationSimulator extends Simulator {
  readonly world: World;
}

/** What stands for a height where none was measured. */
const NOTHING = '-1000000';
const FEET_PER_METRE = 3.280839895;

/** The USGS Elevation Point Query Service on loopback. */
export async function startElevation(options: ElevationOptions = {}): Promise<ElevationSimulator> {
  const world = options.world ?? madeUpWorld(options.seed ?? 1);
  const simulator = await startSimulator(
    {
      name: 'elevation',
      base: '/v1',
      routes: [
        {
          method: 'GET',
          path: '/json',
          run({ query }) {
            const [x, y] = [Number(query.get('x') ?? 'none'), Number(query.get('y') ?? 'none')];
            const units = query.get('units') ?? 'Meters';
            const isKnown = /^(feet|meters)$/i.test(units) && (query.get('wkid') ?? '4326') === '4326';
            if (!Number.isFinite(x + y) || !isKnown) {
              return { status: 400, body: 'Invalid or missing input parameters.' };
            }
            const feet = world.elevationFeet(y, x);
            const isFeet = /^feet$/i.test(units);
            const value =
              feet === null
                ? NOTHING
                : String(isFeet ? feet : Math.round((feet / FEET_PER_METRE) * 1e6) / 1e6);
            const attributes =
              query.get('includeDate')?.toLowerCase() === 'true'
                ? { attributes: { AcquisitionDate: '3/14/2019' } }
                : {};
            return {
              status: 200,
              body: {
                location: { x, y, spatialReference: { wkid: 4326, latestWkid: 4326 } },
                locationId: 0,
                value,
                rasterId: feet === null ? 0 : 62_480,
                resolution: feet === null ? 0 : 1,
                ...attributes,
              },
            };
          },
        },
      ],
      // It has no form for errors: a gateway answers for it.
      error: (status, message) => ({ status, body: message }),
    },
    options,
  );
  return { ...simulator, world };
}
