import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { dashboardSources } from '../../scripts/dashboard-sources.mjs';

const root = mkdtempSync(path.join(tmpdir(), 'lotline-sources-'));
after(() => rmSync(root, { recursive: true }));
function write(file: string, text: string) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

test('the dashboard is built anew when a file changes that it takes in from elsewhere, however far away', () => {
  write(
    'dashboard/src/main.tsx',
    "import { a } from '../../src/base/a.ts';\nconst late = import('./late.ts');",
  );
  write('dashboard/src/late.ts', "export type { C } from '../../src/base/c.ts';");
  write('dashboard/index.html', '<p>');
  write('src/base/a.ts', "import {\n  b,\n} from './b.ts';\nimport 'node:fs';");
  write('src/base/b.ts', "export * from './a.ts';");
  write('src/base/c.ts', '');
  write('src/base/other.ts', '');
  assert.deepEqual(dashboardSources(root), [
    'dashboard/index.html',
    'dashboard/src/late.ts',
    'dashboard/src/main.tsx',
    'src/base/a.ts',
    'src/base/b.ts',
    'src/base/c.ts',
  ]);
});
