import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g;
const imported = new Map();

/** The files of this project that a file imports itself, by their paths from the root. */
function importsOf(file) {
  const known = imported.get(file);
  if (known !== undefined) return known;
  const folder = path.posix.dirname(file);
  const found = [...readFileSync(file, 'utf8').matchAll(IMPORT)]
    .map(([, name]) => path.posix.join(folder, name))
    .filter((name) => existsSync(name));
  imported.set(file, found);
  return found;
}

/** Whether a file imports one of `doors`, itself or through what it imports. */
export function reaches(file, doors) {
  const seen = new Set([file]);
  for (const one of seen) {
    if (doors.includes(one)) return true;
    for (const next of importsOf(one)) seen.add(next);
  }
  return false;
}
