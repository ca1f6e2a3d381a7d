/** `properties list|show|export`. */
import { isUuid } from '../base/uuid.ts';
import { answered } from '../client/index.ts';
import type { Context } from './context.ts';
import { CliError, EXIT, type ExitCode } from './exit-codes.ts';
import { queryOf } from './given.ts';
import { facts, idTable, printList, printOne } from './output.ts';
import type { ExportOptions, FilterOptions, ListPropertiesOptions } from './properties.ts';
import { save } from './save.ts';

interface PropertyView {
  id: string;
  county_name: string;
  state_code: string;
  parcel_id: string | null;
  property_address: string | null;
  city: string | null;
  postal_code: string | null;
  owner_name: string | null;
  tax_amount: number | null;
  total_due: number | null;
  tax_year: number | null;
  sale_type: string | null;
  sale_date: string | null;
  auction_status: string;
  visual_validation_status: string | null;
  pipeline_stage: string;
  import_id: string | null;
  import_row: number | null;
}

interface PropertiesAnswer {
  properties: PropertyView[];
  next_cursor: string | null;
}

type OneProperty = PropertyView & {
  import_file: string | null;
  findings: Record<string, Record<string, unknown> | null>;
};

/** Properties, county by county. `-q` prints ids alone. */
export async function list(context: Context, options: ListPropertiesOptions): Promise<ExitCode> {
  const answer = await ask(context, {
    ...filtersOf(options),
    limit: options.limit,
    cursor: options.cursor,
  });
  const { properties } = answer;
  await printList(context.io, context.format, properties, () =>
    context.format.quiet
      ? properties.map(({ id }) => id).join('\n')
      : properties.length === 0
        ? 'There are no such properties.'
        : idTable(
            context.io,
            ['PROPERTY', 'COUNTY', 'PARCEL', 'DUE', 'SALE', 'STATUS', 'ADDRESS'],
            properties.map(rowOf),
          ),
  );
  if (answer.next_cursor !== null) context.say(`There are more: --cursor ${answer.next_cursor}`);
  return EXIT.ok;
}

const money = (amount: number | null) => (amount === null ? '' : amount.toFixed(2));

function rowOf(property: PropertyView): string[] {
  return [
    property.id,
    `${property.county_name}, ${property.state_code}`,
    property.parcel_id ?? '',
    money(property.total_due),
    property.sale_date ?? '',
    property.visual_validation_status ?? property.auction_status,
    [property.property_address, property.city].filter((part) => part !== null).join(', '),
  ];
}

/** One property, by its id or its parcel number. */
export async function show(
  context: Context,
  options: FilterOptions,
  args: readonly string[],
): Promise<ExitCode> {
  const id = await idOf(context, options, args[0] ?? '');
  const { api } = await context.client();
  const property = await answered(api.GET('/api/properties/{id}', { params: { path: { id } } }));
  await printOne(context.io, context.format, property, () =>
    context.format.quiet ? property.id : propertyFacts(property),
  );
  return EXIT.ok;
}

async function idOf(context: Context, options: FilterOptions, given: string): Promise<string> {
  if (isUuid(given)) return given;
  const { properties } = await ask(context, { parcel_id: given, county: options.county, limit: 5 });
  const [only, ...more] = properties;
  if (only === undefined) {
    throw new CliError(EXIT.notFound, 'not_found', `There is no property "${given}".`, {
      hint: 'Give its id or whole parcel number; `properties list --address` finds it by address.',
    });
  }
  if (more.length > 0) {
    const counties = properties.map((one) => `${one.county_name}, ${one.state_code}`).join('; ');
    throw new CliError(
      EXIT.conflict,
      'ambiguous',
      `Several counties have a parcel "${given}": ${counties}.`,
      {
        hint: `Say which: --county "${only.county_name}, ${only.state_code}"`,
      },
    );
  }
  return only.id;
}

function propertyFacts(property: OneProperty): string {
  const { city, postal_code: zip, state_code: state } = property;
  const place = [property.property_address, city, [state, zip].filter(Boolean).join(' ')].filter(Boolean);
  const pairs: [string, string | number | null][] = [
    ['Property', property.id],
    ['County', `${property.county_name}, ${state}`],
    ['Parcel', property.parcel_id],
    ['Address', property.property_address === null ? null : place.join(', ')],
    ['Owner', property.owner_name],
    ['Tax', property.tax_amount === null ? null : money(property.tax_amount)],
    ['Due', property.total_due === null ? null : money(property.total_due)],
    ['Tax year', property.tax_year],
    ['Sale', [property.sale_type, property.sale_date].filter(Boolean).join(', ') || null],
    ['Auction', property.auction_status],
    ['Stage', property.pipeline_stage],
    [
      'Import',
      property.import_id && `${property.import_file ?? property.import_id}, row ${property.import_row}`,
    ],
  ];
  const found = Object.entries(property.findings).map(([type, finding]): [string, string] => [
    type,
    finding === null ? '-' : findingText(finding),
  ]);
  const told = pairs.flatMap(([name, value]): [string, string][] =>
    value === null || value === '' ? [] : [[name, String(value)]],
  );
  return `${facts(told)}\n\nFindings\n${facts(found)}`;
}

/** A finding's short values in one line; --json has all of it. */
function findingText(finding: Readonly<Record<string, unknown>>): string {
  const { found_by: by, found_at: at } = finding;
  const values = Object.entries(finding).filter(
    ([name, value]) =>
      !['finding', 'sources', 'found_by', 'found_at', 'fresh_until', 'job_id', 'raw_data'].includes(name) &&
      (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'),
  );
  const shown = values.map(([name, value]) => `${name} ${value}`).join(', ');
  return `${shown}${shown === '' ? '' : ' '}(${by}, ${String(at).slice(0, 10)})`;
}

/** All that the filters leave, as CSV. */
export async function exportCsv(context: Context, options: ExportOptions): Promise<ExitCode> {
  await save(context, '/api/properties', { ...filtersOf(options), format: 'csv' }, options.out);
  return EXIT.ok;
}

function filtersOf(options: FilterOptions): Record<string, string | undefined> {
  return {
    county: options.county,
    state: options.state,
    auction_status: options.auctionStatus,
    visual_validation_status: options.validation?.toUpperCase(),
    has_regrid_data: options.regrid === undefined ? undefined : String(options.regrid),
    parcel_id: options.parcel,
    address: options.address,
    import: options.import,
  };
}

async function ask(
  context: Context,
  query: Readonly<Record<string, string | number | undefined>>,
): Promise<PropertiesAnswer> {
  const { api } = await context.client();
  const filters = queryOf<'listProperties'>(query);
  return answered(api.GET('/api/properties', { params: { query: filters } }));
}
