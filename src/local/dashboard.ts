import { existsSync } from 'node:fs';
import path from 'node:path';

/** Where scripts/build-dashboard.mjs puts it: the same place seen from src/local and from dist/local. */
const FOLDER = path.join(import.meta.dirname, '..', '..', 'dist', 'dashboard');

/** The folder of the built dashboard; undefined when nobody built it. */
export function builtDashboard(): string | undefined {
  return existsSync(path.join(FOLDER, 'index.html')) ? FOLDER : undefined;
}
