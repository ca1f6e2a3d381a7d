import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createPool } from '../../src/db/pool.ts';
import { createApiKey } from '../../src/identity/api-keys.ts';
import type { Urls } from './contestant.ts';
import { peakResidentMb } from './cpu.ts';
import { organization } from './database.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
/** How often a process's peak is read: what it reaches in its last moments may be missed by that much. */
const WATCH_MS = 20;
const START_MS = 30_000;

/** `lotline serve` on a bench database, as its users run it. */
export interface ProductServer {
  url: string;
  key: string;
  pid: number;
  stop(): Promise<void>;
}

export async function startProduct(urls: Urls, env: NodeJS.ProcessEnv = {}): Promise<ProductServer> {
  const key = await makeKey(urls);
  const child = spawn(process.execPath, [MAIN, 'serve'], {
    env: {
      ...process.env,
      DATABASE_URL: urls.owner,
      PORT: '0',
      LOTLINE_LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('the server did not start');
  const url = await addressOf(child);
  return {
    url,
    key,
    pid,
    stop: async () => {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** `lotline worker` on a bench database, until it is stopped. */
export function startWorkerProcess(urls: Urls, env: NodeJS.ProcessEnv): { stop(): Promise<void> } {
  const child = spawn(process.execPath, [MAIN, 'worker'], {
    env: { ...process.env, DATABASE_URL: urls.owner, LOTLINE_LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return {
    stop: async () => {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function makeKey(urls: Urls): Promise<string> {
  const owner = createPool(urls.owner, { name: 'bench keys', max: 1 });
  try {
    const made = await createApiKey(owner, {
      organizationId: await organization(urls),
      name: 'bench',
      role: 'admin',
      createdBy: 'bench',
      expiresAt: null,
    });
    return made.key;
  } finally {
    await owner.end();
  }
}

/** The address that the server tells people once it listens; what else it says goes to our own standard error. */
async function addressOf(child: ChildProcess): Promise<string> {
  const { stderr } = child;
  if (!stderr) throw new Error('no output to read');
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  createInterface({ input: stderr }).on('line', (line) => {
    const url = /^API\s+(https?:\/\/\S+)/.exec(line)?.[1];
    if (url) resolve(url);
    else console.error(line);
  });
  child.on('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  const timer = setTimeout(() => reject(new Error('the server does not listen')), START_MS);
  try {
    return await promise;
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

export interface CommandRun {
  stdout: string;
  milliseconds: number;
  peakMb: number;
}

/** Runs `lotline ARGS` against the server and watches the memory of its process. Throws when it fails. */
export async function runCommand(server: ProductServer, args: readonly string[]): Promise<CommandRun> {
  const start = performance.now();
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, LOTLINE_URL: server.url, LOTLINE_API_KEY: server.key },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('the command did not start');
  let peakMb = 0;
  const watch = setInterval(() => {
    peakMb = readPeak(pid) ?? peakMb;
  }, WATCH_MS);
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr = (output.stderr + text).slice(-2000);
  });
  const [code] = await once(child, 'close');
  clearInterval(watch);
  if (code !== 0) throw new Error(`lotline ${args.join(' ')} ended with ${code}: ${output.stderr}`);
  return { stdout: output.stdout, milliseconds: performance.now() - start, peakMb };
}

/** Null once the process has ended. */
function readPeak(pid: number): number | null {
  try {
    return peakResidentMb(pid);
  } catch {
    return null;
  }
}
