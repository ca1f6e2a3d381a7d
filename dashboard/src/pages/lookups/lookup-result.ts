import { words } from '../../words.ts';

/** What the answer of a lookup says in one line. */
export interface ResultLine {
  /** US dollars. */
  readonly value: number;
  /** Programmes that pay. */
  readonly eligible: number;
  readonly utility: string | null;
}

/** How many programmes pay, and whose customer lives there. */
export function resultText({ eligible, utility }: ResultLine): string {
  const programs = eligible === 0 ? words.lookups.notEligible : words.lookups.programs(eligible);
  return utility === null ? programs : `${programs} · ${utility}`;
}

type Fields = Readonly<Record<string, unknown>>;

/** Null for what is no answer: an item that is not done, or an answer of another form. */
export function resultOf(result: unknown): ResultLine | null {
  const { incentives, utility } = fieldsOf(result);
  if (typeof incentives !== 'object' || incentives === null) return null;
  const { total_incentive_amount: value, by_program: programs } = fieldsOf(incentives);
  const { name } = fieldsOf(utility);
  const paying = Array.isArray(programs)
    ? programs.filter((program) => Number(fieldsOf(program).eligible_combinations) > 0)
    : [];
  return {
    value: typeof value === 'number' ? value : 0,
    eligible: paying.length,
    utility: typeof name === 'string' ? name : null,
  };
}

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? { ...value } : {};

/** An address in one line, as it was sent. */
export function addressLine(address: unknown): string {
  if (typeof address !== 'object' || address === null) return '';
  const parts: Readonly<Record<string, unknown>> = { ...address };
  const text = (name: string) => (typeof parts[name] === 'string' ? parts[name].trim() : '');
  const place = [text('state_or_province_code'), text('postal_code')].filter((part) => part !== '').join(' ');
  return [text('street_1'), text('street_2'), text('city'), place].filter((part) => part !== '').join(', ');
}
