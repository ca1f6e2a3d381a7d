/** What a part of a chart is about: its colour means that alone. */
export type ChartTone = 'info' | 'ok' | 'bad' | 'warn' | 'idle';

export interface Bar {
  readonly name: string;
  readonly value: number;
  /** The value as it is written. */
  readonly text: string;
  readonly tone?: ChartTone;
}
