import { CheckInput, TextInput } from '../../ui/field.tsx';
import { words } from '../../words.ts';
import { numberOf, type RetryOptions } from './action-body.ts';

const CANARY_FROM = 11;

/** How a retry runs: slower, more often, first ten alone. All of it may be left out. */
export function RetryFields({
  options,
  onChange,
  count,
}: {
  readonly options: RetryOptions;
  readonly onChange: (options: RetryOptions) => void;
  /** Items that it is about. */
  readonly count: number;
}) {
  const field = (name: 'ratePerSecond' | 'maxAttempts' | 'concurrency' | 'perMinute', whole: boolean) => ({
    inputMode: whole ? ('numeric' as const) : ('decimal' as const),
    value: options[name],
    error: numberOf(options[name], whole) === null ? words.retry.wrongNumber : undefined,
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...options, [name]: event.currentTarget.value }),
  });
  return (
    <details className="rounded-md border border-line">
      <summary className="px-3 py-2 font-medium">{words.retry.options}</summary>
      <div className="grid gap-3 px-3 pt-1 pb-3 sm:grid-cols-2">
        <TextInput label={words.retry.rate} hint={words.retry.rateHint} {...field('ratePerSecond', false)} />
        <TextInput
          label={words.retry.attempts}
          hint={words.retry.attemptsHint}
          {...field('maxAttempts', true)}
        />
        <TextInput
          label={words.retry.concurrency}
          hint={words.retry.concurrencyHint}
          {...field('concurrency', true)}
        />
        <TextInput
          label={words.retry.perMinute}
          hint={words.retry.perMinuteHint}
          {...field('perMinute', false)}
        />
        <CheckInput
          className="sm:col-span-2"
          label={words.retry.first}
          hint={words.retry.firstHint}
          disabled={count < CANARY_FROM && !options.canary}
          checked={options.canary}
          onChange={({ currentTarget: { checked } }) => onChange({ ...options, canary: checked })}
        />
      </div>
    </details>
  );
}
