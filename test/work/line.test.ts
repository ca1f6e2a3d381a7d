import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Lease } from '../../src/work/lease.ts';
import { Line } from '../../src/work/line.ts';
import { echo } from '../support/kinds.ts';

test('a line whose handlers are behind a rate claims no more of it until they have caught up', () => {
  let told = 0;
  const line = new Line({ kind: echo, concurrency: 2, bufferItems: 4, onRoom: () => (told += 1) });
  const items = Array.from({ length: 20 }, (_, index) => ({
    ...{ seq: index + 1, attempt: 1, reference: null, input: null },
  }));
  const [batchId, jobNumber, jobId, organizationId] = ['1', '1', 'job', 'organization'];
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const lease = new Lease(
    {
      ...{
        batchId,
        token: 1,
        jobNumber,
        jobId,
        organizationId,
        kind: echo.name,
        params: {},
        generation: 0,
        items,
      },
      ...{
        leaseSeconds: 60,
        leaseUntil: new Date(),
        pace: { startsInMs: -5_000, stepMs: 1, aheadMs: 2_000 },
      },
    },
    echo,
    { params: {}, spacingMs: 0 },
    silent,
    performance.now(),
  );
  line.add(lease);
  line.flowing = true;
  assert.ok(line.refill() > 0, 'free handlers: more is due');
  line.running = 2;
  assert.equal(line.ask(), 0);
  assert.equal(line.refillAt, Number.POSITIVE_INFINITY, 'nothing to wake for');
  assert.equal(told, 0);
  line.running = 1;
  line.ended(1);
  assert.equal(told, 1, 'a free handler says so');
  assert.ok(line.ask() > 0);
});
