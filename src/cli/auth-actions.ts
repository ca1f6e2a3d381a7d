/** What `login`, `whoami` and `api` do. */
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { answered } from '../client/index.ts';
import type { ApiOptions } from './auth.ts';
import { createClient, type RequestOptions } from './client.ts';
import type { CommonOptions, Context } from './context.ts';
import { EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { type Io, write } from './io.ts';
import { facts, printOne } from './output.ts';
import { type ServerSettings, writeProfile } from './profile.ts';

/** Asks the server whether the key is good, and only then stores it. */
export async function login(context: Context, options: CommonOptions): Promise<ExitCode> {
  const settings = await context.settings();
  const apiKey = options.apiKey ?? context.io.env.LOTLINE_API_KEY ?? (await readKey(context, settings.url));
  if (apiKey === '')
    throw usageError('No key was given.', 'Make one with `lotline keys create` on the server.');
  const client = createClient({ ...settings, apiKey, keyFrom: 'flag' }, context.io);
  // Open to every key that is good, whatever it was narrowed to.
  await client.api.GET('/api/me');
  const path = await writeProfile(context.io.env, { url: settings.url, apiKey });
  context.say(`Signed in at ${settings.url}. Stored in ${path}`);
  return EXIT.ok;
}

/** The key from a pipe, or from the terminal without showing it. */
async function readKey(context: Context, url: string): Promise<string> {
  const { io } = context;
  if (!io.isTTY.stdin) return (await text(io.stdin)).trim();
  io.stderr.write(`API key for ${url}: `);
  const unseen = new PassThrough();
  unseen.resume();
  const terminal = createInterface({ input: io.stdin, output: unseen, terminal: true });
  try {
    return (await terminal.question('')).trim();
  } finally {
    terminal.close();
    io.stderr.write('\n');
  }
}

/** Which server and key are used, where they come from, and what the key may do there. */
export async function whoami(context: Context): Promise<ExitCode> {
  const settings = await context.settings();
  const me = await answered((await context.client()).api.GET('/api/me'));
  const known = {
    url: settings.url,
    url_from: settings.urlFrom,
    key: keyPrefix(settings),
    key_from: settings.keyFrom,
    organization: me.organization.slug,
    role: me.role,
    scopes: me.scopes,
  };
  await printOne(context.io, context.format, known, () =>
    facts([
      ['Server', `${known.url} (${known.url_from})`],
      ['Key', known.key === null ? 'none' : `${known.key} (${known.key_from})`],
      ['Organization', known.organization],
      [
        'May',
        known.scopes === null ? `all of ${known.role}` : `${known.scopes.join(', ')}, as ${known.role}`,
      ],
    ]),
  );
  return EXIT.ok;
}

/** The part of a key that names it without giving it away. */
function keyPrefix({ apiKey }: ServerSettings): string | null {
  return apiKey === null ? null : `${apiKey.slice(0, 13)}…`;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const satisfies RequestOptions['method'][];

/** One request as given; the answer's body goes to stdout as it comes. */
export async function callApi(
  context: Context,
  options: ApiOptions,
  args: readonly string[],
): Promise<ExitCode> {
  const path = args[0] ?? '/';
  const data = options.data === undefined ? undefined : await readData(context.io, options.data);
  const wanted = (options.method ?? (data === undefined ? 'GET' : 'POST')).toUpperCase();
  const method = METHODS.find((one) => one === wanted);
  if (method === undefined) throw usageError(`There is no method ${wanted}.`);
  const client = await context.client();
  const response = await client.open(path, {
    method,
    headers: Object.fromEntries((options.header ?? []).map(splitHeader)),
    ...(data === undefined ? {} : { body: Buffer.from(data) }),
  });
  for await (const chunk of response.body ?? []) await write(context.io.stdout, chunk);
  if (context.io.isTTY.stdout) await write(context.io.stdout, '\n');
  return EXIT.ok;
}

async function readData(io: Io, data: string): Promise<string> {
  if (data === '-') return text(io.stdin);
  return data.startsWith('@') ? readFile(data.slice(1), 'utf8') : data;
}

function splitHeader(header: string): [string, string] {
  const colon = header.indexOf(':');
  if (colon < 1) throw usageError(`"${header}" is not a header.`, 'Write it as "Name: value".');
  return [header.slice(0, colon).trim().toLowerCase(), header.slice(colon + 1).trim()];
}
