import { z } from 'zod';
import { AppError } from './errors.ts';

/** An address that an operator sets; it may be private. Ends without a slash. */
const address = (usual: string) =>
  z
    .url({ protocol: /^https?$/, error: 'give an http or https address' })
    .default(usual)
    .transform((text) => text.replace(/\/+$/, ''));

const key = z
  .string()
  .regex(/^[\x21-\x7e]+$/, 'give the key as it was issued, without spaces')
  .optional();

/** The environment variables of the outside services that kinds work with: an address each, and a key where one is needed. */
export const SERVICES_ENVIRONMENT = {
  REGRID_API_URL: address('https://app.regrid.com/api/v2'),
  REGRID_API_TOKEN: key,
  PROPERTYRADAR_API_URL: address('https://api.propertyradar.com/v1'),
  PROPERTYRADAR_API_TOKEN: key,
  FEMA_NFHL_URL: address('https://hazards.fema.gov/arcgis/rest/services/public/NFHL/MapServer'),
  EPA_ECHO_URL: address('https://echodata.epa.gov/echo'),
  USGS_ELEVATION_URL: address('https://epqs.nationalmap.gov/v1'),
  CENSUS_GEOCODER_URL: address('https://geocoding.geo.census.gov/geocoder'),
  CENSUS_GEOCODE_LOOKUPS: z.enum(['true', 'false']).default('false'),
  ANTHROPIC_API_URL: address('https://api.anthropic.com'),
  ANTHROPIC_API_KEY: key,
  ANTHROPIC_MODEL: z.string().min(1).default('claude-sonnet-4-5'),
} as const;

/** Where a service answers, and what opens it. */
interface Keyed {
  readonly url: string;
  /** Undefined: kinds that need it are left to agents and workflows. */
  readonly key: string | undefined;
}

/** Outside services as this installation uses them. Keys are secret: they are never logged, nor part of a message. */
export interface ServicesConfig {
  readonly regrid: Keyed;
  readonly propertyRadar: Keyed;
  readonly fema: { readonly url: string };
  readonly echo: { readonly url: string };
  readonly elevation: { readonly url: string };
  /** `lookups`: addresses of incentive lookups that the catalogue cannot place are looked for as well. */
  readonly census: { readonly url: string; readonly lookups: boolean };
  readonly anthropic: Keyed & { readonly model: string };
}

type Environment = z.infer<z.ZodObject<typeof SERVICES_ENVIRONMENT>>;

/** The services as the environment names them. */
export function servicesOf(e: Environment): ServicesConfig {
  return {
    regrid: { url: e.REGRID_API_URL, key: e.REGRID_API_TOKEN },
    propertyRadar: { url: e.PROPERTYRADAR_API_URL, key: e.PROPERTYRADAR_API_TOKEN },
    fema: { url: e.FEMA_NFHL_URL },
    echo: { url: e.EPA_ECHO_URL },
    elevation: { url: e.USGS_ELEVATION_URL },
    census: { url: e.CENSUS_GEOCODER_URL, lookups: e.CENSUS_GEOCODE_LOOKUPS === 'true' },
    anthropic: { url: e.ANTHROPIC_API_URL, key: e.ANTHROPIC_API_KEY, model: e.ANTHROPIC_MODEL },
  };
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Refuses a sandbox that would ask a real service: every address has to be on this machine, also those of the operator's
 * n8n workflows (by variable), which ask real services themselves.
 * Throws `configuration`, naming the variables.
 */
export function requireSimulators(
  e: Environment & { INCENTIVES_API_URL?: string | undefined },
  workflows: Readonly<Record<string, string>>,
): void {
  const services = Object.entries(e).filter(
    (entry): entry is [string, string] => /^[A-Z_]+_URL$/.test(entry[0]) && isService(entry[0]),
  );
  const outside = [...services, ...Object.entries(workflows)].flatMap(([name, url]) =>
    url === undefined || LOOPBACK.test(new URL(url).hostname) ? [] : [name],
  );
  if (outside.length === 0) return;
  throw new AppError(
    'configuration',
    `Bad configuration. LOTLINE_SANDBOX: ${outside.join(', ')} would be real services`,
    {
      hint: 'Start with --sandbox, or set the addresses that `lotline sandbox` prints; unset those of real workflows.',
    },
  );
}

function isService(name: string): boolean {
  return name in SERVICES_ENVIRONMENT || name === 'INCENTIVES_API_URL';
}
