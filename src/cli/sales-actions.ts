/** `sales add|change|list|export`. */
import { randomUUID } from 'node:crypto';
import { answered } from '../client/index.ts';
import type { Context } from './context.ts';
import type { OutOptions } from './documents.ts';
import { EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { bodyOf, queryOf } from './given.ts';
import { idTable, printList, printOne } from './output.ts';
import type { ListSalesOptions, SaleFilterOptions, SaleOptions } from './sales.ts';
import { save } from './save.ts';

interface SaleView {
  id: string;
  county_name: string;
  state_code: string;
  sale_type: string;
  sale_date: string;
  registration_deadline: string | null;
  platform: string | null;
  deposit_required: number | null;
  property_count: number | null;
  status: string;
}

/** Adds a sale, or says more of the one that the county has on that day. */
export async function add(context: Context, options: SaleOptions): Promise<ExitCode> {
  const { api } = await context.client();
  const { sale, created } = await answered(
    api.POST('/api/upcoming-sales', {
      params: { header: { 'Idempotency-Key': randomUUID() } },
      body: bodyOf<'addUpcomingSale'>({
        county: options.county,
        sale_type: options.type,
        ...detailsOf(options),
      }),
    }),
  );
  context.say(created ? `Added: ${lineOf(sale)}` : `It was there, and is now: ${lineOf(sale)}`);
  await printOne(context.io, context.format, { ...sale, created }, () => sale.id);
  return EXIT.ok;
}

/** Changes what the options name. */
export async function change(
  context: Context,
  options: SaleOptions,
  args: readonly string[],
): Promise<ExitCode> {
  const details = detailsOf(options);
  if (Object.values(details).every((value) => value === undefined)) {
    throw usageError(
      'Say what to change: --status, --date, --deadline, --platform, --deposit or --properties.',
    );
  }
  const { api, patient } = await context.client();
  const sale = await answered(
    api.PATCH('/api/upcoming-sales/{id}', {
      params: { path: { id: args[0] ?? '' } },
      body: bodyOf<'changeUpcomingSale'>(details),
      ...patient({ repeatable: true }),
    }),
  );
  context.say(`It is now: ${lineOf(sale)}`);
  await printOne(context.io, context.format, sale, () => sale.id);
  return EXIT.ok;
}

function detailsOf(options: SaleOptions): Record<string, string | number | undefined> {
  return {
    sale_date: options.date,
    registration_deadline: options.deadline,
    platform: options.platform,
    deposit_required: options.deposit,
    property_count: options.properties,
    status: options.status,
  };
}

function lineOf(sale: SaleView): string {
  return `${sale.sale_type} sale of ${sale.county_name}, ${sale.state_code}, on ${sale.sale_date} (${sale.status})`;
}

/** Sales, earliest first. `-q` prints ids alone. */
export async function list(context: Context, options: ListSalesOptions): Promise<ExitCode> {
  const { api } = await context.client();
  const { upcoming_sales: sales, next_cursor: next } = await answered(
    api.GET('/api/upcoming-sales', {
      params: {
        query: queryOf<'listUpcomingSales'>({
          ...filtersOf(options),
          limit: options.limit,
          cursor: options.cursor,
        }),
      },
    }),
  );
  await printList(context.io, context.format, sales, () =>
    context.format.quiet
      ? sales.map(({ id }) => id).join('\n')
      : sales.length === 0
        ? 'There are no such sales.'
        : idTable(
            context.io,
            ['SALE', 'DATE', 'COUNTY', 'TYPE', 'STATUS', 'DEPOSIT', 'REGISTER BY', 'PLATFORM'],
            sales.map(rowOf),
          ),
  );
  if (next !== null) context.say(`There are more: --cursor ${next}`);
  return EXIT.ok;
}

function rowOf(sale: SaleView): string[] {
  return [
    sale.id,
    sale.sale_date,
    `${sale.county_name}, ${sale.state_code}`,
    sale.sale_type,
    sale.status,
    sale.deposit_required?.toFixed(2) ?? '',
    sale.registration_deadline ?? '',
    sale.platform ?? '',
  ];
}

/** All that the filters leave, as CSV. */
export async function exportCsv(
  context: Context,
  options: SaleFilterOptions & OutOptions,
): Promise<ExitCode> {
  await save(context, '/api/upcoming-sales', { ...filtersOf(options), format: 'csv' }, options.out);
  return EXIT.ok;
}

function filtersOf(options: SaleFilterOptions): Record<string, string | undefined> {
  return {
    county: options.county,
    state: options.state,
    sale_type: options.type,
    status: options.status,
    from: options.from,
    to: options.to,
  };
}
