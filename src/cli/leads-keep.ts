/** `leads searches …` and `leads do-not-mail …`. */
import { readCsv } from '../base/csv.ts';
import { answered } from '../client/index.ts';
import type { Context } from './context.ts';
import { openSource } from './csv-source.ts';
import { CliError, EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { bodyOf, given } from './given.ts';
import { plural } from './human.ts';
import type { SearchOptions, UnwantedOptions } from './leads.ts';
import { criteriaOf, searchId } from './leads-criteria.ts';
import { idTable, printList, printOne } from './output.ts';
import { save } from './save.ts';

export async function listSearches(context: Context): Promise<ExitCode> {
  const { api } = await context.client();
  const query = { limit: 1000 };
  const { searches } = await answered(api.GET('/api/leads/searches', { params: { query } }));
  await printList(context.io, context.format, searches, () =>
    searches.length === 0
      ? 'No searches are kept.'
      : idTable(
          context.io,
          ['SEARCH', 'NAME', 'CRITERIA'],
          searches.map(({ id, name, criteria }) => [id, name, criteria.map((one) => one.name).join(', ')]),
        ),
  );
  return EXIT.ok;
}

export async function saveSearch(
  context: Context,
  options: SearchOptions,
  [name = '']: readonly string[],
): Promise<ExitCode> {
  const criteria = await criteriaOf(options);
  if (criteria === undefined) throw usageError('Say what to search for.', 'Give --criteria or --where.');
  const { api } = await context.client();
  const body = bodyOf<'createLeadSearch'>({ name, criteria });
  const saved = await answered(api.POST('/api/leads/searches', { body }));
  await printOne(context.io, context.format, saved, () => saved.id);
  return EXIT.ok;
}

export async function deleteSearch(context: Context, [search = '']: readonly string[]): Promise<ExitCode> {
  const { api } = await context.client();
  const path = { id: await searchId(context, search) };
  const gone = await answered(api.DELETE('/api/leads/searches/{id}', { params: { path } }));
  await printOne(context.io, context.format, gone, () => gone.message);
  return EXIT.ok;
}

export async function listUnwanted(context: Context): Promise<ExitCode> {
  await save(context, '/api/leads/do-not-mail', { format: 'csv' }, undefined);
  return EXIT.ok;
}

/** What somebody is not to be written to by: the server says what of it has to be there. */
type Line = Readonly<Partial<Record<(typeof FIELDS)[number], string>>>;

export async function addUnwanted(context: Context, options: UnwantedOptions): Promise<ExitCode> {
  const { radarId, address, city, state, zip, name, reason } = options;
  return add(context, [given({ radar_id: radarId, address, city, state, zip, name, reason })]);
}

async function add(context: Context, lines: readonly Line[]): Promise<ExitCode> {
  const { api } = await context.client();
  const done = await answered(
    api.POST('/api/leads/do-not-mail', { body: bodyOf<'addDoNotMail'>({ lines }) }),
  );
  context.say(`${plural(done.added, 'line')} added, ${done.known} known already.`);
  await printOne(context.io, context.format, done, () => done.lines.map(({ id }) => id).join('\n'));
  return EXIT.ok;
}

const FIELDS = ['radar_id', 'name', 'address', 'city', 'state', 'zip', 'reason'] as const;
const CHUNK = 5000;

/** Every row of a file, 5,000 at a time; the columns are known by their names, whatever their spelling. */
export async function importUnwanted(context: Context, [file = '']: readonly string[]): Promise<ExitCode> {
  const source = await openSource(file, context.io);
  let columns: (string | undefined)[] | undefined;
  let lines: Line[] = [];
  for await (const { cells } of readCsv(source.bytes)) {
    if (columns === undefined) {
      columns = cells.map((cell) => FIELDS.find((field) => plain(field) === plain(cell)));
      if (columns.every((column) => column === undefined)) {
        throw new CliError(EXIT.validation, 'no_columns', `${source.name} names no column that is known.`, {
          hint: `Name some of ${FIELDS.join(', ')} in its first row.`,
        });
      }
      continue;
    }
    const entries = columns.flatMap((column, at) => {
      const cell = cells[at]?.trim();
      return column && cell ? [[column, cell] as const] : [];
    });
    if (entries.length > 0) lines.push(Object.fromEntries(entries));
    if (lines.length === CHUNK) {
      await add(context, lines);
      lines = [];
    }
  }
  return lines.length > 0 ? add(context, lines) : EXIT.ok;
}

const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z]/g, '');

export async function removeUnwanted(context: Context, [id = '']: readonly string[]): Promise<ExitCode> {
  const { api } = await context.client();
  const gone = await answered(api.DELETE('/api/leads/do-not-mail/{id}', { params: { path: { id } } }));
  await printOne(context.io, context.format, gone, () => gone.message);
  return EXIT.ok;
}
