import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import type { Browser, BrowserContext } from 'playwright-core';
import { type LotlineProcess, lotlineProcess } from '../../support/lotline-process.ts';
import { openTab } from './tab.ts';

export const EMAIL = 'ann@example.org';
export const PASSWORD = 'a sentence that only I would say';

/** The product as `npm start` runs it on an empty folder, with its samples done. */
export interface Product {
  readonly process: LotlineProcess;
  /** What another `lotline` process works with to be of the same installation. */
  readonly env: Readonly<Record<string, string>>;
  readonly url: string;
  /** An admin's API key. */
  readonly key: string;
  /** The link that makes the first person. */
  readonly setupLink: string;
  /** Asks the API with the key; anything but a success is an error. */
  ask(path: string, init?: RequestInit): Promise<unknown>;
}

export interface ProductOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** False: nothing is there yet, not even samples. */
  readonly samples?: boolean;
}

export async function startProduct({
  env: more = {},
  samples = true,
}: ProductOptions = {}): Promise<Product> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lotline-browser-'));
  const env = { LOTLINE_DATA: path.join(folder, 'data'), PORT: '0', ...more };
  const process = lotlineProcess(['start', ...(samples ? [] : ['--no-sample'])], env);
  after(async () => {
    process.child.kill('SIGTERM');
    await process.ended();
    rmSync(folder, { recursive: true, force: true });
  });
  const [, key = ''] = await process.says(/API key\s+(lot_live_[0-9a-f]{64})/);
  const [setupLink] = await process.says(/http\S+setup\?token=\S+/);
  const [, url = ''] = await process.says(/Serving on (http\S+)\./, 120_000);
  return {
    ...{ process, env, url, key, setupLink },
    async ask(address, init = {}) {
      const headers = { 'x-api-key': key, 'content-type': 'application/json', ...init.headers };
      const answer = await fetch(new URL(address, url), { ...init, headers });
      const text = await answer.text();
      assert.ok(answer.ok, `${address}: ${answer.status} ${text}`);
      return text === '' ? undefined : JSON.parse(text);
    },
  };
}

export type SignedIn = Awaited<ReturnType<BrowserContext['storageState']>>;

/** The first person, made by the printed link as people do it; answers the session for further tabs. */
export async function signUp(browser: Browser, { url, setupLink }: Product): Promise<SignedIn> {
  const { page } = await openTab(browser, url);
  await page.goto(setupLink);
  await page.locator('input[name=email]').fill(EMAIL);
  await page.locator('input[name=name]').fill('Ann Marsh');
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('input[name=again]').fill(PASSWORD);
  await page.getByRole('button').click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  const state = await page.context().storageState();
  await page.context().close();
  return state;
}
