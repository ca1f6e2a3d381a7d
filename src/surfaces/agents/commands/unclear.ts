/** Answers to what cannot be acted on. Each names the words, offers what may be meant, and does nothing. */
import type { Job } from '../../../engine/vocabulary.ts';
import { COUNTY_JOB_TYPES } from '../../../property/county-jobs/job-types.ts';
import { answerOf, type CommandAnswer, understoodOf } from './answer.ts';
import type { Unclear } from './choose-places.ts';
import type { Understanding } from './grammar.ts';
import { nearestCommands } from './suggest.ts';
import { MOST_CHARACTERS } from './tokens.ts';
import { type Command, commandText, type Places } from './understanding.ts';
import { jobLines, jobText } from './wording.ts';

const NOTHING = 'Nothing was done.';

/** Characters that show nothing are told by their numbers. */
export function visible(text: string): string {
  return text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, (mark) => {
    const code = mark.codePointAt(0) ?? 0;
    return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  });
}

export function notUnderstood(
  text: string,
  left: Exclude<Understanding, { command: Command }>,
): CommandAnswer {
  const words = left.words.map((word) => visible(word).slice(0, 200));
  const quoted = words.map((word) => `"${word}"`).join(', ');
  const suggestions = nearestCommands(text.slice(0, MOST_CHARACTERS));
  return answerOf(
    'not_understood',
    null,
    [...sayWhy(left.problem, quoted, text), NOTHING, ...offer(suggestions)],
    {
      words,
      suggestions,
    },
  );
}

function sayWhy(
  problem: Exclude<Understanding, { command: Command }>['problem'],
  quoted: string,
  text: string,
): string[] {
  switch (problem) {
    case 'empty':
      return ['There is no command in this.'];
    case 'too_long':
      return [`A command has at most ${MOST_CHARACTERS} characters; this has ${text.length}.`];
    case 'placeholder':
      return [
        `Put something in place of ${quoted}.`,
        `Job types: ${COUNTY_JOB_TYPES.join(', ')}. Counties: "Blair County, PA" or "all counties".`,
      ];
    case 'incomplete':
      return ['Something is missing at the end of this command.'];
    case 'question':
      return [
        'This is a question about something that changes a job or a session; say it without the question mark to have it done.',
      ];
    case 'unknown_words':
      return [`Not understood: ${quoted}.`];
  }
}

function offer(suggestions: readonly string[]): string[] {
  return ['The nearest commands:', ...suggestions.map((one) => `- ${one}`)];
}

/** The command with other places. */
function withPlaces(command: Command, places: Places): Command {
  if ('job' in command) return { ...command, job: { ...command.job, places } };
  return 'places' in command ? { ...command, places } : command;
}

/** A county that nobody or several have. */
export function unclearPlaces(command: Command, { unclear, words, choices }: Unclear): CommandAnswer {
  const candidates = choices.map(({ places, about }) => ({
    command: commandText(withPlaces(command, places)),
    about,
  }));
  const shown = visible(words).slice(0, 120);
  const why =
    unclear === 'unknown'
      ? `No county is called "${shown}".`
      : `"${shown}" may mean ${candidates.length} places.`;
  const asked = candidates.length === 0 ? [] : [unclear === 'unknown' ? 'The nearest:' : 'Name one of them:'];
  return answerOf(
    'ambiguous',
    understoodOf(command),
    [why, NOTHING, ...asked, ...candidates.map((one) => `- ${one.command}`)],
    {
      words: [shown],
      candidates,
      ...(candidates.length === 0 ? { suggestions: nearestCommands(commandText(command)) } : {}),
    },
  );
}

/** Several jobs, of which one has to be named. */
export function severalJobs(
  command: Command,
  verb: 'Resume' | 'Pause',
  described: string,
  jobs: readonly Job[],
): CommandAnswer {
  const shown = jobs.slice(0, 20);
  const candidates = shown.map((job) => ({
    command: shown.some((other) => other.id !== job.id && other.kind === job.kind)
      ? `${verb} job ${job.id}`
      : `${verb} ${job.kind} job`,
    about: jobText(job),
  }));
  return answerOf(
    'ambiguous',
    understoodOf(command),
    [
      `${jobs.length} batch jobs are ${described}.`,
      NOTHING,
      'Name one of them:',
      ...candidates.map((one) => `- ${one.command}  (${one.about})`),
    ],
    { candidates, jobs: jobLines(shown) },
  );
}
