import { randomUUID } from 'node:crypto';
import { after } from 'node:test';
import type { Queryable } from '../../src/db/pool.ts';
import { SERVICES } from '../../src/providers/service/list.ts';
import type { Services } from '../../src/providers/service/services.ts';
import { startCensus } from '../../src/simulators/census/census.ts';
import { type EchoOptions, startEcho } from '../../src/simulators/echo.ts';
import { startElevation } from '../../src/simulators/elevation.ts';
import { startFema } from '../../src/simulators/fema.ts';
import { madeUpWorld } from '../../src/simulators/world/made-up.ts';
import { testServices } from './services.ts';

/** The public services on loopback, over one world, and the variables that lead to them; stopped after the file. */
export async function publicServices(options: { readonly echo?: EchoOptions } = {}) {
  const world = madeUpWorld(1);
  const [fema, echo, elevation, census] = await Promise.all([
    startFema({ world }),
    startEcho({ world, ...options.echo }),
    startElevation({ world }),
    startCensus({ world }),
  ]);
  const all = [fema, echo, elevation, census];
  after(() => Promise.all(all.map((one) => one.stop())));
  const env = {
    FEMA_NFHL_URL: fema.url,
    EPA_ECHO_URL: echo.url,
    USGS_ELEVATION_URL: elevation.url,
    CENSUS_GEOCODER_URL: census.url,
  };
  return { world, fema, echo, elevation, census, env };
}

/** Far beyond what a test sends: budgets have tests of their own. */
const limits = { perMinute: 600_000, burst: 1_000, concurrency: 100, perMonth: null, reserve: 0 };

/** Callers of simulated public services, each with a budget and breaker of its own. */
export function publicCallers(db: Queryable, { env }: Pick<PublicServices, 'env'>): Services {
  const services = testServices(db, env);
  const caller = (name: 'fema' | 'echo' | 'elevation' | 'census', url: string) =>
    services.callerFor({ ...SERVICES[name], limits }, { url, key: randomUUID() });
  return {
    ...services,
    fema: caller('fema', env.FEMA_NFHL_URL),
    echo: caller('echo', env.EPA_ECHO_URL),
    elevation: caller('elevation', env.USGS_ELEVATION_URL),
    census: caller('census', env.CENSUS_GEOCODER_URL),
  };
}

type PublicServices = Awaited<ReturnType<typeof publicServices>>;
