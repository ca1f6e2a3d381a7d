import { type ComponentProps, cloneElement, useState } from 'react';
import { tellError } from './toast.tsx';

type Parts = typeof import('./menu-base.tsx');

// Loaded when somebody points at the first menu: no page waits for what nobody asked for.
let parts: Parts | undefined;
const load = async () => {
  parts ??= await import('./menu-base.tsx');
};

/** What else can be done, behind one button; its items are {@link MenuItem}s and their like. See menu-base.tsx. */
export function Menu(props: ComponentProps<Parts['Menu']>) {
  const [asked, ask] = useState(false);
  // it takes the button's place when all of it is here, so that the focus goes from the one to the other
  if (asked && parts !== undefined) return <parts.Menu {...props} />;
  return cloneElement(props.trigger, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onPointerEnter: () => void load().catch(() => {}),
    onFocus: () => void load().catch(() => {}),
    onClick: () => load().then(() => ask(true), tellError),
  });
}

// Only an open menu shows them, and that one is loaded.
export const MenuItem = (props: ComponentProps<Parts['MenuItem']>) => parts && <parts.MenuItem {...props} />;
export const MenuCheck = (props: ComponentProps<Parts['MenuCheck']>) =>
  parts && <parts.MenuCheck {...props} />;
export const MenuSeparator = () => parts && <parts.MenuSeparator />;
