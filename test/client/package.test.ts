import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { promisify } from 'node:util';
import { createApiKey } from '../../src/identity/api-keys.ts';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';

const root = path.join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(path.join(tmpdir(), 'lotline-package-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const node = (args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}) =>
  execFileSync(process.execPath, args, { cwd, env: { ...process.env, ...env }, encoding: 'utf8' });

/** The package as it is published: compiled, beside what `files` names, with the dependencies that are installed here. */
function publish(): string {
  const target = path.join(folder, 'node_modules', 'lotline');
  mkdirSync(target, { recursive: true });
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  // `npm run check` judges the types of the sources; here they are only written down
  const build = ['-p', path.join(root, 'tsconfig.build.json'), '--outDir', path.join(target, 'dist')];
  node([tsc, ...build, '--noCheck', '--singleThreaded'], root);
  for (const file of ['package.json', 'sql']) {
    cpSync(path.join(root, file), path.join(target, file), { recursive: true });
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(target, 'node_modules'));
  return target;
}

test('the published package: its client is typed JavaScript, its program runs', async () => {
  const target = publish();
  const version = node([path.join(target, 'dist', 'main.js'), '--version'], folder);
  assert.match(version, /^\d+\.\d+\.\d+\n$/);

  const database = await testDatabase();
  const api = await testApi(database);
  const organizationId = await database.organization();
  const wanted = { organizationId, name: 'package', role: 'viewer', createdBy: 'test' } as const;
  const { key } = await createApiKey(database.pools.owner, wanted);
  writeFileSync(
    path.join(folder, 'use.ts'),
    `import { answered, createLotline } from 'lotline/client';
const lotline = createLotline({ url: ${JSON.stringify(api.url)}, apiKey: ${JSON.stringify(key)} });
const { total }: { total: number } = await answered(lotline.GET('/batch-lookups'));
// @ts-expect-error there is no such path
await lotline.GET('/batch-lookup').catch(() => {});
console.log(JSON.stringify({ total }));
`,
  );
  writeFileSync(
    path.join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        module: 'nodenext',
        target: 'es2024',
        strict: true,
        types: [],
        noEmit: true,
        lib: ['es2024', 'dom'],
      },
      files: ['use.ts'],
    }),
  );
  writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
  node([path.join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', folder], folder);
  // Not waited for in this thread: the server that it asks runs here.
  const { stdout } = await promisify(execFile)(process.execPath, ['use.ts'], { cwd: folder });
  assert.deepEqual(JSON.parse(stdout), { total: 0 });
});
