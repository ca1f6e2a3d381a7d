import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { listDevices } from '../../src/property/catalogue/devices.ts';
import { testDatabase } from '../support/database.ts';

const { pools } = await testDatabase();

test('the guide lists the devices that ship, with their items', async () => {
  const guide = await readFile(new URL('../../docs/guides/incentive-catalogue.md', import.meta.url), 'utf8');
  const listed = guide.split('\n').filter((line) => /^\| \d+ \|/.test(line));
  const devices = await listDevices(pools.owner);
  const expected = devices.map(
    ({ id, name, items }) => `| ${id} | ${name} | ${items.map((item) => `\`${item}\``).join(', ')} |`,
  );
  assert.deepEqual(listed, expected);
});
