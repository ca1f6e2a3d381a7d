/** What the answer of a lookup says in one line. */
export interface ResultLine {
  /** US dollars. */
  readonly value: number;
  /** Programmes that pay. */
  readonly eligible: number;
  readonly utility: string | null;
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
