/** What a command may touch of the outside: streams, environment, clock, chance. Tests hand in their own. */
import { setTimeout as delay } from 'node:timers/promises';

/** A stream that text is written to; `columns` is the width of a terminal, when it is one. */
export interface TextOutput extends NodeJS.WritableStream {
  columns?: number;
}

export interface Io {
  stdin: NodeJS.ReadableStream;
  stdout: TextOutput;
  stderr: TextOutput;
  env: Readonly<Record<string, string | undefined>>;
  isTTY: { stdin: boolean; stdout: boolean; stderr: boolean };
  /** Milliseconds since 1970. */
  now(): number;
  /** A number in [0, 1). */
  random(): number;
  /** Resolves after the time, or rejects when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Calls the handler at Ctrl-C until the returned function is called. */
  onInterrupt(handler: () => void): () => void;
}

/** The streams and clock of this process. A reader that closes the pipe early ends the process without noise. */
export function processIo(): Io {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      throw error;
    });
  }
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    isTTY: {
      stdin: process.stdin.isTTY === true,
      stdout: process.stdout.isTTY === true,
      stderr: process.stderr.isTTY === true,
    },
    now: Date.now,
    random: Math.random,
    sleep: async (milliseconds, signal) => {
      await delay(milliseconds, undefined, signal ? { signal } : {});
    },
    onInterrupt: (handler) => {
      process.on('SIGINT', handler);
      return () => process.off('SIGINT', handler);
    },
  };
}

/** Writes and waits until the stream can take more, so that memory stays bounded. */
export function write(stream: NodeJS.WritableStream, text: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error?: Error | null) => (error ? reject(error) : resolve()));
  });
}
