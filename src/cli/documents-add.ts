/** `documents add`: a file goes up as it is read; an address is only registered. */
import { randomUUID } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { answered } from '../client/index.ts';
import type { Context } from './context.ts';
import type { AddDocumentOptions } from './documents.ts';
import { CliError, EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { bodyOf } from './given.ts';
import { printOne } from './output.ts';

interface Added {
  document: { id: string; title: string; county_name: string; state_code: string };
  created: boolean;
}

/** The server stops waiting by itself; this is only for one that does not. */
const DEADLINE_MS = 30 * 60_000;

export async function add(
  context: Context,
  options: AddDocumentOptions,
  args: readonly string[],
): Promise<ExitCode> {
  const what = args[0] ?? '-';
  const { document, created } = /^https?:\/\//i.test(what)
    ? await register(context, options, what)
    : await upload(context, options, what);
  const place = `${document.county_name}, ${document.state_code}`;
  context.say(
    created
      ? `Added "${document.title}" to ${place}.`
      : `${place} has it already, as "${document.title}"; nothing was added.`,
  );
  await printOne(context.io, context.format, { ...document, created }, () => document.id);
  return EXIT.ok;
}

function fieldsOf(options: AddDocumentOptions): Record<string, string> {
  const { county, type, title, published } = options;
  return {
    county,
    document_type: type,
    ...(title === undefined ? {} : { title }),
    ...(published === undefined ? {} : { publication_date: published }),
  };
}

async function register(context: Context, options: AddDocumentOptions, url: string): Promise<Added> {
  if (options.name !== undefined) throw usageError('--name is for files.');
  const { api } = await context.client();
  return answered(
    api.POST('/api/documents', {
      params: { header: { 'Idempotency-Key': randomUUID() } },
      body: bodyOf<'addDocument'>({ ...fieldsOf(options), url }),
    }),
  );
}

/** Sends a file up as it is read. */
export async function upload(context: Context, options: AddDocumentOptions, file: string): Promise<Added> {
  if (file !== '-') await checkFile(file);
  const name = options.name ?? (file === '-' ? 'stdin' : basename(file));
  const boundary = `lotline-${randomUUID()}`;
  const client = await context.client();
  const interrupted = new AbortController();
  const release = context.io.onInterrupt(() => interrupted.abort());
  try {
    return await client.json<Added>('/api/documents', {
      method: 'POST',
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      body: formOf(
        boundary,
        fieldsOf(options),
        name,
        file === '-' ? context.io.stdin : createReadStream(file),
      ),
      deadlineMs: DEADLINE_MS,
      // What was sent of a stream is gone; the whole command can be repeated instead.
      patienceMs: 0,
      signal: interrupted.signal,
    });
  } finally {
    release();
  }
}

async function checkFile(file: string): Promise<void> {
  const found = await access(file, constants.R_OK)
    .then(() => stat(file))
    .catch((cause: unknown) => {
      throw new CliError(EXIT.notFound, 'file_not_found', `Cannot read ${file}.`, { cause });
    });
  if (found.isDirectory()) throw new CliError(EXIT.notFound, 'not_a_file', `${file} is a folder.`);
}

/** A form with its fields first, so that a bad one is refused before the file is sent. */
async function* formOf(
  boundary: string,
  fields: Readonly<Record<string, string>>,
  fileName: string,
  bytes: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<Uint8Array> {
  const part = (about: string, value = '') =>
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${about}\r\n\r\n${value}`);
  for (const [name, value] of Object.entries(fields)) yield part(`name="${name}"`, `${value}\r\n`);
  yield part(`name="file"; filename="${quoted(fileName)}"`);
  for await (const piece of bytes) yield typeof piece === 'string' ? Buffer.from(piece) : piece;
  yield Buffer.from(`\r\n--${boundary}--\r\n`);
}

/** As browsers write it. */
function quoted(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
