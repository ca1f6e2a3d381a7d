import { z } from 'zod';
import { keysetQuery } from '../../http/keyset.ts';
import { moment, oneOf } from '../../http/query.ts';
import { LAYOUT_NAMES } from '../../property/leads/layouts.ts';

export const TAG = 'Leads';
export const time = z.iso.datetime();
const text = z.string().nullable();
const amount = z.number().nullable();

const ownerSchema = z
  .object({
    role: z.enum(['PRIMARY', 'SPOUSE']),
    first_name: text,
    last_name: text,
    full_name: z.string(),
  })
  .meta({ id: 'LeadOwner' });

export const leadSchema = z
  .object({
    id: z.uuid(),
    radar_id: z.string().describe("The vendor's own id"),
    property_type: text.describe('As the vendor writes it, such as SFR, CND, MFR'),
    address: text,
    city: text,
    state: text,
    zip: text.describe('Five digits'),
    county: text,
    fips: text.describe('Five digits'),
    apn: text,
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
    owner_name: text,
    ownership_type: text,
    owners: z.array(ownerSchema),
    same_mailing: z.boolean().nullable().describe('Null where the vendor does not say'),
    mail_vacant: z.boolean().nullable(),
    mail_address: text.describe("Where the owner's mail goes; null where that is not known"),
    mail_city: text,
    mail_state: text,
    mail_zip: text,
    phone: text,
    email: text,
    estimated_value: amount.describe('US dollars'),
    available_equity: amount.describe('US dollars'),
    equity_percent: z.number().nullable(),
    loan_balance: amount.describe('US dollars'),
    loans: z.number().nullable(),
    in_foreclosure: z.boolean().nullable(),
    in_tax_delinquency: z.boolean().nullable(),
    delinquent_amount: amount.describe('US dollars'),
    last_transfer_date: z.iso.date().nullable(),
    do_not_mail: z.boolean().describe('It, or an address of it, stands on the do-not-mail list'),
    created_at: time,
    updated_at: time.describe('When something of it changed last'),
    imported_at: time.describe('When an import confirmed it last'),
  })
  .meta({ id: 'Lead' });
export type LeadBody = z.infer<typeof leadSchema>;

export const leadListSchema = z
  .object({ leads: z.array(leadSchema), next_cursor: z.string().nullable() })
  .meta({ id: 'LeadList' });

export const oneLeadSchema = leadSchema
  .extend({
    record: z
      .record(z.string(), z.unknown())
      .describe('All that the vendor ever said of it, in its own words'),
    jobs: z.array(z.uuid()).describe('Jobs that brought it, the newest first'),
  })
  .meta({ id: 'LeadWithRecord' });

export const leadParams = z.object({ id: z.string().max(100).describe('Id or RadarID') });
export const idParams = z.object({ id: z.string().max(100) });

const word = (name: string, longest: number) =>
  z.string(`${name}: give it once`).trim().min(1).max(longest).optional();
const flag = (name: string) =>
  oneOf(name, ['true', 'false']).transform((given) => (given === undefined ? undefined : given === 'true'));
const number = (name: string, least: number) =>
  z
    .string(`${name}: give it once`)
    .regex(/^-?\d{1,12}(\.\d{1,4})?$/, `${name}: must be a number, such as ${least}`)
    .transform(Number)
    .optional()
    .meta({ shown: { type: 'number' } });

/** What narrows a list of leads; the same for a page, a file, and a list that a job walks. */
export const filterQuery = {
  job: z
    .uuid('job: must be the id of a job')
    .optional()
    .describe('Only what this job brought, bought or found known'),
  state: word('state', 60).describe('Code or name'),
  county: word('county', 200).describe('Id, FIPS code, or name such as "Blair, PA"'),
  city: word('city', 200).describe('Whatever its case'),
  zip: z
    .string('zip: give it once')
    .regex(/^\d{5}$/, 'zip: must be five digits')
    .optional(),
  apn: word('apn', 100).describe('The whole parcel number'),
  property_type: word('property_type', 60).describe('As the vendor writes it, such as SFR'),
  owner: word('owner', 200).describe("How the owner's name begins, whatever its case"),
  in_foreclosure: flag('in_foreclosure'),
  in_tax_delinquency: flag('in_tax_delinquency'),
  same_mailing: flag('same_mailing').describe(
    'true: mail goes to the property, or the owner claims to live there',
  ),
  mail_vacant: flag('mail_vacant'),
  has_mailing: flag('has_mailing').describe('Whether it is known where mail goes'),
  do_not_mail: flag('do_not_mail').describe('A CSV file never has those that want no mail'),
  min_equity_percent: number('min_equity_percent', 40),
  max_equity_percent: number('max_equity_percent', 80),
  min_value: number('min_value', 100_000).describe('Estimated value, US dollars'),
  max_value: number('max_value', 500_000).describe('Estimated value, US dollars'),
  updated_since: moment('updated_since')
    .optional()
    .describe('Only what changed since a time, or in a time such as 24h'),
};

export const layoutQuery = {
  layout: oneOf('layout', LAYOUT_NAMES).describe(
    'Columns of the CSV: `full` (default), `propertyradar` (what PropertyRadar imports), `site_and_mail` (as list vendors write), `mailing` (as mail houses take; only where mail goes)',
  ),
};

/** Leads on one page at most. */
export const MOST_LEADS = 500;

export const leadsQuery = z.object({
  ...filterQuery,
  ...layoutQuery,
  ...keysetQuery({ standard: 50, most: MOST_LEADS }),
});
export type LeadsQuery = z.infer<typeof leadsQuery>;

export const lineSchema = z
  .object({
    id: z.uuid(),
    radar_id: text,
    name: text,
    address: text,
    city: text,
    state: text,
    zip: text,
    reason: text,
    created_by: text,
    created_at: time,
  })
  .meta({ id: 'DoNotMailLine' });

export const linesSchema = z
  .object({ lines: z.array(lineSchema), next_cursor: z.string().nullable() })
  .meta({ id: 'DoNotMailList' });

const field = (name: string, longest: number) =>
  z
    .string(`${name}: must be text`)
    .trim()
    .min(1, `${name}: must not be empty`)
    .max(longest, `${name}: must have at most ${longest} characters`)
    .optional();

export const newLineSchema = z
  .object({
    radar_id: z
      .string()
      .regex(/^\S{1,60}$/, 'radar_id: must be 1 to 60 characters without spaces')
      .optional(),
    address: field('address', 300).describe('Street and number, however it is written'),
    city: field('city', 200),
    state: field('state', 60),
    zip: z
      .string()
      .regex(/^\d{5}(-\d{4})?$/, 'zip: must be five digits, or nine as 16601-1234')
      .optional(),
    name: field('name', 300).describe('For people to read; leads are found by RadarID or address'),
    reason: field('reason', 500),
  })
  .refine(({ radar_id, address, city, state, zip }) => radar_id || (address && (zip || (city && state))), {
    message: 'give a radar_id, or an address with its zip, or with city and state',
  })
  .meta({ id: 'NewDoNotMailLine' });

/** Lines in one request. */
export const MOST_LINES = 5000;

export const addLinesSchema = z
  .object({
    lines: z
      .array(newLineSchema, 'lines: must be a list')
      .min(1, 'lines: give at least one')
      .max(MOST_LINES, `lines: give at most ${MOST_LINES}; send the rest in another request`),
  })
  .meta({ id: 'AddDoNotMail' });

export const addedSchema = z
  .object({
    added: z.int(),
    known: z.int().describe('Lines that stood there already'),
    lines: z.array(z.object({ id: z.uuid(), added: z.boolean() })).describe('In the order given'),
  })
  .meta({ id: 'AddedDoNotMail' });

export const goneSchema = z.object({ message: z.string(), id: z.uuid() }).meta({ id: 'Removed' });

export const searchListQuery = z.object(
  (({ limit, cursor }) => ({ limit, cursor }))(keysetQuery({ standard: 100, most: 1000 })),
);
export const listQuery = z.object(keysetQuery({ standard: 100, most: 1000 }));
