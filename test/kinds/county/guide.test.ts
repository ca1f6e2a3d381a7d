import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { z } from 'zod';
import { showCents, toCents } from '../../../src/base/cents.ts';
import { bidFor } from '../../../src/kinds/county/bid.ts';
import { RISK_RULES } from '../../../src/kinds/county/environmental-risk.ts';
import { findingFaults, findingSchemas } from '../../../src/kinds/county/findings.ts';
import { VISUAL_RULES } from '../../../src/kinds/county/visual-rules.ts';
import { COUNTY_JOB_TYPES, type CountyJobType } from '../../../src/property/county-jobs/job-types.ts';
import { BID_DEFAULTS, bidSettingsSchema } from '../../../src/property/settings/bid-settings.ts';
import {
  ENVIRONMENTAL_DEFAULTS,
  environmentalSettingsSchema,
} from '../../../src/property/settings/environmental-settings.ts';
import { VISUAL_DEFAULTS, visualSettingsSchema } from '../../../src/property/settings/visual-settings.ts';
import { testDatabase } from '../../support/database.ts';

const db = await testDatabase();
const guide = readFileSync(path.join(import.meta.dirname, '../../../docs/guides/findings.md'), 'utf8');

/** The tables under each heading of the guide, as rows of cells. */
function tableUnder(heading: string): string[][] {
  const section = guide.split(`\n${heading}\n`)[1]?.split(/\n#+ /)[0] ?? '';
  return [...section.matchAll(/^\| (.*) \|$/gm)]
    .map(([, row = '']) => row.split(' | ').map((cell) => cell.trim()))
    .slice(2);
}

/** What a key takes, in the words of its own refusal. */
function takes(schema: z.ZodType): string {
  const message = schema.safeParse(Symbol('nothing takes this')).error?.issues[0]?.message ?? '';
  return message.replace(/^must be /, '');
}

const common = ['sources', 'found_by', 'notes', 'fresh_days'];

function keysOf(type: CountyJobType): string[][] {
  const shape: Readonly<Record<string, z.ZodType>> = findingSchemas[type].shape;
  return Object.entries(shape)
    .filter(([key]) => !common.includes(key))
    .map(([key, schema]) => [
      schema.safeParse(undefined).success ? `\`${key}\`` : `**\`${key}\`**`,
      takes(schema),
      schema.description ?? '',
    ]);
}

for (const type of COUNTY_JOB_TYPES) {
  test(`the guide's table of ${type} is what its schema says`, () => {
    assert.deepEqual(tableUnder(`### ${type}`), keysOf(type));
  });
}

test("the guide's table of common keys is what every schema says", () => {
  const { shape } = findingSchemas.title_research;
  assert.deepEqual(
    tableUnder('## What every finding may carry'),
    common.map((key) => {
      const schema = shape[key as keyof typeof shape];
      return [`\`${key}\``, takes(schema), schema.description ?? ''];
    }),
  );
});

test('schemas and database know the same keys and say the same of them', async () => {
  const { rows } = await db.pools.owner.query<{
    job_type: string;
    field: string;
    required: boolean;
    takes: string;
  }>(
    'select job_type, field, required, lotline.expected_of(f) as takes from lotline.finding_fields f order by position',
  );
  for (const type of COUNTY_JOB_TYPES) {
    assert.deepEqual(
      rows
        .filter((row) => row.job_type === type)
        .map((row) => [row.required ? `**\`${row.field}\`**` : `\`${row.field}\``, row.takes]),
      keysOf(type).map((cells) => cells.slice(0, 2)),
    );
  }
});

test('the examples of the guide are good findings', () => {
  const examples = [...guide.matchAll(/```json (\w+)\n([\s\S]*?)```/g)];
  assert.deepEqual(
    examples.map(([, type]) => type),
    ['title_research', 'bid_strategy'],
  );
  for (const [, type = '', json = ''] of examples) {
    assert.deepEqual(findingFaults(type as CountyJobType, JSON.parse(json)), [], type);
  }
});

test("the guide's table of rules is the rules", () => {
  assert.deepEqual(
    tableUnder('## How parcels are validated').filter(([code]) =>
      VISUAL_RULES.landUse.some((rule) => `\`${rule.code}\`` === code),
    ),
    VISUAL_RULES.landUse.map(({ code, effect, text }) => [`\`${code}\``, effect, text]),
  );
  assert.deepEqual(
    tableUnder('### Thresholds of validation'),
    Object.entries(visualSettingsSchema.shape).map(([name, schema]) => [
      `\`${name}\``,
      String(VISUAL_DEFAULTS[name as keyof typeof VISUAL_DEFAULTS]),
      schema.description ?? '',
    ]),
  );
});

test("the guide's settings are the settings, and its bid comes out as it says", () => {
  assert.deepEqual(
    tableUnder('## How bids are worked out'),
    Object.entries(bidSettingsSchema.shape).map(([name, schema]) => [
      `\`${name}\``,
      String(BID_DEFAULTS[name as keyof typeof BID_DEFAULTS]),
      schema.description ?? '',
    ]),
  );
  const bid = bidFor(
    {
      propertyId: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
      hasParcelData: true,
      marketValue: '128000.00',
      assessedValue: null,
      verdict: 'APPROVED',
      redFlags: [],
      condition: 'fair',
      estimatedRepairs: '18500.00',
      titleStatus: 'clear',
      survivingLiens: '1800.05',
      totalLiens: null,
      riskLevel: 'moderate',
      inFloodHazardArea: null,
      floodZone: null,
      rawData: null,
      street: null,
    },
    { settings: BID_DEFAULTS, visual: VISUAL_DEFAULTS },
  );
  assert.ok('lines' in bid);
  const example = JSON.parse(/```json bid_strategy\n([\s\S]*?)```/.exec(guide)?.[1] ?? '');
  assert.deepEqual(example, JSON.parse(JSON.stringify(bid)));
  assert.ok(guide.includes(showCents(toCents(bid.max_bid))));
});

test("the guide's rules and settings of the environment are those of the kind", () => {
  const rows = tableUnder('## How the environment is judged');
  const rules = Object.entries(RISK_RULES).map(([code, text]) => [`\`${code}\``, text]);
  assert.deepEqual(rows.slice(0, rules.length), rules);
  assert.deepEqual(
    rows.slice(-Object.keys(ENVIRONMENTAL_DEFAULTS).length),
    Object.entries(environmentalSettingsSchema.shape).map(([name, schema]) => [
      `\`${name}\``,
      String(ENVIRONMENTAL_DEFAULTS[name as keyof typeof ENVIRONMENTAL_DEFAULTS]),
      schema.description ?? '',
    ]),
  );
});
