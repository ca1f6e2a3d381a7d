import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { lotline } from './terminal.ts';

async function complete(...words: string[]): Promise<string[]> {
  const ran = await lotline(['__complete', '--', ...words]);
  assert.equal(ran.code, 0, ran.stderr);
  return ran.stdout.split('\n').filter(Boolean);
}

test('commands and options are completed from the program itself', async () => {
  assert.deepEqual(await complete('jo'), ['jobs']);
  assert.deepEqual(await complete('jobs', 're'), ['resume', 'retry']);
  assert.deepEqual(await complete('lookups', 'upload', '--re'), ['--resume']);
  assert.deepEqual(await complete('jobs', 'list', '--json'), ['--json', '--jsonl']);
  assert.ok(!(await complete('')).includes('__complete'));
});

test('each shell gets a script, an unknown one a usage error', async () => {
  for (const shell of ['bash', 'zsh', 'fish', 'powershell']) {
    assert.match((await lotline(['completion', shell])).stdout, /lotline __complete --/);
  }
  assert.equal((await lotline(['completion', 'csh'])).code, 64);
});

test('bash completes with the script', { skip: spawnSync('bash', ['-c', 'true']).status !== 0 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lotline-completion-'));
  try {
    const program = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
    const script = join(folder, 'completion.bash');
    await writeFile(script, (await lotline(['completion', 'bash'])).stdout);
    const ask = `lotline() { "${process.execPath}" "${program}" "$@"; }; source "${script}"
      COMP_WORDS=(lotline jobs ca); COMP_CWORD=2; _lotline; echo "\${COMPREPLY[@]}"
      COMP_WORDS=(lotline jobs pause --fe); COMP_CWORD=3; _lotline; echo "\${COMPREPLY[@]}"`;
    const { stdout } = spawnSync('bash', ['-c', ask], { encoding: 'utf8' });
    assert.deepEqual(stdout.trim().split('\n'), ['cancel', '--fence']);
  } finally {
    await rm(folder, { recursive: true });
  }
});
