/** The nearest commands to a text that is none. */
import { COUNTY_JOB_TYPES } from '../../../property/county-jobs/job-types.ts';
import { readLine } from './tokens.ts';

const KNOWN: readonly string[] = [
  'Show pending work',
  'Run data audit',
  'Show batch job status',
  'Show active batch jobs',
  'Show paused batch jobs',
  'Show completed batch jobs',
  ...COUNTY_JOB_TYPES.map((jobType) => `Start ${jobType} for Blair County, PA`),
  'Start regrid_scraping for all counties in PA in batches of 50, by auction date',
  'Resume batch job',
  'Resume regrid_scraping job',
  'Continue from where we left off',
  'Pause batch job',
  "Stop for now, we'll continue later",
  'End session',
  'Help',
];

/** What `help` shows. */
export const COMMANDS: readonly string[] = [
  'Show pending work',
  'Run data audit',
  'Start regrid_scraping for Blair County, PA in batches of 50',
  'Start title_research for all counties in PA by auction date',
  'Show batch job status',
  'Show active batch jobs',
  'Pause batch job',
  'Resume batch job',
  'Resume regrid_scraping job',
  'End session',
];

const LIMIT = 3;
const wordsOf = (text: string): string[] =>
  [...new Set(readLine(text).tokens.map((token) => token.text))].slice(0, 60);
const KNOWN_WORDS = KNOWN.map((command) => ({ command, words: wordsOf(command) }));

/** Words that mean to take something away or to stop it: what comes nearest to them is a pause. */
const STOPPING = /^(stop|cancel|kill|abort|halt|quit|terminate)$/;

const STARTING = /^(start|begin|create|launch|run)$/;

/** At most three commands, the likeliest first. */
export function nearestCommands(text: string): string[] {
  const given = wordsOf(text);
  const scored = KNOWN_WORDS.map(({ command, words }) => ({ command, score: likeness(given, words) }))
    .filter(({ score }) => score > 0.15)
    .sort((a, b) => b.score - a.score)
    .map(({ command }) => command);
  const first = given.some((word) => STOPPING.test(word))
    ? ['Pause batch job']
    : given.some((word) => STARTING.test(word)) && !scored.some((command) => command.startsWith('Start '))
      ? KNOWN.filter((command) => command.startsWith('Start ')).slice(0, 1)
      : [];
  const all = [...new Set([...first, ...scored, 'Show pending work', 'Help'])];
  return all.slice(0, LIMIT);
}

/** Shared words over all words; a word that is nearly another counts for most of it. */
function likeness(given: readonly string[], known: readonly string[]): number {
  let shared = 0;
  for (const word of known) {
    if (given.includes(word)) shared += 1;
    else if (word.length > 3 && given.some((other) => distance(word, other, 2) <= 2)) shared += 0.7;
  }
  return shared / (given.length + known.length - shared || 1);
}

/** Letters to change, add, leave out or swap to make one word the other; more than `most` is told as `most + 1`. */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most || a.length > 40) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    before = last;
    last = row;
  }
  return Math.min(last[b.length] ?? 0, most + 1);
}
