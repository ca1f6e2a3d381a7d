import { type ReactNode, useEffect } from 'react';
import { words } from '../words.ts';

/** A page: its title (of the window too), what can be done, and its content. */
export function Page({
  title,
  above,
  badge,
  actions,
  below,
  children,
}: {
  readonly title: string;
  /** A way back, above the title. */
  readonly above?: ReactNode;
  readonly badge?: ReactNode;
  readonly actions?: ReactNode;
  /** Tabs, filters: what stays between title and content. */
  readonly below?: ReactNode;
  readonly children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · ${words.app.name}`;
  }, [title]);
  return (
    <div className="mx-auto flex w-full max-w-[90rem] flex-col gap-4 px-4 py-5 md:px-6">
      <header className="flex flex-col gap-1">
        {above !== undefined && <div className="no-print text-sm text-muted">{above}</div>}
        <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
          <h1 className="min-w-0 text-xl font-semibold [overflow-wrap:anywhere]">{title}</h1>
          {badge}
          {actions !== undefined && (
            <div className="no-print flex flex-wrap items-center gap-2 sm:ml-auto">{actions}</div>
          )}
        </div>
        {below !== undefined && <div className="mt-2">{below}</div>}
      </header>
      {children}
    </div>
  );
}
