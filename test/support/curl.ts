import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What a printed curl line asks for. */
export interface CurlRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export interface CurlAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a body holds is what the test is about
  readonly body: any;
}

/** The words of a shell line: quotes taken off, lines joined; `?` and `&` mean nothing, as if they were quoted. */
export function wordsOf(line: string): string[] {
  const joined = line.replaceAll(/\\\n\s*/g, ' ');
  const found = joined.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/gs);
  return [...found].map(
    ([, double, single, bare]) => double?.replaceAll(/\\(.)/g, '$1') ?? single ?? bare ?? '',
  );
}

/** Reads `curl -X METHOD URL -H … -d …`; anything else is a mistake of the test. */
export function readCurl(line: string): CurlRequest {
  const [program, ...words] = wordsOf(line.trim());
  let method = 'GET';
  let url = '';
  let body: string | undefined;
  const headers: Record<string, string> = {};
  while (words.length > 0) {
    const word = words.shift() ?? '';
    if (word === '-X') method = words.shift() ?? '';
    else if (word === '-d') body = words.shift();
    else if (word === '-H') {
      const [name = '', ...value] = (words.shift() ?? '').split(':');
      headers[name.trim().toLowerCase()] = value.join(':').trim();
    } else if (word.startsWith('http')) url = word;
    else throw new Error(`not understood in a curl line: ${word}`);
  }
  if (program !== 'curl' || url === '') throw new Error(`not a curl line: ${line}`);
  return { method, url, headers, body };
}

let present: Promise<boolean> | undefined;
const run = promisify(execFile);

/** Whether this machine has curl. */
export function hasCurl(): Promise<boolean> {
  present ??= run('curl', ['--version']).then(
    () => true,
    () => false,
  );
  return present;
}

/** Sends what a curl line says: by curl itself where there is one, else by fetch. */
export async function sendCurl(line: string, way?: 'curl' | 'fetch'): Promise<CurlAnswer> {
  if ((way ?? ((await hasCurl()) ? 'curl' : 'fetch')) === 'fetch') return byFetch(readCurl(line));
  const [, ...words] = wordsOf(line.trim());
  const { stdout } = await run('curl', ['-sS', '-w', '\n%{http_code}', ...words]);
  const cut = stdout.lastIndexOf('\n');
  return { status: Number(stdout.slice(cut + 1)), body: JSON.parse(stdout.slice(0, cut)) };
}

async function byFetch({ method, url, headers, body }: CurlRequest): Promise<CurlAnswer> {
  const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  return { status: response.status, body: await response.json() };
}
