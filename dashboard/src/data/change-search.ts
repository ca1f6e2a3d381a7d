import { useNavigate } from '@tanstack/react-router';

type Part = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * Changes parts of what stands in the address of the page that is shown; undefined takes a part out. The page stays where it
 * is scrolled to. With `replace` the way back leads past the change.
 */
export function useChangeSearch({
  replace = false,
}: {
  readonly replace?: boolean;
} = {}): (part: Part) => void {
  const navigate = useNavigate();
  return (part) =>
    void navigate({
      to: '.',
      resetScroll: false,
      replace,
      search: (before) => {
        const wanted = Object.entries({ ...before, ...part }).filter(([, value]) => value !== undefined);
        // the route reads its address anew, and leaves out what it does not know
        return Object.fromEntries(wanted) as typeof before;
      },
    });
}
