/** `counties list|find`. */
import { answered, type QueryOf } from '../client/index.ts';
import type { Context } from './context.ts';
import type { CountiesOptions } from './counties.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { given } from './given.ts';
import { printList, table } from './output.ts';

interface CountyView {
  id: string;
  fips_code: string;
  full_name: string;
  state_code: string;
  last_researched_at: string | null;
}

interface CountiesAnswer {
  counties: CountyView[];
  match?: 'exact' | 'nearest';
  next_cursor: string | null;
}

/** Counties by state and name. `-q` prints ids alone. */
export async function list(context: Context, options: CountiesOptions): Promise<ExitCode> {
  const answer = await ask(context, {
    state: options.state,
    limit: options.limit,
    cursor: options.cursor,
  });
  await print(context, answer.counties);
  if (answer.next_cursor !== null) context.say(`There are more: --cursor ${answer.next_cursor}`);
  return EXIT.ok;
}

/** What a name means: nothing on stdout when it means no county, with the nearest on stderr. */
export async function find(context: Context, args: readonly string[]): Promise<ExitCode> {
  const name = args.join(' ');
  const { counties, match } = await ask(context, { q: name });
  if (match === 'nearest') {
    await printList(context.io, context.format, [], () => '');
    const names = counties.map((county) => `${county.full_name}, ${county.state_code}`).join('; ');
    context.say(`There is no county "${name}".${names === '' ? '' : ` Nearest: ${names}`}`);
    return EXIT.notFound;
  }
  await print(context, counties);
  return counties.length === 1 ? EXIT.ok : EXIT.conflict;
}

async function ask(
  context: Context,
  query: { [Name in keyof QueryOf<'listCounties'>]: QueryOf<'listCounties'>[Name] | undefined },
): Promise<CountiesAnswer> {
  const { api } = await context.client();
  return answered(api.GET('/api/counties', { params: { query: given(query) } }));
}

async function print(context: Context, counties: readonly CountyView[]): Promise<void> {
  await printList(context.io, context.format, counties, () => {
    if (context.format.quiet) return counties.map(({ id }) => id).join('\n');
    const rows = counties.map((county) => [
      county.fips_code,
      `${county.full_name}, ${county.state_code}`,
      county.last_researched_at?.slice(0, 10) ?? 'never',
      county.id,
    ]);
    return table(context.io, ['FIPS', 'COUNTY', 'RESEARCHED', 'ID'], rows);
  });
}
