import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { after } from 'node:test';
import { until } from './until.ts';

const MAIN = path.join(import.meta.dirname, '..', '..', 'src', 'main.ts');
/** What the run has compiled is not compiled again; nothing else of its environment is passed on. */
const { NODE_COMPILE_CACHE } = process.env;
const QUICK = NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };
const started: ChildProcess[] = [];
after(() => {
  for (const child of started) if (child.exitCode === null) child.kill('SIGKILL');
});

/** A real `lotline` process and what it has printed. */
export interface LotlineProcess {
  readonly child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Waits until its error output matches; answers the match. */
  says(pattern: RegExp, withinMs?: number): Promise<RegExpExecArray>;
  /** Waits for its end; answers the exit code (null when killed). */
  ended(): Promise<number | null>;
}

export function lotlineProcess(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): LotlineProcess {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...QUICK, PATH: process.env.PATH, HOME: '/nonexistent', LOTLINE_LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let [out, err] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
  const exit = once(child, 'close').then(([code]) => code as number | null);
  return {
    child,
    stdout: () => out,
    stderr: () => err,
    async says(pattern, withinMs = 60_000) {
      return until(
        () => {
          const match = pattern.exec(err);
          if (match === null && child.exitCode !== null) {
            throw new Error(`ended with ${child.exitCode} before it said ${pattern}:\n${err}`);
          }
          return match;
        },
        `"${pattern}" in:\n${err}`,
        withinMs,
      );
    },
    ended: () => exit,
  };
}

/** Runs a command to its end. */
export async function lotline(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const run = lotlineProcess(args, env);
  const code = await run.ended();
  return { code, stdout: run.stdout(), stderr: run.stderr() };
}
