import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { faultSchema } from '../../src/simulators/chassis/faults.ts';
import { startSandbox } from '../../src/simulators/sandbox.ts';
import { startSandboxCallers } from '../../src/simulators/sandbox-callers.ts';

const guide = readFileSync(path.join(import.meta.dirname, '../../docs/guides/sandbox.md'), 'utf8');

test('the faults of the guide can be scripted, and it names every kind', async () => {
  const [, example = ''] = /-d '(\{"faults": \[[\s\S]*?\]\})'/.exec(guide) ?? [];
  const { faults } = JSON.parse(example) as { faults: unknown[] };
  assert.equal(faults.length, 2);
  for (const fault of faults) faultSchema.parse(fault);
  for (const { shape } of faultSchema.options) {
    const [kind] = shape.kind.values;
    assert.ok(guide.includes(`\`${kind}\``), kind);
  }
});

test('the guide names every setting that the sandbox prints', async () => {
  const services = await startSandbox({ seed: 1, log: () => {} });
  const callers = await startSandboxCallers();
  await Promise.all([services.stop(), callers.stop()]);
  for (const name of Object.keys({ ...services.env, ...callers.env })) {
    const [, ending = ''] = /(_TOKEN|_KEY|_SECRET)$/.exec(name) ?? [];
    const other = name.replace(ending, '_URL');
    assert.ok(
      guide.includes(`\`${name}\``) || guide.includes(`\`${other}\`, \`${ending}\``),
      `${name} is not in the guide`,
    );
  }
});
