import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A page of the dashboard, and whatever went wrong in it. */
export interface Tab {
  readonly page: Page;
  /** Errors of scripts and of the console, broken policies, and requests to anywhere but the server: all must be none. */
  readonly problems: string[];
}

export interface TabOptions {
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** Cookies of somebody who is signed in. */
  readonly state?: BrowserContextOptions['storageState'];
}

/** How long anything may take to appear, on a machine that has much else to do. */
const PATIENCE_MS = 20_000;

/** Opens a tab in a context of its own: nothing of another tab is known to it. */
export async function openTab(browser: Browser, url: string, options: TabOptions = {}): Promise<Tab> {
  const { theme = 'light', width = 1440, height = 900, state } = options;
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale: 'en-US',
    timezoneId: 'America/New_York',
    ...(state === undefined ? {} : { storageState: state }),
  });
  context.setDefaultTimeout(PATIENCE_MS);
  await context.addInitScript(moveNothing);
  const page = await context.newPage();
  const problems: string[] = [];
  const { origin } = new URL(url);
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      problems.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const to = new URL(request.url());
    if (to.origin !== origin && !['data:', 'blob:'].includes(to.protocol))
      problems.push(`outside: ${to.href}`);
  });
  return { page, problems };
}

/** What changes in a page does so at once: nobody looks at it on its way, and a page on its way has colours of neither end. */
function moveNothing(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('*, ::before, ::after { transition: none !important; animation: none !important; }');
  document.adoptedStyleSheets = [sheet];
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export interface Look {
  /** Some rules alone: after a change of the theme, only colours are others. */
  readonly rules?: readonly string[];
  /** A part of the page; the whole page by default. */
  readonly part?: string;
}

/** What axe finds wrong with the page as it is now, one line a finding. */
export async function violations(page: Page, { rules, part }: Look = {}): Promise<string[]> {
  // evaluated, not added as a script: the policy of the page allows no other script
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const runOnly: import('axe-core').RunOnly =
    rules === undefined ? { type: 'tag', values: RULES } : { type: 'rule', values: [...rules] };
  const { violations: found } = await page.evaluate(
    ([only, selector]) =>
      (window as unknown as { axe: typeof import('axe-core') }).axe.run(selector ?? document, {
        runOnly: only,
        resultTypes: ['violations'],
      }),
    [runOnly, part] as const,
  );
  return found.flatMap(({ id, help, nodes }) =>
    nodes
      .slice(0, 5)
      .map((node) => `${id}: ${help}: ${node.html.slice(0, 200)} ${node.any[0]?.message ?? ''}`),
  );
}

/** How much wider than the window the page is; what is wider scrolls in a box of its own. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Characters of a page that a failure tells. */
const SHOWN = 5_000;

/** Does something in a tab, in which nothing may go wrong meanwhile; what fails says what the page showed. */
export async function within({ page, problems }: Tab, work: (page: Page) => Promise<void>): Promise<void> {
  try {
    await work(page);
  } catch (error) {
    const shown = (await page.locator('body').ariaSnapshot({ timeout: 5_000 })).slice(0, SHOWN);
    const told = error instanceof Error ? error.message : String(error);
    throw new Error([told, ...problems, `At ${page.url()}:`, shown].join('\n'), { cause: error });
  }
  assert.deepEqual(problems, []);
}
