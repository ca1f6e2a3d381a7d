import { z } from 'zod';

/** What people call a form of values; shown where criteria are listed. */
export type ValueForm = 'list' | 'yes/no' | 'range' | 'date' | 'nested';

interface Criterion {
  readonly form: ValueForm;
  readonly about: string;
  readonly value: z.ZodType<readonly unknown[]>;
}

const MOST_VALUES = 1_000;
const MOST_RADAR_IDS = 10_000;

const list = (one: z.ZodType, most = MOST_VALUES) => z.array(one).max(most, `give at most ${most} values`);

const text = z
  .string('give texts')
  .trim()
  .min(1, 'give texts that say something')
  .max(200, 'give at most 200 letters');
const texts = (about: string): Criterion => ({ form: 'list', about, value: list(text) });

const flag = (about: string): Criterion => ({
  form: 'yes/no',
  about,
  value: z
    .tuple([z.union([z.literal(0), z.literal(1), z.boolean()], 'give [1] for yes or [0] for no')], {
      error: 'give [1] for yes or [0] for no',
    })
    .transform(([value]) => [Number(value)]),
});

const bound = z.number('give numbers, or null for an open end').nullable();
const range = (about: string): Criterion => ({
  form: 'range',
  about,
  value: list(
    z
      .tuple([bound, bound], 'give ranges: [[min, max]], null for an open end')
      .refine(([min, max]) => min !== null || max !== null, 'give a range with at least one end')
      .refine(([min, max]) => min === null || max === null || min <= max, 'give the smaller end first'),
  ),
});

const DAY = String.raw`(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])/\d{4}`;
const DATE_FORM = new RegExp(
  `^(?:(?:Last|Next) [1-9]\\d{0,3} (?:Days?|Weeks?|Months?|Years?)|from: ${DAY}(?: to: ${DAY})?|to: ${DAY})$`,
);
const dates = (about: string): Criterion => ({
  form: 'date',
  about,
  value: list(
    z
      .string('give dates as texts')
      .regex(DATE_FORM, 'give "Last 30 Days" or "from: 1/31/2026 to: 2/28/2026"'),
    10,
  ),
});

const digits = (problem: string) =>
  z
    .union([z.int(), z.string()], problem)
    .transform((value) => String(value).padStart(5, '0'))
    .refine((value) => /^\d{5}$/.test(value), problem);
/** FIPS codes are text on the wire, ZIP codes are numbers. Both are taken as either. */
const fips = digits('give FIPS codes of five digits, such as "06037"');
const zip = digits('give ZIP codes of five digits').transform(Number);

const propertyType: Criterion = {
  form: 'nested',
  about: 'Kind of property: `[{"name": "PType", "value": ["SFR", "CND"]}]`',
  value: z
    .array(
      z.strictObject(
        {
          name: z.literal('PType', 'the only name in PropertyType is PType'),
          value: list(z.string().regex(/^[A-Z0-9]{2,4}$/, 'give codes such as SFR, CND or MFR')).min(
            1,
            'name a code',
          ),
        },
        'give [{"name": "PType", "value": ["SFR"]}]',
      ),
    )
    .length(1, 'give one PType with all of its codes'),
};

/** Every criterion that Lotline passes on, and the form of values that it takes. */
export const LEAD_CRITERIA = {
  State: {
    form: 'list',
    about: 'Two letters',
    value: list(
      z
        .string('give two letters')
        .trim()
        .toUpperCase()
        .regex(/^[A-Z]{2}$/, 'give two letters, such as CA'),
    ),
  },
  County: { form: 'list', about: 'FIPS codes', value: list(fips) },
  City: texts('City of the property'),
  ZipFive: { form: 'list', about: 'ZIP codes of five digits', value: list(zip) },
  SiteAddress: texts('Street address, or its beginning'),
  APN: texts('Assessor parcel number, or its beginning'),
  RadarID: {
    form: 'list',
    about: 'Single properties by their RadarID',
    value: list(
      z
        .string('give RadarIDs')
        .trim()
        .regex(/^[A-Za-z0-9]{1,32}$/, 'give RadarIDs'),
      MOST_RADAR_IDS,
    ),
  },
  PropertyType: propertyType,
  isSameMailingOrExempt: flag('The owner lives there'),
  isMailVacant: flag('The post finds it vacant'),
  EquityPercent: range('Equity in percent of the value'),
  AvailableEquity: range('Equity in dollars'),
  AVM: range('Estimated value in dollars'),
  TotalLoanBalance: range('What is owed on it, in dollars'),
  NumberLoans: range('How many loans'),
  FirstRate: range('Rate of the first loan, in percent'),
  FirstDate: dates('When the first loan was made'),
  FirstLoanType: texts('Type of the first loan'),
  FirstPurpose: texts('Purpose of the first loan'),
  LastTransferRecDate: dates('When it last changed hands'),
  inForeclosure: flag('It is in foreclosure'),
  isListedForSale: flag('It is for sale'),
  Beds: range('Bedrooms'),
  Pool: flag('It has a pool'),
} as const satisfies Record<string, Criterion>;

export type CriterionName = keyof typeof LEAD_CRITERIA;
