import type { Page } from 'playwright-core';

export type Theme = 'light' | 'dark';

/** The router of the dashboard, which it leaves at its window. */
interface Router {
  readonly routesByPath: Readonly<Record<string, unknown>>;
  subscribe(event: 'onRendered', told: () => void): () => void;
  navigate(to: { href: string }): Promise<void>;
}
interface RoutedWindow {
  readonly __TSR_ROUTER__: Router;
}

/** Goes on to an address as a link does: the pages that one visits after each other are not loaded anew. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.evaluate(
    (href) =>
      new Promise<void>((done) => {
        const { __TSR_ROUTER__: router } = window as unknown as RoutedWindow;
        const stop = router.subscribe('onRendered', () => {
          stop();
          done();
        });
        void router.navigate({ href });
      }),
    address,
  );
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** Every address that the dashboard knows, as its routes write them. */
export const routesOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => Object.keys((window as unknown as RoutedWindow).__TSR_ROUTER__.routesByPath));

/** Until nothing on the page waits for its data any more. */
export const settled = (page: Page): Promise<void> =>
  page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });

/** Gives the page a theme; tabs of tests change their colours at once. */
export const inTheme = (page: Page, theme: Theme): Promise<void> => page.emulateMedia({ colorScheme: theme });

export const themeOf = (page: Page): Promise<Theme> =>
  page.evaluate(() => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
