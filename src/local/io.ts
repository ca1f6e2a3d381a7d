import type { Io } from '../cli/io.ts';

/** What commands of this machine print to and read their settings from. */
export interface LocalIo {
  readonly io: Io;
  readonly env: NodeJS.ProcessEnv;
  /** One line of data, on standard output. */
  print(line: string): void;
  /** One line for people, on standard error. */
  say(line: string): void;
}

export function localIo(io: Io): LocalIo {
  return {
    io,
    env: io.env,
    print: (line) => void io.stdout.write(`${line}\n`),
    say: (line) => void io.stderr.write(`${line}\n`),
  };
}
