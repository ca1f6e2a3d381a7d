import { type ComponentProps, cloneElement, lazy, Suspense, useState } from 'react';

// Loaded when somebody points at the first menu: no page waits for what nobody asked for.
const load = () => import('./menu-base.tsx');
const MenuBase = lazy(() => load().then(({ Menu: part }) => ({ default: part })));
export const MenuItem = lazy(() => load().then(({ MenuItem: part }) => ({ default: part })));
export const MenuCheck = lazy(() => load().then(({ MenuCheck: part }) => ({ default: part })));
export const MenuSeparator = lazy(() => load().then(({ MenuSeparator: part }) => ({ default: part })));

/** What else can be done, behind one button; its items are {@link MenuItem}s and their like. See menu-base.tsx. */
export function Menu(props: ComponentProps<typeof MenuBase>) {
  const [asked, ask] = useState(false);
  const closed = cloneElement(props.trigger, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
    onClick: () => ask(true),
  });
  if (!asked) return closed;
  return (
    <Suspense fallback={closed}>
      <MenuBase {...props} />
    </Suspense>
  );
}
