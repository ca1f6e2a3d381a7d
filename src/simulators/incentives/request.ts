import { z } from 'zod';
import { type LookupErrorCode, lookupErrors } from '../../base/incentives.ts';
import { DEVICES } from './programs.ts';

/** A lookup that is refused, with the code that the service gives for it. */
export class Refused extends Error {
  readonly code: LookupErrorCode;
  readonly details: unknown;

  constructor(code: LookupErrorCode, details: unknown) {
    super(WORDS[code]);
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return lookupErrors[this.code].status;
  }
}

const WORDS: Readonly<Record<LookupErrorCode, string>> = {
  missing_devices: 'Either device_ids or device_names is required',
  mutually_exclusive_device_inputs: 'Only one of device_ids and device_names may be given',
  invalid_building_type: 'Invalid building type',
  device_names_unresolved: 'Some device names could not be resolved',
  invalid_json_body: 'The request body is not valid JSON for this endpoint',
  unauthorized: 'Unauthorized',
  forbidden: 'Forbidden',
  no_utility_at_address: 'No utility serves this address',
  no_valid_eiaid: 'The utility at this address has no valid EIA id',
  address_not_geocodable: 'The address could not be geocoded',
  building_type_unresolved: 'The building type could not be determined',
  internal_error: 'Internal error',
  upstream_transient: 'A service that this one needs is busy',
  upstream_infra: 'A service that this one needs is down',
};

const text = z.string().nullish();
const bodySchema = z.object({
  operation_type: z.enum(['lookup', 'refresh', 'override']),
  reference_id: z
    .string()
    .regex(/^[A-Za-z0-9._~-]{3,256}$/)
    .nullish(),
  address: z.object({
    street_1: z.string(),
    street_2: text,
    city: text,
    state_or_province_code: text,
    postal_code: text,
    country_code: text,
  }),
  building_type: z.unknown().optional(),
  device_ids: z.array(z.int().positive()).optional(),
  device_names: z.array(z.string()).optional(),
  create_application: z.boolean().optional(),
  webhook_custom_fields: z.record(z.string(), z.string()).optional(),
});

const BUILDING_TYPES = ['RESIDENTIAL', 'COMMERCIAL', 'MULTIFAMILY', 'MANUFACTURED_HOME'];

export type LookupBody = z.infer<typeof bodySchema>;

export interface Lookup {
  readonly body: LookupBody;
  readonly buildingType: string;
  /** As they were asked for; one may be there several times. */
  readonly deviceIds: readonly number[];
  readonly state: string;
  readonly zip: string;
}

/** Reads a lookup in the order in which the service checks it; throws {@link Refused}. */
export function readLookup(json: unknown): Lookup {
  const parsed = bodySchema.safeParse(json);
  if (!parsed.success) throw new Refused('invalid_json_body', z.prettifyError(parsed.error));
  const body = parsed.data;
  const deviceIds = readDevices(body);
  const buildingType = body.building_type ?? null;
  if (buildingType !== null && !BUILDING_TYPES.some((type) => type === buildingType)) {
    throw new Refused('invalid_building_type', { building_type: buildingType, allowed: BUILDING_TYPES });
  }
  const { street_1, state_or_province_code, postal_code } = body.address;
  const zip = /^\d{5}/.exec(postal_code ?? '')?.[0] ?? '';
  const state = (state_or_province_code ?? '').toUpperCase();
  if (!/^\d/.test(street_1.trim()) || zip === '' || zip === '00000' || !/^[A-Z]{2}$/.test(state)) {
    throw new Refused('address_not_geocodable', body.address);
  }
  if (buildingType === null) throw new Refused('building_type_unresolved', body.address);
  return { body, buildingType: String(buildingType), deviceIds, state, zip };
}

function readDevices({ device_ids = [], device_names = [] }: LookupBody): readonly number[] {
  if (device_ids.length > 0 && device_names.length > 0) {
    throw new Refused('mutually_exclusive_device_inputs', ['device_ids', 'device_names']);
  }
  if (device_ids.length === 0 && device_names.length === 0) {
    throw new Refused('missing_devices', ['device_ids', 'device_names']);
  }
  if (device_ids.length > 0) return device_ids;
  const found = device_names.map((name) => DEVICES.find((device) => device.name === nameKey(name))?.id);
  const unknown = device_names.filter((_, at) => found[at] === undefined);
  if (unknown.length > 0) throw new Refused('device_names_unresolved', { unresolved: unknown });
  return found.filter((id) => id !== undefined);
}

function nameKey(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
}
