import assert from 'node:assert/strict';
import { test } from 'node:test';
import { redact } from '../../src/base/log.ts';

test('credentials in the query of an address are not logged, whatever they are called', () => {
  for (const name of [
    'token',
    'api_key',
    'x-api-key',
    'x_api_key',
    'access_token',
    'client_secret',
    'apikey',
  ]) {
    assert.equal(redact(`/api/jobs?a=1&${name}=hush&b=2`), `/api/jobs?a=1&${name}=[redacted]&b=2`, name);
  }
  assert.equal(redact('/api/properties?parcel_id=7&limit=5'), '/api/properties?parcel_id=7&limit=5');
});
