/** Criteria of a search, as the terminal gives them. */
import { readFile } from 'node:fs/promises';
import { isUuid } from '../base/uuid.ts';
import { answered } from '../client/index.ts';
import type { Context } from './context.ts';
import { CliError, EXIT, usageError } from './exit-codes.ts';
import type { SearchOptions } from './leads.ts';

interface Criterion {
  name: string;
  value: unknown[];
}

/** What `--criteria` or `--where` say; undefined when neither was given. Throws usage errors. */
export async function criteriaOf(options: SearchOptions): Promise<unknown[] | undefined> {
  const { criteria, where = [] } = options;
  if (criteria !== undefined && where.length > 0) throw usageError('Give --criteria or --where, not both.');
  if (criteria !== undefined) {
    const text = criteria.startsWith('@') ? await textOf(criteria.slice(1)) : criteria;
    const list: unknown = jsonOf(text, '--criteria');
    if (Array.isArray(list)) return list;
    throw usageError('--criteria is no JSON list.', 'Such as [{"name":"State","value":["PA"]}].');
  }
  return where.length === 0 ? undefined : where.map(oneOf);
}

/** Criteria, or the id of a saved search: exactly one has to be said. */
export async function searchOf(
  context: Context,
  options: SearchOptions,
): Promise<{ criteria: unknown[] } | { search_id: string }> {
  const criteria = await criteriaOf(options);
  if ((criteria === undefined) === (options.search === undefined)) {
    throw usageError('Say what to search for.', 'Give one of --criteria, --where and --search.');
  }
  if (criteria !== undefined) return { criteria };
  return { search_id: await searchId(context, options.search ?? '') };
}

/** The id of a saved search by its id or name. */
export async function searchId(context: Context, given: string): Promise<string> {
  if (isUuid(given)) return given;
  const { api } = await context.client();
  const path = { id: given };
  return (await answered(api.GET('/api/leads/searches/{id}', { params: { path } }))).id;
}

function oneOf(text: string): Criterion {
  const at = text.indexOf('=');
  if (at < 1) throw usageError(`--where ${text}: is no NAME=JSON.`, 'Such as --where \'State=["PA"]\'.');
  const value = jsonOf(text.slice(at + 1), `--where ${text.slice(0, at)}`);
  return { name: text.slice(0, at).trim(), value: Array.isArray(value) ? value : [value] };
}

export function jsonOf(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CliError(EXIT.usage, 'bad_json', `${what}: is no JSON.`, { cause });
  }
}

export async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new CliError(EXIT.notFound, 'file_not_found', `Cannot read ${file}.`, { cause });
  });
}
