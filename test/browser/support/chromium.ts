import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { type Browser, chromium } from 'playwright-core';

/** A real browser for the tests of a file, closed with it. */
export async function openBrowser(): Promise<Browser> {
  const browser = await launchBrowser();
  after(() => browser.close());
  return browser;
}

/** A real browser: the packaged Chromium on Linux, the installed Chrome elsewhere. */
export async function launchBrowser(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return chromium.launch({ channel: 'chrome' });
  // As root there is no sandbox to have; it opens our own pages alone. The package's own arguments are for small machines:
  // one process, which ends with the first page that is closed.
  return chromium
    .launch({ executablePath: await unpacked(), args: ['--no-sandbox', '--disable-gpu'] })
    .catch((error: Error) => {
      throw new Error(howToStart(error.message));
    });
}

/** What to do where the packaged browser does not start. It needs few libraries of the system. */
function howToStart(said: string): string {
  const missing = /error while loading shared libraries: ([^:\s]+)/.exec(said)?.[1];
  const why = missing === undefined ? (said.split('\n')[0] ?? '') : `${missing} is missing`;
  return `The browser of these tests did not start (${why}). Install what it needs: apt-get install libnss3 libnspr4 libexpat1 fonts-dejavu-core`;
}

/**
 * Where the packaged browser lies unpacked. The package unpacks into the temporary folder and uses what it finds there, of
 * whatever version; so each version gets a folder of its own, made beside its place and then moved there, since several
 * test files may come at once.
 */
async function unpacked(): Promise<string> {
  const about = readFileSync(findPackageJSON('@sparticuz/chromium', import.meta.url) ?? '', 'utf8');
  const version = /"version": *"([^"]+)"/.exec(about)?.[1];
  const folder = path.join(tmpdir(), `lotline-chromium-${version}`);
  const file = path.join(folder, 'chromium');
  if (existsSync(file)) return file;
  const fresh = mkdtempSync(`${folder}-`);
  const { default: packaged } = await import('@sparticuz/chromium');
  const before = process.env.TMPDIR;
  process.env.TMPDIR = fresh;
  try {
    await packaged.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  try {
    renameSync(fresh, folder);
  } catch (error) {
    // somebody else was quicker
    if (!existsSync(file)) throw error;
    rmSync(fresh, { recursive: true });
  }
  return file;
}
