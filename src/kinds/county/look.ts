import type { VisualSettings } from '../../property/settings/visual-settings.ts';
import type { Effect } from './visual-rules.ts';

/** Why a verdict is what it is: one of these for each thing that was looked at. */
export interface Reason {
  /** The name of the rule. */
  readonly code: string;
  readonly effect: Effect;
  readonly text: string;
  /** What led to it; null where nothing was known. */
  readonly value: string | null;
  /** The setting that the value was held against, and what it was; null for rules without a threshold. */
  readonly setting: keyof VisualSettings | null;
  readonly threshold: number | string | null;
}

/** What one look at a parcel gave: its reasons, and whether the fact it asks for was known. */
export interface Look {
  readonly reasons: readonly Reason[];
  readonly known: boolean;
}

export function look(known: boolean, ...reasons: readonly Reason[]): Look {
  return { known, reasons };
}

/** A reason of a rule without a threshold. */
export function reason(effect: Effect, code: string, text: string, value: string | null): Reason {
  return { code, effect, text, value, setting: null, threshold: null };
}

/** Reasons of a rule with a threshold, by its setting. */
export const against =
  (settings: VisualSettings, setting: keyof VisualSettings) =>
  (effect: Effect, code: string, text: string, value: string | null): Reason => ({
    ...reason(effect, code, text, value),
    setting,
    threshold: settings[setting],
  });

export function round(figure: number, decimals = 0): string {
  return String(Number(figure.toFixed(decimals)));
}
