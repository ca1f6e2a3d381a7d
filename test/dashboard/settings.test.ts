import assert from 'node:assert/strict';
import test from 'node:test';
import { changesOf } from '../../dashboard/src/pages/settings/audit-changes.ts';
import { auditQuery } from '../../dashboard/src/pages/settings/audit-filter.ts';
import { browserName } from '../../dashboard/src/pages/settings/browser-name.ts';
import { replayBody } from '../../dashboard/src/pages/settings/replay-body.ts';
import { scopesOf } from '../../dashboard/src/pages/settings/scopes.ts';
import { slugOf } from '../../dashboard/src/pages/settings/slug.ts';
import { changeOf, WORK_SECTIONS } from '../../dashboard/src/pages/settings/work-fields.ts';
import { replaySchema } from '../../src/surfaces/webhooks/wire.ts';

test('a form of figures sends what changed alone, and gives back what is typed as its default', () => {
  const fields = WORK_SECTIONS['bid-strategy'];
  const defaults = Object.fromEntries(
    fields.map(({ name, kind }) => [name, kind === 'money' ? '1000.00' : 10]),
  );
  const values = { ...defaults, value_percent: 60 };
  const typed = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  const change = (more: Record<string, string>) =>
    changeOf(fields, { ...typed, ...more }, { values, defaults });
  assert.deepEqual(change({}), {});
  assert.deepEqual(change({ repairs_if_unknown: '1000' }), {});
  assert.deepEqual(change({ value_percent: '10' }), { value_percent: null });
  assert.deepEqual(change({ value_percent: '' }), { value_percent: null });
  assert.deepEqual(change({ holding_months: '7', liens_if_unknown: '50.5' }), {
    holding_months: 7,
    liens_if_unknown: '50.5',
  });
});

test('the audit trail is filtered by whole days, both included, and by a type with or without an id', () => {
  const query = auditQuery({ from: '2026-11-20', to: '2026-11-20', subject: 'job 3f0c', actor: 'ann' });
  assert.equal(Date.parse(query.to ?? '') - Date.parse(query.from ?? ''), 86_400_000);
  assert.equal(query.subject_type, 'job');
  assert.equal(query.subject_id, '3f0c');
  assert.equal(query.actor, 'ann');
  assert.deepEqual(auditQuery({ subject: 'job', from: 'yesterday' }), { subject_type: 'job' });
});

test('an entry shows the fields that changed, also those that came or went', () => {
  assert.deepEqual(changesOf({ a: 1, b: 'x', c: [1] }, { a: 2, b: 'x', d: null }), [
    { name: 'a', before: '1', after: '2' },
    { name: 'c', before: '[1]', after: '–' },
    { name: 'd', before: '–', after: 'null' },
  ]);
  assert.deepEqual(changesOf(null, null), []);
});

test('who may write in an area may read there', () => {
  assert.deepEqual(scopesOf({ jobs: 'write', leads: 'read', keys: 'none' }), [
    'jobs:read',
    'jobs:write',
    'leads:read',
  ]);
});

test('browsers and short names are told', () => {
  const agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36';
  assert.equal(browserName(agent), 'Chrome, Windows');
  assert.equal(browserName('curl/8'), undefined);
  assert.equal(slugOf('Blair & Söhne, Inc.'), 'blair-sohne-inc');
});

test('a replay that names no number sends all that are kept, in words that the server takes', () => {
  assert.deepEqual(replaySchema.parse(replayBody(' ', true)), { after: '0', only: 'failed' });
  assert.deepEqual(replaySchema.parse(replayBody('12', false)), { after: '12', only: 'all' });
});
