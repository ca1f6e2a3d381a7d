import { recordOf } from '../../../../src/base/record.ts';

/** Findings are objects of which each type has its own keys: what is not there, or not as expected, is read as not known. */
export type Finding = Readonly<Record<string, unknown>>;

export const asFinding: (value: unknown) => Finding = recordOf;

export const textOf = (finding: Finding, key: string): string | null => {
  const value = finding[key];
  return typeof value === 'string' && value !== '' ? value : null;
};

export const numberOf = (finding: Finding, key: string): number | null => {
  const value = finding[key];
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
};

export const yesNo = (finding: Finding, key: string): boolean | null => {
  const value = finding[key];
  return typeof value === 'boolean' ? value : null;
};

export const textsOf = (finding: Finding, key: string): readonly string[] => {
  const value = finding[key];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
};

export const listOf = (finding: Finding, key: string): readonly Finding[] => {
  const value = finding[key];
  return Array.isArray(value) ? value.map(asFinding) : [];
};

/** One line of the sum that a bid is. */
export interface BidLine {
  readonly name: string;
  readonly how: string;
  readonly amount: number;
}

/** The sum of a bid line by line, as far as whoever worked it out wrote it down. */
export function bidLines(finding: Finding): readonly BidLine[] {
  return listOf(asFinding(finding.finding), 'lines').flatMap((line) => {
    const [name, amount] = [textOf(line, 'line'), numberOf(line, 'amount')];
    return name === null || amount === null ? [] : [{ name, how: textOf(line, 'how') ?? '', amount }];
  });
}

/** One thing that was looked at, and what it led to. */
export interface Reason {
  readonly code: string;
  readonly text: string;
  readonly value: string | null;
  readonly effect: string;
  readonly threshold: string | null;
}

/** The reasons of a verdict or a risk, the gravest first. */
export function reasonsOf(finding: Finding): readonly Reason[] {
  return listOf(asFinding(finding.finding), 'reasons')
    .flatMap((reason): Reason[] => {
      const [code, text] = [textOf(reason, 'code'), textOf(reason, 'text')];
      if (code === null || text === null) return [];
      const threshold = reason.threshold;
      const held = typeof threshold === 'number' || typeof threshold === 'string' ? String(threshold) : null;
      return [
        {
          code,
          text,
          value: textOf(reason, 'value'),
          effect: textOf(reason, 'effect') ?? '',
          threshold: held,
        },
      ];
    })
    .sort((one, other) => weight(other.effect) - weight(one.effect));
}

const WEIGHTS = ['pass', 'low', 'note', 'moderate', 'caution', 'high', 'reject'];
const weight = (effect: string): number => WEIGHTS.indexOf(effect);

/** "share_of_value" as people say it: "Share of value". */
export function spoken(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
