import { Minus, Plus, Search } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { words } from '../words.ts';
import { classes } from './classes.ts';

const BOX =
  'w-full rounded-md border border-line-strong/70 bg-surface px-2.5 text-text disabled:opacity-60 ' +
  'aria-invalid:border-bad-solid';
const LINE = `${BOX} h-8`;

interface Labelled {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with what was given. */
  readonly error?: string | undefined;
  /** The label is for those who hear it; what is seen beside says it already. */
  readonly hiddenLabel?: boolean;
}

/** Label, control, hint and fault, tied together. */
function Field({
  label,
  hint,
  error,
  hiddenLabel,
  children,
}: Labelled & { readonly children: (ids: { id: string; describedBy: string | undefined }) => ReactNode }) {
  const id = useId();
  const noteId = `${id}-note`;
  const noted = hint !== undefined || error !== undefined;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className={hiddenLabel ? 'sr-only' : 'text-sm font-medium'}>
        {label}
      </label>
      {children({ id, describedBy: noted ? noteId : undefined })}
      {noted && (
        <p id={noteId} className={classes('text-sm', error === undefined ? 'text-muted' : 'text-bad')}>
          {error ?? hint}
        </p>
      )}
    </div>
  );
}

export function TextInput({
  label,
  hint,
  error,
  hiddenLabel,
  className,
  ...rest
}: Labelled & ComponentProps<'input'>) {
  return (
    <Field {...{ label, hint, error, ...(hiddenLabel ? { hiddenLabel } : {}) }}>
      {({ id, describedBy }) => (
        <input
          id={id}
          aria-describedby={describedBy}
          aria-invalid={error === undefined ? undefined : true}
          {...rest}
          className={classes(LINE, className)}
        />
      )}
    </Field>
  );
}

export function TextArea({
  label,
  hint,
  error,
  hiddenLabel,
  className,
  ...rest
}: Labelled & ComponentProps<'textarea'>) {
  return (
    <Field {...{ label, hint, error, ...(hiddenLabel ? { hiddenLabel } : {}) }}>
      {({ id, describedBy }) => (
        <textarea
          id={id}
          aria-describedby={describedBy}
          aria-invalid={error === undefined ? undefined : true}
          rows={3}
          {...rest}
          className={classes(BOX, 'py-1.5', className)}
        />
      )}
    </Field>
  );
}

export interface Option {
  readonly value: string;
  readonly name: string;
}

export function SelectInput({
  label,
  hint,
  error,
  hiddenLabel,
  options,
  className,
  ...rest
}: Labelled & ComponentProps<'select'> & { readonly options: readonly Option[] }) {
  return (
    <Field {...{ label, hint, error, ...(hiddenLabel ? { hiddenLabel } : {}) }}>
      {({ id, describedBy }) => (
        <select
          id={id}
          aria-describedby={describedBy}
          aria-invalid={error === undefined ? undefined : true}
          {...rest}
          className={classes(LINE, 'pr-7', className)}
        >
          {options.map(({ value, name }) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** A box to tick, with its words beside it. */
export function CheckInput({
  label,
  hint,
  className,
  ...rest
}: Omit<ComponentProps<'input'>, 'type'> & { readonly label: ReactNode; readonly hint?: ReactNode }) {
  const id = useId();
  return (
    <div className={classes('flex items-start gap-2', className)}>
      <input
        id={id}
        type="checkbox"
        aria-describedby={hint === undefined ? undefined : `${id}-note`}
        {...rest}
        className="mt-0.5 size-4 shrink-0 accent-(--accent)"
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && (
          <p id={`${id}-note`} className="text-sm text-muted">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}

/** The field that `/` goes to. */
export function SearchInput({
  label,
  className,
  ...rest
}: { readonly label: string } & ComponentProps<'input'>) {
  return (
    <div className={classes('relative', className)}>
      <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-faint" />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        data-search
        {...rest}
        className={classes(LINE, 'pl-8')}
      />
    </div>
  );
}

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
