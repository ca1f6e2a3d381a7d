import { lazy, Suspense, useSyncExternalStore } from 'react';
import { LotlineError } from '../data/api.ts';
import { words } from '../words.ts';

// Loaded with the first thing to say.
const load = () => import('./toast-base.tsx');
const ToastList = lazy(load);
const watchers = new Set<() => void>();
let asked = false;

export interface Told {
  readonly title: string;
  readonly detail?: string;
  /** One thing to do about it. */
  readonly action?: { readonly name: string; readonly run: () => void };
  /** For how long, where it is not the usual time. */
  readonly shownMs?: number;
}

/** Says that something was done. */
export function tell({ title, detail, action, shownMs }: Told): void {
  void add({
    title,
    ...(shownMs === undefined ? {} : { timeout: shownMs }),
    ...(detail === undefined ? {} : { description: detail }),
    ...(action === undefined ? {} : { actionProps: { children: action.name, onClick: action.run } }),
  });
}

/** Says what could not be done, and stays until it is closed. */
export function tellError(error: unknown): void {
  const known = error instanceof LotlineError ? error : undefined;
  const id = known?.requestId;
  void add({
    type: 'error',
    priority: 'high',
    timeout: 0,
    title: known?.message ?? words.errors.unreachable,
    ...(id === undefined ? {} : { description: `${words.errors.request} ${id}` }),
  });
}

async function add(toast: Parameters<Awaited<ReturnType<typeof load>>['addToast']>[0]): Promise<void> {
  asked = true;
  for (const watch of watchers) watch();
  const { addToast } = await load();
  addToast(toast);
}

/** Where they are shown: once, beside the app. */
export function Toasts() {
  const shown = useSyncExternalStore(
    (watch) => {
      watchers.add(watch);
      return () => watchers.delete(watch);
    },
    () => asked,
  );
  return shown ? (
    <Suspense>
      <ToastList />
    </Suspense>
  ) : null;
}
