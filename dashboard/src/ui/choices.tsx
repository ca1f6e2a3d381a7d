import { type ReactNode, useId } from 'react';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly name: ReactNode;
  readonly hint?: ReactNode;
  readonly disabled?: boolean;
}

/** One of a few ways, all in sight, each with what it means. */
export function Choices<Value extends string>({
  label,
  hiddenLabel = false,
  choices,
  value,
  onChange,
  inline = false,
}: {
  readonly label: string;
  readonly hiddenLabel?: boolean;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** Beside each other rather than below. */
  readonly inline?: boolean;
}) {
  const id = useId();
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className={hiddenLabel ? 'sr-only' : 'mb-1 text-sm font-medium'}>{label}</legend>
      <div className={inline ? 'flex flex-wrap gap-x-5 gap-y-1.5' : 'flex flex-col gap-1.5'}>
        {choices.map((choice) => {
          const hintId = `${id}-${choice.value}`;
          return (
            <label key={choice.value} className="flex min-h-6 items-start gap-2">
              <input
                type="radio"
                name={id}
                checked={choice.value === value}
                disabled={choice.disabled}
                aria-describedby={choice.hint === undefined ? undefined : hintId}
                onChange={() => onChange(choice.value)}
                className="mt-1 size-4 shrink-0 accent-(--accent)"
              />
              <span>
                {choice.name}
                {choice.hint !== undefined && (
                  <span id={hintId} className="block text-sm text-muted">
                    {choice.hint}
                  </span>
                )}
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
