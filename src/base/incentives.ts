import { z } from 'zod';

/**
 * The words of an incentive lookup: what is asked and what is answered. They stand in `base` because the
 * catalogue, the provider over HTTP, the kind and the HTTP surface all speak them.
 */

const buildingTypes = ['RESIDENTIAL', 'COMMERCIAL', 'MULTIFAMILY', 'MANUFACTURED_HOME'] as const;
export const buildingTypeSchema = z.enum(buildingTypes);
export type BuildingType = z.infer<typeof buildingTypeSchema>;

/** What a CSV cell says when it holds nothing: `\N` is PostgreSQL's, the others are people's. */
const absentMarkers = new Set(['', '\\N', 'NULL', 'N/A', 'NA', 'NONE']);
const LONGEST_MARKER = 4;
function emptyWhenAbsent(text: string): string {
  const trimmed = text.trim();
  return trimmed.length <= LONGEST_MARKER && absentMarkers.has(trimmed.toUpperCase()) ? '' : trimmed;
}

// `overwrite` keeps these one schema each: a transform would make them pipes, half as fast over 10,000 items.
const text = (max: number) => z.string().max(max).overwrite(emptyWhenAbsent);
const filled = (max: number, name: string) => text(max).refine((value) => value !== '', `${name} is empty`);

/**
 * An address as a file may hold it: ZIP and state in any common spelling, either ZIP or city and state enough.
 * ZIP codes are text: a leading zero is part of the code.
 */
export const addressSchema = z
  .object({
    street_1: filled(200, 'street_1').describe('House number and street'),
    street_2: text(200).nullish().describe('Unit, floor or building'),
    city: text(100).nullish(),
    state_or_province_code: text(60).nullish().describe('Two letters, or the name of the state'),
    postal_code: text(20).nullish().describe('ZIP or ZIP+4, as text'),
    country_code: text(60).nullish().describe('US (default)'),
  })
  .refine((address) => address.postal_code || (address.city && address.state_or_province_code), {
    message: 'Give postal_code, or city and state_or_province_code',
    path: ['postal_code'],
  });
export type Address = z.infer<typeof addressSchema>;

/** The address as POST /batch-lookups and POST /incentives ask for it: every part but street_2. */
export const completeAddressSchema = z.object({
  street_1: filled(200, 'street_1'),
  street_2: text(200).nullish(),
  city: filled(100, 'city'),
  state_or_province_code: filled(60, 'state_or_province_code'),
  postal_code: filled(20, 'postal_code'),
  country_code: filled(60, 'country_code'),
});

/** What is asked for: a lookup, the same anew, or one that replaces what was known. */
export const operationSchema = z.enum(['lookup', 'refresh', 'override']);
export type LookupOperation = z.infer<typeof operationSchema>;

export const referenceIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9._~-]{3,256}$/, 'reference_id takes 3 to 256 of the characters A-Z a-z 0-9 . _ ~ -');

export const deviceIdsSchema = z.array(z.int().positive()).min(1).max(100);
export const deviceNamesSchema = z.array(z.string().trim().min(1).max(100)).min(1).max(100);
export const customFieldsSchema = z.record(z.string().max(100), z.string().max(2000));

const identifierSchema = z.union([z.string(), z.number()]);
const moneySchema = z.number().describe('US dollars, two decimals');

const utilitySchema = z.object({
  eiaid: z.int().nullable().describe('Number of the utility at the U.S. Energy Information Administration'),
  name: z.string(),
});

const deviceTierResultSchema = z.object({
  device_id: z.int(),
  device_name: z.string(),
  tier_id: identifierSchema,
  tier_name: z.string(),
  eligible: z.boolean(),
  incentive_amount: moneySchema,
  calculation_details: z.string().describe('How incentive_amount came about'),
  failed_requirements: z.array(z.string()),
  ignored_requirements: z.array(z.string()).describe('Requirements on facts that the lookup does not have'),
  completed_requirements: z.array(z.string()),
});
export type DeviceTierResult = z.infer<typeof deviceTierResultSchema>;

const programResultSchema = z.object({
  program_id: identifierSchema,
  program_name: z.string(),
  total_incentive: moneySchema,
  eligible_combinations: z.int(),
  processing_enabled: z.boolean(),
  device_tier_results: z.array(deviceTierResultSchema),
});
export type ProgramResult = z.infer<typeof programResultSchema>;

/** The answer to one lookup: CONTRACT of POST /incentives, whoever gives it. */
export const incentiveResultSchema = z.object({
  utility: utilitySchema.nullable(),
  possible_utilities: z.array(utilitySchema),
  address: z.object({
    street_1: z.string(),
    street_2: z.string().nullish(),
    city: z.string().nullish(),
    state_or_province_code: z.string().nullish(),
    postal_code: z.string().nullish(),
    country_code: z.string().nullish(),
  }),
  building_type: buildingTypeSchema,
  customer_id: z.int().nullable(),
  programs_evaluated: z.int(),
  incentives: z.object({
    total_incentive_amount: moneySchema,
    total_eligible_combinations: z.int(),
    by_program: z.array(programResultSchema),
  }),
  processing_summary: z.object({ program_ids: z.array(identifierSchema), incentive_amount: moneySchema }),
  connect_url: z.string().nullable(),
  reference_id: z.string().nullable(),
});
export type IncentiveResult = z.infer<typeof incentiveResultSchema>;

/** Every way a lookup can fail, with whether the same question may get an answer later (only the 5xx). */
export const lookupErrors = {
  missing_devices: { status: 400, retryable: false },
  mutually_exclusive_device_inputs: { status: 400, retryable: false },
  invalid_building_type: { status: 400, retryable: false },
  device_names_unresolved: { status: 400, retryable: false },
  invalid_json_body: { status: 400, retryable: false },
  unauthorized: { status: 401, retryable: false },
  forbidden: { status: 403, retryable: false },
  no_utility_at_address: { status: 404, retryable: false },
  no_valid_eiaid: { status: 404, retryable: false },
  address_not_geocodable: { status: 422, retryable: false },
  building_type_unresolved: { status: 422, retryable: false },
  internal_error: { status: 500, retryable: true },
  upstream_transient: { status: 502, retryable: true },
  upstream_infra: { status: 502, retryable: true },
} as const satisfies Record<string, { status: number; retryable: boolean }>;
export type LookupErrorCode = keyof typeof lookupErrors;

/** One question, as the kind hands it to a provider. `reference` names the customer. */
export interface LookupRequest {
  /** For a service that keeps what it found; absent: lookup. */
  operation?: LookupOperation;
  reference: string | null;
  address: Address;
  buildingType: BuildingType | null;
  deviceIds: readonly number[];
  deviceNames: readonly string[];
  createApplication: boolean;
  customFields: Readonly<Record<string, string>>;
}

export type LookupAnswer =
  | { found: true; result: IncentiveResult }
  | {
      found: false;
      code: string;
      message: string;
      /** How the job is to treat it; `outcome_unknown`: it was billed, perhaps, and no answer came. */
      failure: 'invalid_input' | 'permanent' | 'transient' | 'rate_limited' | 'timeout' | 'outcome_unknown';
      afterMs?: number;
    };
