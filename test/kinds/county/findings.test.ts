import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { AppError } from '../../../src/base/errors.ts';
import {
  checkFindings,
  findingFaults,
  findingSchemas,
  requireFindings,
} from '../../../src/kinds/county/findings.ts';
import { BAD_FINDINGS } from '../../support/findings/bad.ts';
import { GOOD_FINDINGS } from '../../support/findings/good.ts';

for (const { type, what, json, fields, says } of BAD_FINDINGS) {
  test(`${type}: ${what} is refused`, () => {
    const faults = findingFaults(type, JSON.parse(json));
    assert.deepEqual(
      faults.map(({ field }) => field),
      fields,
    );
    assert.match(faults[0]?.message ?? '', says);
    assert.match(faults[0]?.message ?? '', /^must /);
  });
}

test('good findings have no faults', () => {
  for (const { type, json } of GOOD_FINDINGS)
    assert.deepEqual(findingFaults(type, JSON.parse(json)), [], json);
});

test('a report is checked item by item, only where something was found', () => {
  const found = { title_status: 'clear' };
  const outcomes = [
    { seq: 1, outcome: 'completed', result: found },
    { seq: 2, outcome: 'completed', result: null },
    { seq: 3, outcome: 'completed' },
    { seq: 4, outcome: 'failed', result: 'nonsense' },
    { seq: 5, item_id: 'the-property', outcome: 'completed', result: { title_status: 'x'.repeat(200) } },
  ];
  assert.deepEqual(checkFindings('title_research', outcomes), [
    {
      seq: 5,
      item_id: 'the-property',
      errors: [
        {
          field: 'title_status',
          value: 'x'.repeat(100),
          message: 'must be one of clear, clouded, unknown',
        },
      ],
    },
  ]);
  requireFindings('title_research', outcomes.slice(0, 4));
  assert.throws(
    () => requireFindings('title_research', outcomes),
    (error) =>
      error instanceof AppError &&
      error.code === 'finding_refused' &&
      error.status === 400 &&
      error.field === 'title_status' &&
      /item the-property was refused: title_status must be one of/.test(error.message),
  );
});

test('every schema can be shown to those who are to fill it', () => {
  for (const schema of Object.values(findingSchemas)) {
    const shown = z.toJSONSchema(schema, { io: 'input' });
    assert.ok(shown.properties && 'sources' in shown.properties);
  }
});
