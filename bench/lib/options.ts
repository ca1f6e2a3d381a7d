import { parseArgs } from 'node:util';
import { DEFAULT_CONTESTANTS } from './contestants.ts';

export interface Options {
  /** A fiftieth of the items and one repetition: shows that the harness works, measures nothing. */
  quick: boolean;
  repetitions: number;
  /** Row names, or null for all. */
  rows: readonly string[] | null;
  contestants: readonly string[];
  /** Where the report goes, or null for the terminal alone. */
  out: string | null;
}

const HELP = `npm run bench -- [--quick] [--reps=5] [--rows=NAME,...] [--contestants=NAME,...] [--out=FILE.md]
Writes docs/benchmarks.md when everything is measured; a part of it only to --out.`;

export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      reps: { type: 'string' },
      rows: { type: 'string' },
      contestants: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    process.exit(0);
  }
  const whole = !values.quick && !values.rows && !values.contestants;
  const repetitions = Number(values.reps ?? (values.quick ? 1 : 5));
  if (!Number.isInteger(repetitions) || repetitions < 1)
    throw new Error('--reps takes a whole number from 1');
  return {
    quick: values.quick,
    repetitions,
    rows: values.rows?.split(',') ?? null,
    contestants: values.contestants?.split(',') ?? DEFAULT_CONTESTANTS,
    out: values.out ?? (whole ? 'docs/benchmarks.md' : null),
  };
}
