/** Runs the command line inside the test: real commands, captured streams, a clock that sleeping moves. */
import { PassThrough, Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { Io, TextOutput } from '../../src/cli/io.ts';
import { runCli } from '../../src/cli/program.ts';

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  env?: Record<string, string>;
  stdin?: string | Uint8Array | Readable;
  /** Width of a terminal on stderr (and stdout, stdin); none by default. */
  columns?: number;
  /** Sleep for real, as long as asked; for tests in which another process takes real time. */
  realTime?: boolean;
  /** Pressed when this resolves. */
  interrupt?: Promise<void>;
}

/** An Io whose clock runs ahead by whatever was slept, so that minutes of patience pass in milliseconds. */
export function testIo(options: RunOptions = {}): Io & { out(): string; err(): string } {
  let aheadMs = 0;
  const stdout = collector(options.columns);
  const stderr = collector(options.columns);
  const terminal = options.columns !== undefined;
  const { stdin = '' } = options;
  return {
    stdin:
      stdin instanceof Readable
        ? stdin
        : Readable.from([stdin === '' ? Buffer.alloc(0) : Buffer.from(stdin)]),
    stdout: stdout.stream,
    stderr: stderr.stream,
    env: { XDG_CONFIG_HOME: '/nonexistent', ...options.env },
    isTTY: { stdin: terminal, stdout: terminal, stderr: terminal },
    now: () => Date.now() + aheadMs,
    random: () => 0.5,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      if (!options.realTime) aheadMs += milliseconds;
      await delay(options.realTime ? milliseconds : 1, undefined, signal ? { signal } : {});
    },
    onInterrupt: (handler) => {
      let on = true;
      void options.interrupt?.then(() => on && handler());
      return () => {
        on = false;
      };
    },
    out: () => stdout.text(),
    err: () => stderr.text(),
  };
}

function collector(columns: number | undefined): { stream: TextOutput; text(): string } {
  const pieces: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      pieces.push(Buffer.from(chunk));
      done();
    },
  });
  if (columns !== undefined) Object.assign(stream, { columns });
  return { stream, text: () => Buffer.concat(pieces).toString('utf8') };
}

/** Runs `lotline ARGS` to its end. */
export async function lotline(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const io = testIo(options);
  const code = await runCli(args, io);
  return { code, stdout: io.out(), stderr: io.err() };
}

/** A stdin that a test types into. */
export function keyboard(): PassThrough {
  return new PassThrough();
}
