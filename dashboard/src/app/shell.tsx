import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { Bell, Command, Menu as MenuIcon, X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTopic } from '../data/live.ts';
import { IconButton } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { Kbd } from '../ui/kbd.tsx';
import { words } from '../words.ts';
import { AccountMenu } from './account-menu.tsx';
import { LiveButton } from './live-button.tsx';
import { DOCS, NAV } from './nav.ts';
import { useShortcuts } from './shortcuts.ts';
import { UnreadDot } from './unread.tsx';

const Palette = lazy(() => import('./palette.tsx'));
const KeyHelp = lazy(() => import('./key-help.tsx'));

/** What stands around every page: where one can go, who one is, whether what is seen is live. */
export function Shell() {
  const [over, setOver] = useState<'palette' | 'help' | 'menu'>();
  useShortcuts({ onPalette: () => setOver('palette'), onHelp: () => setOver('help') });
  // any list of jobs, wherever it is shown, stays live
  useTopic('jobs');
  return (
    <div className="flex flex-1 flex-col lg:flex-row">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {words.app.skip}
      </a>
      <Side
        open={over === 'menu'}
        onToggle={() => setOver(over === 'menu' ? undefined : 'menu')}
        onPalette={() => setOver('palette')}
      />
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="no-print sticky top-0 z-20 hidden h-12 items-center gap-2 border-b border-line bg-bg/95 px-4 backdrop-blur-sm lg:flex lg:px-6">
          <button
            type="button"
            onClick={() => setOver('palette')}
            className="flex h-8 w-full max-w-md items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-left text-muted hover:border-line-strong"
          >
            <Command aria-hidden className="size-4" />
            <span className="flex-1 truncate">{words.palette.label}</span>
            <Kbd>⌘K</Kbd>
          </button>
          <div className="ml-auto flex items-center gap-1">
            <Tools />
          </div>
        </header>
        <main id="content" tabIndex={-1} className="min-w-0 flex-1 outline-none">
          <Outlet />
        </main>
      </div>
      <Suspense>
        {over === 'palette' && <Palette onClose={() => setOver(undefined)} />}
        {over === 'help' && <KeyHelp onClose={() => setOver(undefined)} />}
      </Suspense>
    </div>
  );
}

function Tools() {
  return (
    <>
      <LiveButton />
      <Link
        to="/inbox"
        title={words.nav.inbox}
        className="relative flex size-8 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-text"
      >
        <Bell aria-hidden className="size-4" />
        <span className="sr-only">{words.nav.inbox}</span>
        <UnreadDot />
      </Link>
      <AccountMenu />
    </>
  );
}

const HERE = 'bg-surface! text-text! font-medium ring-1 ring-line';

/** The list of pages: at the side on wide screens, behind a button at the top on narrow ones. */
function Side({
  open,
  onToggle,
  onPalette,
}: {
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly onPalette: () => void;
}) {
  // an import is how a lookup begins, and stands among them
  const importing = useLocation({ select: ({ pathname }) => pathname.startsWith('/imports/') });
  return (
    <nav
      aria-label={words.nav.label}
      className="no-print z-30 shrink-0 border-line bg-sunken lg:w-52 lg:border-r max-lg:sticky max-lg:top-0 max-lg:border-b"
    >
      <div className="lg:sticky lg:top-0 lg:max-h-dvh lg:overflow-y-auto">
        <div className="flex h-12 items-center gap-2 px-3 lg:px-4">
          <Link to="/" className="flex items-center gap-2 font-semibold">
            <img src="/assets/lotline.svg" alt="" className="size-6" />
            {words.app.name}
          </Link>
          <div className="ml-auto flex items-center gap-1 lg:hidden">
            <IconButton icon={Command} label={words.palette.label} onClick={onPalette} />
            <Tools />
            <IconButton
              icon={open ? X : MenuIcon}
              label={words.app.menu}
              aria-expanded={open}
              aria-controls="pages"
              onClick={onToggle}
            />
          </div>
        </div>
        <div id="pages" className={classes('px-2 pb-3 lg:block', open ? 'block' : 'hidden')}>
          <ul className="flex flex-col gap-0.5">
            {NAV.map(({ to, name, icon: Icon }) => (
              <li key={to}>
                <Link
                  to={to}
                  activeOptions={{ exact: to === '/' }}
                  onClick={() => open && onToggle()}
                  className={classes(
                    'flex h-8 items-center gap-2.5 rounded-md px-2 text-muted hover:bg-hover hover:text-text max-lg:h-10',
                    to === '/lookups' && importing && HERE,
                  )}
                  activeProps={{ className: HERE }}
                >
                  <Icon aria-hidden className="size-4" />
                  {name}
                </Link>
              </li>
            ))}
            <li>
              <a
                href={DOCS.href}
                className="flex h-8 items-center gap-2.5 rounded-md px-2 text-muted hover:bg-hover hover:text-text max-lg:h-10"
              >
                <DOCS.icon aria-hidden className="size-4" />
                {DOCS.name}
              </a>
            </li>
          </ul>
        </div>
      </div>
    </nav>
  );
}
