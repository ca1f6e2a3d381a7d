import type { Contestant } from './contestant.ts';
import type { Section } from './section.ts';
import type { BenchServer } from './server.ts';
import type { Templates } from './templates.ts';

/** What every group of rows is given. */
export interface Bench {
  server: BenchServer;
  templates: Templates;
  contestants: readonly Contestant[];
  repetitions: number;
  /** Multiplies item counts: 1, or less in a quick run. */
  scale: number;
  wanted(row: string): boolean;
  /** Keeps one measurement in the log of the run, and shows a line of it. */
  record(sample: object, line: string): void;
}

/** Rows that are measured together and stand under one heading. */
export interface Group {
  rows: readonly string[];
  run(bench: Bench): Promise<Section>;
}
