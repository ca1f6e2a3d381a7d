/** `lookups template`: every column that an upload understands, with one example. */
import { csvText } from '../base/csv.ts';
import type { Context } from './context.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { write } from './io.ts';

const EXAMPLE: readonly (readonly [column: string, example: string])[] = [
  ['reference_id', 'deal-001'],
  ['street_1', '1745 T Street Southeast'],
  ['street_2', ''],
  ['city', 'Washington'],
  ['state_or_province_code', 'DC'],
  ['postal_code', '20020'],
  ['country_code', 'US'],
  ['building_type', 'RESIDENTIAL'],
  ['device_ids', '1;2'],
];

export async function template(context: Context): Promise<ExitCode> {
  const rows = [EXAMPLE.map(([column]) => column), EXAMPLE.map(([, example]) => example)];
  await write(context.io.stdout, csvText(rows));
  return EXIT.ok;
}
