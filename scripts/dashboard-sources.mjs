// What the dashboard is built from, so that a build is made anew when any of it changes.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const IMPORTED = /\b(?:from|import)\s*\(?\s*'(\.[^']+\.tsx?)'/g;

/**
 * Every file of the folder `dashboard` below `root`, and every file elsewhere that one of them takes in, directly or not:
 * paths from `root`, in an order that does not depend on the machine.
 */
export function dashboardSources(root) {
  const found = new Set();
  const add = (file) => {
    if (found.has(file)) return;
    found.add(file);
    if (!/\.tsx?$/.test(file)) return;
    const text = readFileSync(path.join(root, file), 'utf8');
    for (const [, target] of text.matchAll(IMPORTED)) add(path.posix.join(path.posix.dirname(file), target));
  };
  const entries = readdirSync(path.join(root, 'dashboard'), { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    add(path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
  }
  return [...found].sort();
}
