import type { Page } from 'playwright-core';
import { overflow, violations } from './tab.ts';
import { inTheme, themeOf } from './visit.ts';

const WIDE = 1440;
const NARROWEST = 360;
const WIDTHS = [1024, 390, NARROWEST];

/** What parts of pages have been found well, by their markup. */
const judged = new Set<string>();

/** The part that differs from page to page, without the ids that differ from visit to visit. */
const markupOf = async (page: Page): Promise<string> => {
  const markup = await page.locator('main').evaluate((main) => main.outerHTML);
  return markup.replaceAll(/_r_\w+_|[0-9a-f-]{12,}/g, 'id');
};

/**
 * What is wrong with the page as it is now: findings of axe in either theme, and windows that it is too wide for. What stands
 * around every page, and what lies between the widths, is looked at with the `whole` of one. Of pages
 * that are alike one is looked at. The page keeps the theme that it was looked at last.
 */
export async function wrongWith(page: Page, { whole = false } = {}): Promise<string[]> {
  const at = new URL(page.url()).pathname;
  const found: string[] = [];
  const markup = await markupOf(page);
  if (!whole && judged.has(markup)) return [];
  const now = await themeOf(page);
  for (const theme of [now, now === 'light' ? 'dark' : 'light'] as const) {
    await inTheme(page, theme);
    // what a theme changes is colours
    const rules = theme === 'light' ? {} : { rules: ['color-contrast'] };
    const lines = await violations(page, { ...rules, ...(whole ? {} : { part: 'main' }) });
    found.push(...lines.map((line) => `${theme} ${line}`));
  }
  for (const width of whole ? WIDTHS : [NARROWEST]) {
    await page.setViewportSize({ width, height: 800 });
    const more = await overflow(page);
    if (more > 0) found.push(`${more} px wider than ${width}`);
  }
  await page.setViewportSize({ width: WIDE, height: 900 });
  if (found.length === 0) judged.add(markup);
  return found.map((line) => `${at} ${line}`);
}
