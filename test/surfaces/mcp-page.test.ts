import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { z } from 'zod';
import { prompts } from '../../src/surfaces/agents/mcp/prompts.ts';
import { resourceTemplates } from '../../src/surfaces/agents/mcp/resources.ts';
import { tools } from '../../src/surfaces/agents/mcp/tools.ts';

/** The guide's page for agents names what MCP offers: all of it, in its order, and nothing else. */
const ROOT = path.join(import.meta.dirname, '..', '..');
const page = readFileSync(path.join(ROOT, 'docs', 'guides', 'agents.md'), 'utf8');

/** The rows of the table below a heading, cell by cell. */
function rowsBelow(heading: string): string[][] {
  const section = page.split(`\n### ${heading}\n`)[1]?.split('\n##')[0] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.slice(2, -2).split(' | '));
}

test('every tool is on the page with the role it needs, and whether it ends work', () => {
  assert.deepEqual(
    rowsBelow('Tools').map(([name, needs, does]) => [name, needs, does?.startsWith('**ends work**')]),
    tools.map((tool) => [`\`${tool.name}\``, tool.allow, tool.destructive === true]),
  );
});

test('every prompt is on the page with its arguments', () => {
  assert.deepEqual(
    rowsBelow('Prompts').map(([name, given]) => [name, given]),
    prompts.map(({ name, arguments: given }) => [
      `\`${name}\``,
      (given ?? []).map((one) => `\`${one.name}\`${one.required ? '' : ' (optional)'}`).join(', ') || 'none',
    ]),
  );
});

test('every resource is on the page', () => {
  assert.deepEqual(
    rowsBelow('Resources').map(([address]) => address),
    resourceTemplates.map(({ uriTemplate }) => `\`${uriTemplate}\``),
  );
});

const servers = z.record(
  z.string(),
  z.union([
    z.object({ url: z.url(), headers: z.object({ Authorization: z.string().startsWith('Bearer ') }) }),
    z.object({ command: z.literal('node'), args: z.array(z.string()).length(2), env: z.object({}) }),
  ]),
);

test('the configurations of clients are JSON, and start a program that is there', () => {
  const blocks = page.split('\n## MCP\n')[1]?.match(/(?<=```json\n)[\s\S]*?(?=\n```)/g) ?? [];
  assert.equal(blocks.length, 3);
  for (const block of blocks) {
    const [configured] = Object.values(z.record(z.string(), servers).parse(JSON.parse(block)));
    const { lotline } = configured ?? {};
    assert.ok(lotline);
    if ('url' in lotline) assert.equal(new URL(lotline.url).pathname, '/mcp');
    else {
      const [main = '', command] = lotline.args;
      assert.ok(existsSync(path.join(ROOT, main.replace(/^.*\/lotline\//, ''))), main);
      assert.equal(command, 'mcp');
    }
  }
});
