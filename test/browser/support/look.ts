import type { Page } from 'playwright-core';
import { overflow, violations } from './tab.ts';

const WIDTHS = [360, 1440];

/** What is wrong with a page as it is now: findings of axe, and windows that it is too wide for. */
export async function wrongWith(page: Page): Promise<string[]> {
  const at = new URL(page.url()).pathname;
  const found = await violations(page);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const more = await overflow(page);
    if (more > 0) found.push(`${more} px wider than ${width}`);
  }
  return found.map((line) => `${at} ${line}`);
}
