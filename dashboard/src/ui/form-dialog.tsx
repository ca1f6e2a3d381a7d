import { type FormEvent, type ReactNode, useId } from 'react';
import { words } from '../words.ts';
import { Button, type ButtonLook } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { ErrorPanel } from './states.tsx';

/** What a form sends, and how that goes: a mutation has all of it. */
interface Sending {
  readonly isPending: boolean;
  readonly error: Error | null;
}

/** A form in a dialog: its fields, what was wrong with them above, and beneath the way back and the way on. */
export function FormDialog({
  title,
  description,
  width,
  submit,
  look = 'primary',
  sending,
  disabled = false,
  more,
  onClose,
  onSubmit,
  children,
}: {
  readonly title: string;
  readonly description?: ReactNode;
  readonly width?: 'sm' | 'md' | 'lg';
  /** The word on the button that sends it. */
  readonly submit: string;
  readonly look?: ButtonLook;
  readonly sending: Sending;
  /** What is given cannot be sent yet. */
  readonly disabled?: boolean;
  /** Another control beside the way back. */
  readonly more?: ReactNode;
  readonly onClose: () => void;
  /** Told what the named fields hold. */
  readonly onSubmit: (given: FormData) => void;
  readonly children: ReactNode;
}) {
  const formId = useId();
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSubmit(new FormData(event.currentTarget));
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      {...(description === undefined ? {} : { description })}
      {...(width === undefined ? {} : { width })}
      footer={
        <>
          {more}
          <Button onClick={onClose}>{words.actions.back}</Button>
          <Button type="submit" form={formId} look={look} busy={sending.isPending} disabled={disabled}>
            {submit}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={send} className="flex flex-col gap-4">
        {sending.error !== null && <ErrorPanel error={sending.error} />}
        {children}
      </form>
    </Dialog>
  );
}
