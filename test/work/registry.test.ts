import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { backoffMs } from '../../src/base/backoff.ts';
import { AppError } from '../../src/base/errors.ts';
import { defineKind } from '../../src/kinds/kind.ts';
import { createRegistry, UnknownKindError } from '../../src/kinds/registry.ts';
import { echo, echoBatch, flaky, slow, testDefaults } from '../support/kinds.ts';

test('a registry finds kinds by name and lists them in order', () => {
  const registry = createRegistry([echo, flaky, slow, echoBatch]);
  assert.equal(registry.get('flaky').label, 'Flaky');
  assert.deepEqual(
    registry.list().map((kind) => kind.name),
    ['echo', 'flaky', 'slow', 'echo_batch'],
  );
  assert.equal(registry.find('title_research'), undefined);
});

test('an unknown kind is refused with the known ones named', () => {
  const registry = createRegistry([echo, slow]);
  assert.throws(
    () => registry.get('ecko'),
    (error) =>
      error instanceof UnknownKindError && error.message === 'unknown kind "ecko"; known: echo, slow',
  );
});

test('two kinds of one name are refused', () => {
  assert.throws(
    () => createRegistry([echo, echo]),
    (error) =>
      error instanceof AppError &&
      error.code === 'configuration' &&
      /two kinds are named "echo"/.test(error.message),
  );
});

test('a kind that could never work is refused where it is defined', () => {
  const base = {
    name: 'thing',
    label: 'Thing',
    description: 'A thing.',
    input: z.unknown(),
    result: z.unknown(),
    params: z.unknown(),
    defaults: testDefaults,
    drivers: ['worker'],
  } as const;
  assert.throws(() => defineKind(base), /run or runItem is missing/);
  assert.doesNotThrow(() => defineKind({ ...base, drivers: ['agent'] }));
  assert.throws(() => defineKind({ ...echo, name: 'Not A Name' }), /lower_snake_case/);
  assert.throws(
    () => defineKind({ ...echo, defaults: { ...testDefaults, batchSize: 0 } }),
    /defaults\.batchSize must be a whole number from 1/,
  );
});

test('back-off doubles up to its cap, spread by half either way', () => {
  const shape = { baseMs: 100, capMs: 1_000 };
  assert.deepEqual(
    [1, 2, 3, 4, 5, 2_000].map((attempt) => backoffMs(shape, attempt, () => 0.5)),
    [100, 200, 400, 800, 1_000, 1_000],
  );
  assert.equal(
    backoffMs(shape, 1, () => 0),
    50,
  );
  assert.equal(
    backoffMs(shape, 9, () => 0.999),
    1_499,
  );
});
