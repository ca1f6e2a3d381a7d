import type { Client } from './client.ts';
import type { Context } from './context.ts';
import { EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { printOne, table } from './output.ts';

/** A section as the server answers it; the server's schema is in src/surfaces/settings. */
interface Section {
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly chosen: readonly string[];
}

/** `settings show`: every value of a section, and which of them were chosen. */
export async function show(context: Context, section: string): Promise<ExitCode> {
  return print(context, await fetchSection(await context.client(), section));
}

/** `settings set`: changes the values named, and shows what counts now. */
export async function set(context: Context, section: string, changes: readonly string[]): Promise<ExitCode> {
  const client = await context.client();
  const { defaults } = await fetchSection(client, section);
  const body = Object.fromEntries(changes.map((change) => readChange(change, defaults)));
  return print(context, await client.json<Section>(pathOf(section), { method: 'PUT', body }));
}

function pathOf(section: string): string {
  return `/api/settings/${encodeURIComponent(section)}`;
}

async function fetchSection(client: Client, section: string): Promise<Section> {
  return client.json<Section>(pathOf(section));
}

/** `name=value`, the value in the form that the setting's default has. */
function readChange(change: string, defaults: Section['defaults']): [string, string | number | null] {
  const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(change) ?? [];
  if (name === '')
    throw usageError(`"${change}" is not a change.`, 'Write name=value, such as value_percent=65.');
  if (!Object.hasOwn(defaults, name)) {
    throw usageError(`There is no setting "${name}".`, `There are: ${Object.keys(defaults).join(', ')}`);
  }
  if (value === 'default') return [name, null];
  if (typeof defaults[name] !== 'number') return [name, value];
  if (value.trim() === '' || !Number.isFinite(Number(value))) {
    throw usageError(`${name} is a number, not "${value}".`, `Its default is ${defaults[name]}.`);
  }
  return [name, Number(value)];
}

async function print(context: Context, section: Section): Promise<ExitCode> {
  await printOne(context.io, context.format, section, () =>
    table(
      context.io,
      ['SETTING', 'VALUE', 'DEFAULT'],
      Object.entries(section.values).map(([name, value]) => [
        name,
        String(value),
        section.chosen.includes(name) ? String(section.defaults[name]) : '',
      ]),
    ),
  );
  return EXIT.ok;
}
