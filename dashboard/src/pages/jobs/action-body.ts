import type { Api } from '../../data/api.ts';

/** What an action is asked for, before it is shown and made. */
export type Asked = Api['PreviewAction'];

/** Classes of failures that may go well when tried again. */
export const RETRYABLE = ['transient', 'rate_limited', 'timeout', 'crashed'] as const;

/** How a retry is to run, as typed. */
export interface RetryOptions {
  readonly ratePerSecond: string;
  readonly maxAttempts: string;
  readonly concurrency: string;
  readonly perMinute: string;
  readonly canary: boolean;
}

export const NO_OPTIONS: RetryOptions = {
  ratePerSecond: '',
  maxAttempts: '',
  concurrency: '',
  perMinute: '',
  canary: false,
};

const CANARY = 10;

/** With what was typed; undefined when some of it is no number. */
export function withOptions(asked: Asked, options: RetryOptions): Asked | undefined {
  const ratePerSecond = numberOf(options.ratePerSecond, false);
  const maxAttempts = numberOf(options.maxAttempts, true);
  const concurrency = numberOf(options.concurrency, true);
  const perMinute = numberOf(options.perMinute, false);
  if ([ratePerSecond, maxAttempts, concurrency, perMinute].includes(null)) return undefined;
  const settings = {
    ...(ratePerSecond == null ? {} : { ratePerSecond }),
    ...(maxAttempts == null ? {} : { maxAttempts }),
    ...(concurrency == null ? {} : { concurrency }),
  };
  return {
    ...asked,
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
    ...(perMinute == null ? {} : { perMinute }),
    ...(options.canary ? { first: CANARY } : {}),
  };
}

/** Undefined for nothing typed, null for what is no such number. */
export function numberOf(text: string, whole: boolean): number | null | undefined {
  if (text.trim() === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) && value > 0 && (!whole || Number.isInteger(value)) ? value : null;
}
