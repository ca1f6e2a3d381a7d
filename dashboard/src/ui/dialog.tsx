import { type ComponentProps, type FormEvent, lazy, type ReactNode, Suspense, useState } from 'react';
import { words } from '../words.ts';
import { Button, type ButtonLook } from './button.tsx';
import { TextInput } from './field.tsx';

// Loaded when the first one opens: no page waits for what nobody asked for.
const DialogBase = lazy(() => import('./dialog-base.tsx').then(({ Dialog: part }) => ({ default: part })));
const SideBase = lazy(() => import('./dialog-base.tsx').then(({ SidePanel: part }) => ({ default: part })));

/** A question over the page; see dialog-base.tsx. */
export function Dialog(props: ComponentProps<typeof DialogBase>) {
  return props.open ? (
    <Suspense>
      <DialogBase {...props} />
    </Suspense>
  ) : null;
}

/** A panel at the side, for one thing of a list; see dialog-base.tsx. */
export function SidePanel(props: ComponentProps<typeof SideBase>) {
  return props.open ? (
    <Suspense>
      <SideBase {...props} />
    </Suspense>
  ) : null;
}

export interface Confirmed {
  readonly reason: string;
}

/** Asks before something that matters: says what it does, may want a reason, or the name typed. */
export function ConfirmDialog({
  open,
  onClose,
  onConfirm,
  title,
  description,
  confirm,
  look = 'primary',
  asksReason = false,
  typed,
  busy = false,
  children,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onConfirm: (confirmed: Confirmed) => void;
  readonly title: string;
  readonly description?: ReactNode;
  /** The word on the button: what will be done. */
  readonly confirm: string;
  readonly look?: ButtonLook;
  readonly asksReason?: boolean;
  /** Must be typed before it can be confirmed. */
  readonly typed?: string;
  readonly busy?: boolean;
  readonly children?: ReactNode;
}) {
  const [reason, setReason] = useState('');
  const [name, setName] = useState('');
  const ready = (typed === undefined || name.trim() === typed) && !busy;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) onConfirm({ reason: reason.trim() });
  };
  return (
    <Dialog open={open} onClose={onClose} title={title} description={description} width="sm">
      <form onSubmit={submit} className="flex flex-col gap-3 pb-3">
        {children}
        {asksReason && (
          <TextInput
            label={words.actions.reason}
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        {typed !== undefined && (
          <TextInput
            label={words.actions.typeName(typed)}
            value={name}
            autoComplete="off"
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
        <div className="mt-1 flex justify-end gap-2">
          <Button onClick={onClose}>{words.actions.back}</Button>
          <Button type="submit" look={look} busy={busy} disabled={!ready}>
            {confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
