import { Minus, Plus } from 'lucide-react';
import { useId } from 'react';
import { words } from '../words.ts';

/** A number with a step down and up. `onStep` is told the wanted value, within the bounds. */
export function StepInput({
  label,
  value,
  least = 1,
  most,
  disabled = false,
  onStep,
}: {
  readonly label: string;
  readonly value: number;
  readonly least?: number;
  readonly most: number;
  readonly disabled?: boolean;
  readonly onStep: (value: number) => void;
}) {
  const id = useId();
  const set = (wanted: number) => {
    const bounded = Math.min(most, Math.max(least, Math.round(wanted)));
    if (Number.isFinite(bounded) && bounded !== value) onStep(bounded);
  };
  const button =
    'flex size-8 items-center justify-center text-muted hover:bg-hover hover:text-text disabled:opacity-40';
  return (
    <div className="flex items-center gap-2">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <div className="flex rounded-md border border-line-strong/70 bg-surface">
        <button
          type="button"
          aria-label={words.actions.less(label)}
          disabled={disabled || value <= least}
          onClick={() => set(value - 1)}
          className={button}
        >
          <Minus aria-hidden className="size-4" />
        </button>
        <input
          key={value}
          id={id}
          type="number"
          inputMode="numeric"
          min={least}
          max={most}
          defaultValue={value}
          disabled={disabled}
          onBlur={(event) => set(event.currentTarget.valueAsNumber)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') set(event.currentTarget.valueAsNumber);
          }}
          className="w-14 bg-transparent text-center tabular [appearance:textfield]"
        />
        <button
          type="button"
          aria-label={words.actions.more(label)}
          disabled={disabled || value >= most}
          onClick={() => set(value + 1)}
          className={button}
        >
          <Plus aria-hidden className="size-4" />
        </button>
      </div>
    </div>
  );
}
