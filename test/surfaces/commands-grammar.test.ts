import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { understand } from '../../src/surfaces/agents/commands/grammar.ts';
import { nearestCommands } from '../../src/surfaces/agents/commands/suggest.ts';
import { commandText } from '../../src/surfaces/agents/commands/understanding.ts';
import { BLANKS, GUIDE, NOTHING, VARIANTS } from './command-lines.ts';
import { short } from './command-short.ts';

const meaning = (text: string): string => {
  const understanding = understand(text);
  return 'command' in understanding ? short(understanding.command) : '-';
};

for (const [text, expected] of Object.entries(GUIDE)) {
  test(`the guide's ${text} is ${expected}`, () => assert.equal(meaning(text), expected));
}

test("the guide's lines with blanks say what to fill in", () => {
  for (const text of BLANKS) {
    const understanding = understand(text);
    assert.ok(!('command' in understanding) && understanding.problem === 'placeholder', text);
    assert.deepEqual(understanding.words, text.match(/\[[^\]]+\]/g));
  }
});

for (const [text, expected] of Object.entries(VARIANTS)) {
  test(`${text} is ${expected}`, () => assert.equal(meaning(text), expected));
}

for (const [text, words] of Object.entries(NOTHING)) {
  test(`${JSON.stringify(text)} does nothing and names ${JSON.stringify(words)}`, () => {
    const understanding = understand(text);
    assert.ok(!('command' in understanding), `it was taken for ${meaning(text)}`);
    assert.equal(understanding.words.join(' '), words);
  });
}

test('the tables are as large as they should be', () => {
  assert.ok(Object.keys(VARIANTS).length >= 150);
  assert.ok(Object.keys(NOTHING).length >= 60);
});

test('a command said in the words that it is answered with means the same', () => {
  for (const text of [...Object.keys(GUIDE), ...Object.keys(VARIANTS)]) {
    const first = understand(text);
    if (!('command' in first) || first.command.action === 'end_session') continue;
    const said = commandText(first.command);
    const again = understand(said);
    assert.ok('command' in again, `${said} is understood`);
    // "Pennsylvania" may be a county; "all counties in PA" is not
    assert.equal(short(again.command).replace('@?', '@'), short(first.command).replace('@?', '@'), said);
  }
});

const texts = [...Object.keys(GUIDE), ...Object.keys(VARIANTS), ...Object.keys(NOTHING)];

test('no text makes it throw, and every text that is not understood gets suggestions', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 600 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.string({ maxLength: 12_000 }),
    fc
      .array(
        fc.constantFrom(
          'start',
          'regrid',
          'for',
          'in',
          'batches',
          'of',
          '50',
          'county',
          'and',
          ',',
          'all',
          'a',
          '"',
          'the',
          'job',
          'by',
          'auction',
        ),
        { maxLength: 120 },
      )
      .map((words) => words.join(' ')),
    fc
      .tuple(fc.constantFrom(...texts), fc.string({ unit: 'binary', maxLength: 20 }), fc.nat(100))
      .map(([text, more, at]) => text.slice(0, at) + more + text.slice(at)),
  );
  fc.assert(
    fc.property(nasty, (text) => {
      const understanding = understand(text);
      if ('command' in understanding) assert.equal(typeof commandText(understanding.command), 'string');
      else assert.ok(nearestCommands(text.slice(0, 500)).length > 0);
    }),
    { numRuns: 1_500 },
  );
});

/** Words that no command knows and no county has. */
const STRANGE = [
  'banana',
  'except',
  'not',
  'quickly',
  'tomorrow9',
  'drop',
  'or',
  '€',
  '<script>',
  'everyone',
  'never',
];

test('a word that it does not know is never passed over', () => {
  const commands = Object.entries({ ...GUIDE, ...VARIANTS }).filter(
    ([text, means]) => means !== '-' && !text.includes('note'),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...commands),
      fc.constantFrom(...STRANGE),
      fc.nat(30),
      ([text], strange, at) => {
        const words = text.split(' ');
        const place = at % (words.length + 1);
        const changed = [...words.slice(0, place), strange, ...words.slice(place)].join(' ');
        const understanding = understand(changed);
        if (!('command' in understanding)) return;
        // What is left may only be a county's name, and that is asked of the list of counties.
        const said = short(understanding.command).toLowerCase();
        assert.ok(said.includes('@') && said.includes(strange), `${changed} was taken for ${said}`);
      },
    ),
    { numRuns: 2_000 },
  );
});

test('the nearest commands are near', () => {
  const near: Readonly<Record<string, string>> = {
    'show pendng work': 'Show pending work',
    'start regird scraping': 'Start regrid_scraping for Blair County, PA',
    'cancel the batch job': 'Pause batch job',
    'resmue batch job': 'Resume batch job',
    'kill everything': 'Pause batch job',
    'end of sesion': 'End session',
  };
  for (const [text, command] of Object.entries(near)) {
    assert.equal(nearestCommands(text)[0], command, text);
  }
});
