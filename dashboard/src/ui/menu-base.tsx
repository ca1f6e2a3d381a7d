import { Menu as Base } from '@base-ui/react/menu';
import { Check, type LucideIcon } from 'lucide-react';
import { type ReactElement, type ReactNode, useEffect, useRef } from 'react';
import { classes } from './classes.ts';

const ITEM =
  'flex min-h-8 cursor-default items-center gap-2 rounded px-2.5 outline-none select-none ' +
  'data-highlighted:bg-hover data-disabled:opacity-50';

/** What else can be done, behind one button. It comes when somebody asked for it, so it opens at once, by a press of its own. */
export function Menu({
  trigger,
  align = 'end',
  children,
}: {
  /** The button that opens it. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly align?: 'start' | 'end';
  readonly children: ReactNode;
}) {
  const button = useRef<HTMLButtonElement>(null);
  // opened as by a key, so that the focus is in it from the first time on
  useEffect(() => {
    button.current?.focus({ preventScroll: true });
    button.current?.click();
  }, []);
  return (
    <Base.Root>
      <Base.Trigger ref={button} render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align={align} className="z-40">
          <Base.Popup className="max-h-(--available-height) min-w-44 overflow-y-auto rounded-md border border-line bg-surface p-1 shadow-raised outline-none">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export function MenuItem({
  icon: Icon,
  danger = false,
  disabled = false,
  hint,
  onSelect,
  children,
}: {
  readonly icon?: LucideIcon;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** Why it is disabled, or its key. */
  readonly hint?: string;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Base.Item disabled={disabled} onClick={onSelect} className={classes(ITEM, danger && 'text-bad')}>
      {Icon && <Icon aria-hidden className="size-4 shrink-0" />}
      <span className="flex-1">{children}</span>
      {hint !== undefined && <span className="text-xs text-muted">{hint}</span>}
    </Base.Item>
  );
}

/** One of several things that can be chosen together; the menu stays open. */
export function MenuCheck({
  checked,
  onChange,
  children,
}: {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
}) {
  return (
    <Base.CheckboxItem checked={checked} onCheckedChange={onChange} className={ITEM}>
      <span className="flex size-4 items-center justify-center rounded border border-line-strong">
        <Base.CheckboxItemIndicator>
          <Check aria-hidden className="size-3.5" />
        </Base.CheckboxItemIndicator>
      </span>
      {children}
    </Base.CheckboxItem>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="my-1 h-px bg-line" />;
}
