import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import { LotlineError } from '../data/api.ts';
import { words } from '../words.ts';
import { classes } from './classes.ts';

const toasts = Toast.createToastManager();

export interface Told {
  readonly title: string;
  readonly detail?: string;
  /** One thing to do about it. */
  readonly action?: { readonly name: string; readonly run: () => void };
}

/** Says that something was done. */
export function tell({ title, detail, action }: Told): void {
  toasts.add({
    title,
    ...(detail === undefined ? {} : { description: detail }),
    ...(action === undefined ? {} : { actionProps: { children: action.name, onClick: action.run } }),
  });
}

/** Says what could not be done, and stays until it is closed. */
export function tellError(error: unknown): void {
  const known = error instanceof LotlineError ? error : undefined;
  const id = known?.requestId;
  toasts.add({
    type: 'error',
    priority: 'high',
    timeout: 0,
    title: known?.message ?? words.errors.unreachable,
    ...(id === undefined ? {} : { description: `${words.errors.request} ${id}` }),
  });
}

/** Where they are shown: once, beside the app. */
export function Toasts() {
  return (
    <Toast.Provider toastManager={toasts} limit={4}>
      <Toast.Portal>
        <Toast.Viewport className="no-print fixed right-4 bottom-4 z-50 flex w-[calc(100vw-2rem)] max-w-sm flex-col gap-2">
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function List() {
  return Toast.useToastManager().toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className={classes(
        'flex items-start gap-3 rounded-md border bg-surface px-3.5 py-2.5 shadow-raised',
        toast.type === 'error' ? 'border-bad-solid' : 'border-line',
      )}
    >
      <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <Toast.Title className="font-medium" />
        <Toast.Description className="text-sm text-muted" />
        <Toast.Action className="mt-1 text-sm font-medium link" />
      </div>
      <Toast.Close aria-label={words.actions.close} className="rounded p-1 text-muted hover:bg-hover">
        <X aria-hidden className="size-4" />
      </Toast.Close>
    </Toast.Root>
  ));
}
