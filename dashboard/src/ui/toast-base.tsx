import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import { useEffect } from 'react';
import { words } from '../words.ts';
import { classes } from './classes.ts';

const toasts = Toast.createToastManager();

type Added = Parameters<typeof toasts.add>[0];

/** What was said before anybody listened: this file is loaded with the first thing to say. */
const early: Added[] = [];
let listening = false;

export function addToast(toast: Added): void {
  if (listening) toasts.add(toast);
  else early.push(toast);
}

/** Where they are shown: once, beside the app. */
export default function ToastList() {
  // the provider below listens by then: effects of what is inside come first
  useEffect(() => {
    listening = true;
    for (const toast of early.splice(0)) toasts.add(toast);
    return () => {
      listening = false;
    };
  }, []);
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
