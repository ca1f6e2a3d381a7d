// Writes src/client/openapi.ts, the types of the HTTP client, from openapi.json. `--check` writes nothing and fails
// when the file is not what it would write.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.dirname(import.meta.dirname);
const target = path.join(root, 'src', 'client', 'openapi.ts');

// The generator needs the programming interface of TypeScript 5; ours is the compiler without one. The workspace
// tools/client has both side by side.
const workspace = createRequire(path.join(root, 'node_modules', 'lotline-client-types', 'package.json'));
const typescript = pathToFileURL(workspace.resolve('typescript')).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'typescript' ? { url: typescript, shortCircuit: true } : next(specifier, context),
});

const { default: openapiTS, astToString } = await import('openapi-typescript');
const document = JSON.parse(readFileSync(path.join(root, 'openapi.json'), 'utf8'));
const text = `// Made from openapi.json by scripts/client-types.ts (npm run openapi). Not to be edited.
${astToString(await openapiTS(document, { defaultNonNullable: false }))}`;

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error('src/client/openapi.ts is not what openapi.json says; run: npm run openapi');
    process.exit(1);
  }
} else writeFileSync(target, text);
