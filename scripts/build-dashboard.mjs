// Builds the dashboard into dist/dashboard when its sources are newer than what stands there. Plain JavaScript: it runs
// before everything else, also where `npm start` is the first command of a clone.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { dashboardSources } from './dashboard-sources.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const target = path.join(root, 'dist', 'dashboard');
const stampFile = path.join(target, '.built');

const hash = createHash('sha256');
for (const source of [...dashboardSources(root), 'package-lock.json', 'scripts/build-dashboard.mjs'])
  hash.update(source).update(readFileSync(path.join(root, source)));
const wanted = hash.digest('hex');
if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== wanted) await build();

/** Beside its place and then moved there: who serves it never sees half of it. */
async function build() {
  console.error('Building the dashboard …');
  const fresh = `${target}.${process.pid}`;
  const { build: bundle } = await import('vite');
  await bundle({
    configFile: path.join(root, 'dashboard', 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: fresh },
  });
  compress(path.join(fresh, 'assets'));
  writeFileSync(path.join(fresh, '.built'), wanted);
  rmSync(target, { recursive: true, force: true });
  renameSync(fresh, target);
}

/** Each text beside itself as gzip and brotli: compressed once and well, not at every request. */
function compress(folder) {
  for (const name of readdirSync(folder)) {
    if (!/\.(js|css|svg|json)$/.test(name)) continue;
    const text = readFileSync(path.join(folder, name));
    if (text.length < 1_000) continue;
    writeFileSync(path.join(folder, `${name}.gz`), gzipSync(text, { level: 9 }));
    writeFileSync(path.join(folder, `${name}.br`), brotliCompressSync(text));
  }
}
