// A worker process that tests kill. Its kind notes each item in a file before answering, so that the test can tell
// which items were handled; the file is written synchronously and survives the kill.
import { appendFileSync } from 'node:fs';
import { z } from 'zod';
import { createLog } from '../../src/base/log.ts';
import { createPool } from '../../src/db/pool.ts';
import { completed, defineKind } from '../../src/kinds/kind.ts';
import { createRegistry } from '../../src/kinds/registry.ts';
import { createWorker } from '../../src/work/worker.ts';
import { quick, testDefaults } from './kinds.ts';

const [url = '', notes = '', poison = ''] = process.argv.slice(2);

const noted = defineKind({
  name: 'noted',
  label: 'Noted',
  description: 'Notes what it handles.',
  input: z.unknown(),
  result: z.unknown(),
  params: z.unknown(),
  defaults: testDefaults,
  drivers: ['worker'],
  async runItem({ seq, input }) {
    appendFileSync(notes, `${seq}\n`);
    if (String(seq) === poison) process.kill(process.pid, 'SIGKILL');
    return completed(input);
  },
});

const worker = createWorker({
  ...{ pool: createPool(url, { name: 'crash test', max: 4 }), listenUrl: url },
  ...{ registry: createRegistry([noted]), log: createLog('silent'), options: quick },
});
worker.start();
