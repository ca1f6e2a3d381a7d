import type { Read } from '../imports/cell-reader.ts';

const LONGEST_URL = 2000;

/** An address of a document: http or https, without sign-in. Its spelling is made the same for the same address. */
export function readUrl(text: string): Read<string> {
  if (!URL.canParse(text)) return { problem: 'is no address; write it such as https://example.org/list.pdf' };
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { problem: 'must begin with http:// or https://' };
  }
  if (url.username !== '' || url.password !== '') {
    return { problem: 'must not hold a user or password; take them out' };
  }
  url.hash = '';
  if (url.href.length > LONGEST_URL) return { problem: `is longer than ${LONGEST_URL} characters` };
  return { value: url.href };
}

const LONGEST_NAME = 255;

/** The name of a file without any path, control characters or marks that turn text around; null when none is left. */
export function cleanFileName(name: string | undefined): string | null {
  const last = (name ?? '').split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .trim();
  if (clean === '' || /^\.+$/.test(clean)) return null;
  if (clean.length <= LONGEST_NAME) return clean;
  const ending = /\.[a-z0-9]{1,8}$/i.exec(clean)?.[0] ?? '';
  return clean.slice(0, LONGEST_NAME - ending.length).toWellFormed() + ending;
}

/** A title for a document that came without: its file's name, else what its address ends with. */
export function titleOf(fileName: string | null, url: string | null): string {
  const name = fileName ?? lastStep(url);
  if (name === null) return url === null ? 'Document' : new URL(url).hostname;
  return name.replace(/\.[a-z0-9]{1,8}$/i, '').trim() || name;
}

function lastStep(url: string | null): string | null {
  const step = url === null ? undefined : new URL(url).pathname.split('/').findLast((one) => one !== '');
  if (step === undefined) return null;
  try {
    return cleanFileName(decodeURIComponent(step));
  } catch {
    return step;
  }
}
