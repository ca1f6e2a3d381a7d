import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importCatalogue } from '../../src/property/catalogue/import/import-catalogue.ts';
import { catalogueSummary } from '../../src/property/catalogue/summary.ts';
import { loadStarter } from '../../src/property/starter/load-starter.ts';
import { testDatabase } from '../support/database.ts';
import { folderOf, stateFile, thresholds, wholeFolder, zipsCsv } from './made-up.ts';

const { pools } = await testDatabase();

const count = async (table: string): Promise<number> => {
  const { rows } = await pools.owner.query<{ count: string }>(`select count(*) from lotline.${table}`);
  return Number(rows[0]?.count);
};

test('a folder is loaded whole, told apart by content, packed or not, in the order things need', async () => {
  const lines: string[] = [];
  const report = await importCatalogue(pools.owner, await wholeFolder(), { log: (line) => lines.push(line) });
  assert.deepEqual(
    report.files.map(({ content, scope, counts }) => [content, scope, counts]),
    [
      ['geographies', null, { rows: 10 }],
      ['zip_codes', null, { rows: 9 }],
      ['zip_territories', null, { rows: 9 }],
      ['income_thresholds', null, { rows: 1 }],
      ['federal', 'US', { authorities: 1, programs: 1, incentives: 1 }],
      ['state', 'PA', { authorities: 5, programs: 5, incentives: 9 }],
    ],
  );
  assert.deepEqual(report.problems, []);
  assert.equal(lines.length, 6);
  const summary = await catalogueSummary(pools.owner);
  assert.deepEqual(summary.states, [
    { state: 'PA', source: 'rewiring-america', programs: 5, incentives: 9 },
    { state: 'US', source: 'rewiring-america', programs: 1, incentives: 1 },
  ]);
  assert.equal(summary.zipsWithUtility, 7);
});

test('loading the same again changes nothing but the version', async () => {
  const before = await catalogueSummary(pools.owner);
  await importCatalogue(pools.owner, await wholeFolder());
  const after = await catalogueSummary(pools.owner);
  assert.deepEqual({ ...after, version: '', importedAt: null }, { ...before, version: '', importedAt: null });
  assert.ok(BigInt(after.version) > BigInt(before.version));
});

test('what cannot be read is reported by file, entry and reason, and the rest is loaded', async () => {
  const [first, second] = stateFile.incentives;
  const folder = await folderOf({
    'PA.json': {
      ...stateFile,
      authorities: {
        ...stateFile.authorities,
        other: {
          'pa-pilot': { name: 'Pilot', geography_ids: [41] },
          'pa-gone': { name: 'Gone', geography_ids: [777] },
        },
      },
      programs: { ...stateFile.programs, pa_lost: { ...stateFile.programs.pa_big, authority: 'pa-nobody' } },
      incentives: [
        first,
        second,
        { ...first },
        { ...first, id: 'PA-20', amount: { type: 'guess', number: 1 } },
        { ...first, id: 'PA-21', end_date: 'soon' },
        { ...first, id: 'PA-22', program: 'pa_lost' },
        { ...first, id: 'PA-23', items: ['time_machine'] },
      ],
    },
    'zips.csv': zipsCsv.replace('19805,', '1980X,'),
    'notes.csv': 'name,phone\nAnn,1\n',
    'notes.json': '{"a": 1}',
    'broken.json': '{"state": ',
  });
  const report = await importCatalogue(pools.owner, folder);
  assert.deepEqual(
    report.problems.map(({ file, entry, reason }) => `${file} | ${entry} | ${reason}`),
    [
      'zips.csv | line 6 | zip "1980X" is not five digits',
      'PA.json | pa_lost | authority utility/pa-nobody is not in the file',
      'PA.json | PA-1 | the id stands twice; the first is kept',
      "PA.json | PA-20 | amount.type: Invalid discriminator value. Expected 'dollar_amount' | 'percent' | 'dollars_per_unit'",
      'PA.json | PA-21 | end_date: "soon" is no time we know',
      'PA.json | PA-22 | program pa_lost is not in the file, or could not be read',
      'PA.json | other/pa-gone | geography 777 is not in the catalogue (load the table of areas, if it has it)',
      'PA.json | other/pa-pilot | area "Betaville pilot area" has no bounds in the catalogue, so no address is found in it',
      'PA.json | time_machine | no device stands for this item, so no lookup can ask for it',
    ],
  );
  assert.deepEqual(
    report.ignored.map(({ file }) => file),
    ['broken.json', 'notes.csv', 'notes.json'],
  );
  assert.deepEqual(report.files.at(-1)?.counts, { authorities: 7, programs: 5, incentives: 3 });
  const { rows } = await pools.owner.query<{ problems: unknown[] }>(
    `select problems from lotline.catalogue_imports where scope = 'PA' order by id desc limit 1`,
  );
  assert.equal(rows[0]?.problems.length, 8);
});

test('one file may be loaded alone, and replaces only what it holds', async () => {
  await importCatalogue(pools.owner, await wholeFolder());
  const zips = await count('us_zips');
  const folder = await folderOf({ 'NJ.json': { ...stateFile, state: 'NJ', incentives: [] } });
  const report = await importCatalogue(pools.owner, `${folder}/NJ.json`);
  assert.deepEqual(
    report.files.map(({ file, scope }) => [file, scope]),
    [['NJ.json', 'NJ']],
  );
  assert.equal(await count('us_zips'), zips);
  assert.equal(await count("programs where state_code = 'PA'"), 5);
});

test('a state is replaced in one step: a reader sees all of the old or all of the new', async () => {
  const small = await folderOf({ 'PA.json': { ...stateFile, incentives: stateFile.incentives.slice(0, 4) } });
  const whole = await folderOf({ 'PA.json': stateFile });
  let done = false;
  const seen = new Set<number>();
  const reader = (async () => {
    while (!done) seen.add(await count("incentives where source = 'rewiring-america' and key like 'PA-%'"));
  })();
  for (let round = 0; round < 5; round += 1) {
    await importCatalogue(pools.owner, small);
    await importCatalogue(pools.owner, whole);
  }
  done = true;
  await reader;
  assert.deepEqual(
    [...seen].filter((size) => size !== 4 && size !== 9),
    [],
  );
});

test('two imports at once wait for each other', async () => {
  const folders = await Promise.all([wholeFolder(), wholeFolder(), wholeFolder()]);
  await Promise.all(folders.map((folder) => importCatalogue(pools.owner, folder)));
  assert.equal(await count("incentives where key like 'PA-%'"), 9);
});

test('a state may be a folder of three files, and its list alone is not taken for the federal one', async () => {
  const { incentives, programs, authorities } = stateFile;
  const folder = await folderOf({
    'NY/incentives.json': incentives,
    'NY/programs.json': programs,
    'NY/authorities.json': authorities,
    'OH/incentives.json': incentives,
  });
  const report = await importCatalogue(pools.owner, folder);
  assert.deepEqual(
    report.files.map(({ file, scope, counts }) => [file, scope, counts.incentives]),
    [['NY', 'NY', 9]],
  );
  assert.deepEqual(
    report.ignored.map(({ file }) => file),
    ['OH/incentives.json'],
  );
});

test('nothing to load is an error that names the path', async () => {
  const folder = await folderOf({ 'notes.csv': 'name\nAnn\n' });
  await assert.rejects(importCatalogue(pools.owner, folder), { code: 'invalid_argument', field: 'path' });
  await assert.rejects(importCatalogue(pools.owner, '/nowhere/at/all'), /cannot be read/);
});

test('thresholds alone are a catalogue too', async () => {
  const folder = await folderOf({ 'limits.json.gz': { ...thresholds, broken: { thresholds: 1 } } });
  const report = await importCatalogue(pools.owner, folder);
  assert.equal(report.files[0]?.counts.rows, 1);
  assert.equal(report.problems[0]?.entry, 'broken');
});

test('the starter leaves imported states and ZIP codes alone, and an import takes the starter’s place', async () => {
  const loaded = await loadStarter(pools.owner);
  assert.deepEqual(loaded.kept.toSorted(), ['US']);
  const city = await pools.owner.query(`select city from lotline.us_zips where zip = '19803'`);
  assert.deepEqual(city.rows, [{ city: 'Betaville' }]);
  assert.ok((await count("programs where state_code = 'VT' and source = 'starter'")) > 3);
  const folder = await folderOf({ 'VT.json': { ...stateFile, state: 'VT' } });
  await importCatalogue(pools.owner, folder);
  assert.equal(await count("programs where state_code = 'VT' and source = 'starter'"), 0);
  assert.deepEqual(await loadStarter(pools.owner), {
    programs: 0,
    incentives: 0,
    zipCodes: 0,
    kept: [],
    unchanged: true,
  });
  // as after an upgrade that brought other facts
  await pools.owner.query(`update lotline.catalogue_imports set sha256 = 'other' where source = 'starter'`);
  assert.deepEqual((await loadStarter(pools.owner)).kept.toSorted(), ['US', 'VT']);
  assert.equal(await count("programs where state_code = 'VT' and source = 'starter'"), 0);
});
