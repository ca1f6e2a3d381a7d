// Reads a made-up file of the number of rows given, and prints how far it got and why it stopped. In a process of its
// own because the test runner follows every promise, and a million rows have many.
import { openLookupFile } from '../../src/cli/lookup-rows.ts';

const [count = '0'] = process.argv.slice(2);

async function* file(): AsyncGenerator<Buffer> {
  yield Buffer.from('street,zip\n');
  for (let left = Number(count); left > 0; left -= 1_000) {
    yield Buffer.from('1 Elm,02134\n'.repeat(Math.min(left, 1_000)));
  }
}

let last = 0;
let code = 'end';
try {
  const { rows } = await openLookupFile(file(), {});
  for await (const { row } of rows) last = row;
} catch (error) {
  code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
console.log(JSON.stringify({ last, code }));
