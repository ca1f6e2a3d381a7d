import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import test from 'node:test';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { productDocument } from '../support/api.ts';

const root = path.join(import.meta.dirname, '..', '..');

test('the OpenAPI document lints clean: every recommended rule, warnings included', async () => {
  const config = await createConfig({ extends: ['recommended'], telemetry: 'off' });
  const document = productDocument('0.0.0-test');
  const source = JSON.stringify(document);
  const problems = await lintFromString({ source, absoluteRef: 'openapi.json', config });
  const told = problems.map(
    ({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer}: ${message}`,
  );
  // Where a browser is led on, success is a 302.
  const redirects = Object.entries(document.paths ?? {})
    .filter(([, methods]) => methods?.get?.responses?.['302'] !== undefined)
    .map(([path]) => `operation-2xx-response #/paths/${path.replaceAll('/', '~1')}/get/responses: `);
  assert.deepEqual(
    told.filter((problem) => !redirects.some((start) => problem.startsWith(start))),
    [],
  );
});

test('the types of the client are what openapi.json says (npm run openapi makes both)', () => {
  execFileSync(process.execPath, [path.join(root, 'scripts', 'client-types.ts'), '--check'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
});
