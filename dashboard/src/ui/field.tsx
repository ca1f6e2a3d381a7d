import { type ComponentProps, type ReactNode, useId } from 'react';
import { classes } from './classes.ts';

const BOX =
  'w-full rounded-md border border-line-strong/70 bg-surface px-2.5 text-text disabled:opacity-60 ' +
  'aria-invalid:border-bad-solid';
export const LINE = `${BOX} h-8`;

interface Labelled {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with what was given. */
  readonly error?: string | undefined;
  /** The label is for those who hear it; what is seen beside says it already. */
  readonly hiddenLabel?: boolean;
}

/** What ties a control to its label, its hint and its fault. */
interface Tied {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

/** Label, control, hint and fault, tied together. */
function Field({
  of: { label, hint, error, hiddenLabel },
  children,
}: {
  readonly of: Labelled;
  readonly children: (tied: Tied) => ReactNode;
}) {
  const id = useId();
  const noteId = `${id}-note`;
  const noted = hint !== undefined || error !== undefined;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className={hiddenLabel ? 'sr-only' : 'text-sm font-medium'}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': noted ? noteId : undefined,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {noted && (
        <p id={noteId} className={classes('text-sm', error === undefined ? 'text-muted' : 'text-bad')}>
          {error ?? hint}
        </p>
      )}
    </div>
  );
}

/** Takes what {@link Field} needs from a control's props. */
function parted<Props extends Labelled>({ label, hint, error, hiddenLabel, ...rest }: Props) {
  return [{ label, hint, error, ...(hiddenLabel ? { hiddenLabel } : {}) }, rest] as const;
}

export function TextInput(props: Labelled & ComponentProps<'input'>) {
  const [of, { className, ...rest }] = parted(props);
  return (
    <Field of={of}>{(tied) => <input {...tied} {...rest} className={classes(LINE, className)} />}</Field>
  );
}

export function TextArea(props: Labelled & ComponentProps<'textarea'>) {
  const [of, { className, ...rest }] = parted(props);
  return (
    <Field of={of}>
      {(tied) => <textarea {...tied} rows={3} {...rest} className={classes(BOX, 'py-1.5', className)} />}
    </Field>
  );
}

export interface Option {
  readonly value: string;
  readonly name: string;
}

export function SelectInput(
  props: Labelled & ComponentProps<'select'> & { readonly options: readonly Option[] },
) {
  const [of, { options, className, ...rest }] = parted(props);
  return (
    <Field of={of}>
      {(tied) => (
        <select {...tied} {...rest} className={classes(LINE, 'pr-7', className)}>
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
