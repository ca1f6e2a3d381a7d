import { cloneElement, type ReactElement, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { Kbd } from './kbd.tsx';

/** How long a pointer rests on a control before it is told what it does. */
const REST_MS = 400;

interface Place {
  readonly x: number;
  readonly y: number;
}

/**
 * Says what a control does to whoever points at it or focuses it. Never holds what cannot be learned elsewhere (the control has its
 * name), so it is hidden from those who hear pages. Small and our own: every icon has one, and the first page waits for it.
 */
export function Tooltip({
  text,
  shortcut,
  children,
}: {
  readonly text: string;
  readonly shortcut?: string;
  readonly children: ReactElement<Record<string, unknown>>;
}) {
  const [place, setPlace] = useState<Place>();
  const resting = useRef<number>(undefined);
  const hide = () => {
    window.clearTimeout(resting.current);
    setPlace(undefined);
  };
  const show = (control: Element) => {
    const { left, width, bottom } = control.getBoundingClientRect();
    setPlace({ x: left + width / 2, y: bottom + 6 });
  };
  useEffect(() => {
    if (place === undefined) return;
    const onKey = ({ key }: KeyboardEvent) => key === 'Escape' && setPlace(undefined);
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [place]);
  useEffect(() => () => window.clearTimeout(resting.current), []);
  return (
    <>
      {cloneElement(
        children,
        both(children.props, {
          onMouseEnter: ({ currentTarget }) => {
            resting.current = window.setTimeout(() => show(currentTarget), REST_MS);
          },
          onMouseLeave: hide,
          onMouseDown: hide,
          onFocus: ({ currentTarget }) => {
            if (currentTarget.matches(':focus-visible')) show(currentTarget);
          },
          onBlur: hide,
        }),
      )}
      {place !== undefined &&
        createPortal(
          <div
            aria-hidden
            className="pointer-events-none fixed z-50 flex -translate-x-1/2 items-center gap-2 rounded-md bg-text px-2 py-1 text-xs whitespace-nowrap text-bg shadow-raised"
            style={{ left: Math.max(60, Math.min(place.x, window.innerWidth - 60)), top: place.y }}
          >
            {text}
            {shortcut !== undefined && <Kbd>{shortcut}</Kbd>}
          </div>,
          document.body,
        )}
    </>
  );
}

type Handler = (event: { currentTarget: Element }) => void;

/** Our handlers, each after what the control does by itself: a menu's trigger opens on the same events. */
function both(own: Record<string, unknown>, ours: Record<string, Handler>): Record<string, Handler> {
  return Object.fromEntries(
    Object.entries(ours).map(([name, handler]) => {
      const first = own[name];
      const run: Handler = (event) => {
        if (typeof first === 'function') first(event);
        handler(event);
      };
      return [name, run];
    }),
  );
}
