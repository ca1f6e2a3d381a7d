import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EventFacts } from '../../src/outcomes/webhooks/facts.ts';
import { eventBody, legacyBody } from '../../src/outcomes/webhooks/payload.ts';
import { lookupResult } from '../support/lookups.ts';

function facts(result: unknown, input: unknown = {}): EventFacts {
  return {
    event: 7,
    place: 2,
    type: 'lookup.completed',
    at: '2026-11-22T09:31:00.123456+00:00',
    number: '12',
    sequence: 5,
    generation: 1,
    detail: null,
    job: { id: 'j', name: 'Lookups', kind: 'incentive_lookup' },
    item: {
      ...{ id: 'i', seq: 3, reference: 'deal-3', input, outcome: 'completed', result },
      ...{ error_code: null, error_message: null, attempts: 2, settled_at: '2026-11-22T09:31:00Z' },
    },
    report: null,
  };
}

const bytes = (body: unknown) => Buffer.byteLength(JSON.stringify(body));

/** A result with so many programmes, each with a tier whose explanation is long. */
function large(programs: number, explanation: number) {
  const by_program = Array.from({ length: programs }, (_, n) => ({
    program_id: `p${n}`,
    program_name: `Programme ${n}`,
    total_incentive: 1,
    eligible_combinations: 1,
    device_tier_results: [{ calculation_details: 'x'.repeat(explanation) }],
  }));
  const result = lookupResult(9, 5);
  return { ...result, incentives: { ...(result.incentives as object), by_program } };
}

test('a lookup is told whole while it is small', () => {
  const result = lookupResult(9, 5);
  const body = eventBody(facts(result), []);
  assert.equal(body.id, 'evt_7_2');
  assert.equal(body.timestamp, '2026-11-22T09:31:00.123Z');
  assert.deepEqual(body.data.result, result);
  assert.equal(body.data.retry_count, 1);
  assert.equal('truncated' in body.data, false);
});

test('what is too large loses its details first, then its programmes, then itself', () => {
  const tiers = eventBody(facts(large(40, 2000)), []);
  assert.ok(bytes(tiers) < 20_000);
  assert.equal(tiers.data.truncated, true);
  const { incentives } = tiers.data.result as { incentives: { by_program: unknown[] } };
  assert.equal(incentives.by_program.length, 40);

  const programs = eventBody(facts(large(4000, 1)), []);
  assert.ok(bytes(programs) < 20_000);
  const shown = programs.data.result as {
    customer_id: number;
    incentives: { total_incentive_amount: number };
  };
  assert.deepEqual([shown.customer_id, shown.incentives.total_incentive_amount], [9, 5]);

  const fields = { webhook_custom_fields: { note: 'y'.repeat(30_000) } };
  const none = eventBody(facts({ odd: 'z'.repeat(30_000) }, fields), 'all');
  assert.ok(bytes(none) < 20_000);
  assert.deepEqual([none.data.result, none.data.custom_fields, none.data.reference_id], [null, {}, 'deal-3']);
});

test('the old payload is the answer with the allowed fields beside it, and never larger', () => {
  const input = { webhook_custom_fields: { deal: 'D', note: 'N', customer_id: 'not ours' } };
  const body = legacyBody(facts(lookupResult(9, 5), input), ['deal', 'customer_id']);
  assert.equal(body.deal, 'D');
  assert.equal('note' in body, false);
  assert.equal(body.customer_id, 9, 'a custom field does not hide a field of the answer');
  assert.ok(bytes(legacyBody(facts(large(4000, 1), input), ['deal'])) < 20_000);
  assert.deepEqual(
    legacyBody(facts(large(1, 1), { webhook_custom_fields: { a: 'y'.repeat(30_000) } }), ['a']),
    {
      reference_id: 'deal-3',
    },
  );
});

test('a result that is not kept any more is told as gone', () => {
  const body = eventBody({ ...facts(null), item: null }, []);
  assert.deepEqual([body.data.item_id, body.data.result, body.data.status], [null, null, 'completed']);
});
