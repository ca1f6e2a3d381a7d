/** How much of a file has to be seen to know what it is. */
export const HEAD_BYTES = 4096;

/** What files of a format begin with, in hexadecimal. A PDF may have something before it. */
const MAGIC: readonly (readonly [format: string, start: RegExp])[] = [
  ['pdf', /^(..){0,1020}255044462d/],
  ['png', /^89504e470d0a1a0a/],
  ['jpg', /^ffd8ff/],
  ['gif', /^47494638(37|39)61/],
  ['tif', /^(49492a00|4d4d002a)/],
  ['webp', /^52494646.{8}57454250/],
  ['gz', /^1f8b/],
  ['zip', /^504b(0304|0506)/],
  ['ole', /^d0cf11e0a1b11ae1/],
  ['rtf', /^7b5c727466/],
];

/** Formats that are a package of another kind: what it is, only the name says. */
const INSIDE: Readonly<Record<string, readonly string[]>> = {
  zip: ['xlsx', 'xlsm', 'docx', 'pptx', 'ods', 'odt', 'kmz'],
  ole: ['xls', 'doc', 'ppt', 'msg'],
};

/** Formats of text, which have no bytes of their own to know them by. */
const TEXT = ['csv', 'tsv', 'txt', 'json', 'xml', 'html', 'htm', 'md', 'geojson'];

/** What a file is: by its first bytes, and by its name only among what the bytes leave open. Null when nothing says. */
export function fileFormat(head: Uint8Array, fileName: string | null): string | null {
  const extension = extensionOf(fileName);
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const found = MAGIC.find(([, magic]) => magic.test(bytes.toString('hex')))?.[0];
  if (found !== undefined) {
    if (INSIDE[found]?.includes(extension)) return extension;
    return found === 'ole' ? null : found;
  }
  if (!isText(bytes)) return null;
  const start = bytes.toString('utf8', 0, 200);
  if (/^\ufeff?\s*(<!doctype html|<html)/i.test(start)) return 'html';
  if (/^\ufeff?\s*<\?xml/.test(start)) return 'xml';
  if (TEXT.includes(extension)) return extension === 'htm' ? 'html' : extension;
  return 'txt';
}

/** What an address promises; its content is not looked at. */
export function urlFormat(url: string): string | null {
  const extension = extensionOf(new URL(url).pathname);
  const known = [
    ...MAGIC.map(([format]) => format),
    ...Object.values(INSIDE).flat(),
    ...TEXT,
    'jpeg',
    'tiff',
  ];
  if (extension === 'ole' || !known.includes(extension)) return null;
  return { jpeg: 'jpg', tiff: 'tif', htm: 'html' }[extension] ?? extension;
}

function extensionOf(name: string | null): string {
  return /\.([a-z0-9]{1,8})$/i.exec(name ?? '')?.[1]?.toLowerCase() ?? '';
}

function isText(bytes: Buffer): boolean {
  // UTF-8 or Windows-1252, as spreadsheets still write it: no control characters but those of lines.
  return bytes.every((byte) => (byte >= 0x20 && byte !== 0x7f) || (byte >= 0x09 && byte <= 0x0d));
}
