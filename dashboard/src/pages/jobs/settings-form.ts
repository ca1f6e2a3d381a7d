import type { components } from '../../../../src/client/index.ts';
import { words } from '../../words.ts';

type Schemas = components['schemas'];
type Settings = Schemas['Job']['settings'];
export type SettingsChange = Omit<Schemas['ChangeJobSettings'], 'reason'>;

/** The settings that can be changed, as typed. */
export interface SettingsForm {
  readonly concurrency: string;
  readonly batchSize: string;
  readonly ratePerSecond: string;
  readonly failureLimit: string;
  readonly priority: string;
}

export const SETTINGS = ['concurrency', 'batchSize', 'failureLimit', 'ratePerSecond', 'priority'] as const;

const text = (value: number | null): string => (value === null ? '' : String(value));

export const formOf = (settings: Settings): SettingsForm => ({
  concurrency: text(settings.maxLeases),
  batchSize: text(settings.batchSize),
  ratePerSecond: text(settings.ratePerSecond),
  failureLimit: text(settings.failureLimit),
  priority: text(settings.priority),
});

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
  readonly empty: boolean;
}

const BOUNDS: Readonly<Record<keyof SettingsForm, Bounds>> = {
  concurrency: { least: 1, most: 100_000, whole: true, empty: true },
  batchSize: { least: 1, most: 1000, whole: true, empty: false },
  ratePerSecond: { least: 0.0001, most: 1_000_000, whole: false, empty: true },
  failureLimit: { least: 0, most: 1_000_000, whole: true, empty: false },
  priority: { least: 0, most: 10_000, whole: true, empty: false },
};

/** What is wrong with what was typed, by field. */
export function faultsOf(form: SettingsForm): Partial<Record<keyof SettingsForm, string>> {
  return Object.fromEntries(
    SETTINGS.filter((name) => !fits(form[name].trim(), BOUNDS[name])).map((name) => [
      name,
      words.jobSettings.wrong[name],
    ]),
  );
}

function fits(typed: string, { least, most, whole, empty }: Bounds): boolean {
  if (typed === '') return empty;
  const value = Number(typed);
  return Number.isFinite(value) && value >= least && value <= most && (!whole || Number.isInteger(value));
}

/** What differs from what is stored; empty means nothing does. Of a form without faults. */
export function changesOf(form: SettingsForm, settings: Settings): SettingsChange {
  const stored = formOf(settings);
  const changed = SETTINGS.filter((name) => form[name].trim() !== stored[name]);
  return Object.fromEntries(
    changed.map((name) => [name, form[name].trim() === '' ? null : Number(form[name])]),
  );
}
