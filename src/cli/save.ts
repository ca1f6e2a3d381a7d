/** A streamed answer to stdout, or to a file that appears when it is complete. */
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RequestOptions } from './client.ts';
import type { Context } from './context.ts';
import { CliError, EXIT } from './exit-codes.ts';
import { write } from './io.ts';

/** A server that sends nothing for so long is gone. */
const SILENCE_LIMIT_MS = 60_000;
const FILE_ATTEMPTS = 3;

/** Writes what the server streams to `out`; without it, or for `-`, to stdout. Throws CliError. */
export async function save(
  context: Context,
  path: string,
  query: Query,
  out: string | undefined,
): Promise<void> {
  if (out === undefined || out === '-') {
    await copy(context, path, query, (chunk) => write(context.io.stdout, chunk));
    return;
  }
  await toFile(context, path, query, out);
  context.say(`Wrote ${out}`);
}

type Query = NonNullable<RequestOptions['query']>;

async function toFile(context: Context, path: string, query: Query, file: string): Promise<void> {
  const part = join(dirname(file), `.${process.pid}.${context.io.now()}.part`);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await writePart(context, path, query, part);
      await rename(part, file);
      return;
    } catch (error) {
      await rm(part, { force: true });
      if (!(error instanceof CliError) || error.code !== 'download_broken' || attempt === FILE_ATTEMPTS)
        throw error;
      context.say(`${error.message} Starting again.`);
    }
  }
}

async function writePart(context: Context, path: string, query: Query, part: string): Promise<void> {
  const handle = await open(part, 'w').catch((cause: unknown) => {
    throw new CliError(EXIT.error, 'cannot_write', `Cannot write to ${dirname(part)}.`, { cause });
  });
  try {
    await copy(context, path, query, async (chunk) => {
      await handle.write(chunk);
    });
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Hands on each piece before asking for the next, so memory stays small whatever the size. */
async function copy(
  context: Context,
  path: string,
  query: Query,
  take: (chunk: Uint8Array) => Promise<void>,
): Promise<void> {
  const client = await context.client();
  const response = await client.open(path, { query, patienceMs: 30_000, headers: { accept: '*/*' } });
  const reader = response.body?.getReader();
  if (!reader) return;
  for (;;) {
    const next = await readSoon(reader);
    if (next.done) return;
    await take(next.value);
  }
}

type Piece = { done: true } | { done: false; value: Uint8Array };

async function readSoon(reader: { read(): Promise<{ done: boolean; value?: Uint8Array }> }): Promise<Piece> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The server fell silent.')), SILENCE_LIMIT_MS);
  });
  try {
    const { done, value } = await Promise.race([reader.read(), silence]);
    return done || value === undefined ? { done: true } : { done: false, value };
  } catch (cause) {
    throw new CliError(EXIT.error, 'download_broken', 'The download broke off before its end.', {
      hint: 'Run it again; with --out a file appears only when it is complete.',
      cause,
    });
  } finally {
    clearTimeout(timer);
  }
}
