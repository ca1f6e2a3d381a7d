import type { Api } from '../../data/schemas.ts';

export type CriterionForm = Api['LeadCriterionForm'];
export interface Criterion {
  readonly name: string;
  readonly value: readonly unknown[];
}

/** What stands in the fields of one criterion: one text, or the two ends of a range. */
export type Typed = readonly [first: string, second?: string];
export type TypedForm = Readonly<Record<string, Typed>>;

/** What somebody typed as criteria of a search. The server judges them; here only their form is made. */
export function toCriteria(forms: readonly CriterionForm[], typed: TypedForm): Criterion[] {
  return forms.flatMap(({ name, form }): Criterion[] => {
    const value = wantedOf(form, typed[name] ?? ['']);
    return value === null
      ? []
      : [{ name, value: name === 'PropertyType' ? [{ name: 'PType', value }] : value }];
  });
}

function wantedOf(form: CriterionForm['form'], [first, second = '']: Typed): unknown[] | null {
  const text = first.trim();
  switch (form) {
    case 'range': {
      const ends = [first, second].map(end);
      return ends.every((one) => one === null) ? null : [ends];
    }
    case 'yes/no':
      return text === '' ? null : [text === 'yes' ? 1 : 0];
    case 'date':
      return text === '' ? null : [text];
    default: {
      const values = text
        .split(/[,;\n]/)
        .map((one) => one.trim())
        .filter(Boolean);
      if (values.length === 0) return null;
      return form === 'nested' ? values.map((one) => one.toUpperCase()) : values;
    }
  }
}

/** A number as people write it ("250,000", "$1.5"); what is none goes as it is, and is refused by name. */
function end(text: string): number | string | null {
  const bare = text.replaceAll(/[\s,$%]/g, '');
  if (bare === '') return null;
  const number = Number(bare);
  return Number.isFinite(number) ? number : text;
}

/** The fields for criteria: the way back from {@link toCriteria}. */
export function toTyped(criteria: readonly Criterion[]): TypedForm {
  return Object.fromEntries(criteria.map(({ name, value }) => [name, typedOf(name, value)]));
}

const FLAG = /^(is|in)[A-Z]|^Pool$/;

function typedOf(name: string, value: readonly unknown[]): Typed {
  const [first] = value;
  if (Array.isArray(first)) return [String(first[0] ?? ''), String(first[1] ?? '')];
  if (typeof first === 'object' && first !== null && 'value' in first && Array.isArray(first.value)) {
    return [first.value.join(', ')];
  }
  if (FLAG.test(name)) return [first === 1 || first === true ? 'yes' : 'no'];
  return [value.join(', ')];
}

/** Reads criteria out of an address; what is none is left out. */
export function readCriteria(said: unknown): Criterion[] | undefined {
  const criteria = Array.isArray(said) ? said.filter(isCriterion) : [];
  return criteria.length === 0 ? undefined : criteria;
}

function isCriterion(value: unknown): value is Criterion {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'value' in value &&
    Array.isArray(value.value)
  );
}

type LeadQuery = Record<string, string | number>;

/** Which of the leads that are known these criteria mean, and the criteria that the list cannot be narrowed by. */
export function knownBy(criteria: readonly Criterion[]): { query: LeadQuery; left: string[] } {
  const query: LeadQuery = {};
  const left: string[] = [];
  for (const { name, value } of criteria) {
    const narrowed = narrow(name, value);
    if (narrowed === null) left.push(name);
    else Object.assign(query, narrowed);
  }
  return { query, left };
}

const ONE: Readonly<Record<string, string>> = {
  State: 'state',
  County: 'county',
  City: 'city',
  ZipFive: 'zip',
  APN: 'apn',
};
const FLAGS: Readonly<Record<string, string>> = {
  isSameMailingOrExempt: 'same_mailing',
  isMailVacant: 'mail_vacant',
  inForeclosure: 'in_foreclosure',
};
const RANGES: Readonly<Record<string, readonly [string, string]>> = {
  EquityPercent: ['min_equity_percent', 'max_equity_percent'],
  AVM: ['min_value', 'max_value'],
};

function narrow(name: string, value: readonly unknown[]): LeadQuery | null {
  const [first] = value;
  if (value.length !== 1) return null;
  const [one, flag, range] = [ONE[name], FLAGS[name], RANGES[name]];
  if (one !== undefined) return { [one]: String(first) };
  if (flag !== undefined) return { [flag]: first === 1 || first === true ? 'true' : 'false' };
  if (name === 'PropertyType') {
    const [code] = toTyped([{ name, value }])[name] ?? [''];
    return code.includes(',') ? null : { property_type: code };
  }
  if (range === undefined || !Array.isArray(first)) return null;
  const [least, most] = first;
  return {
    ...(typeof least === 'number' ? { [range[0]]: least } : {}),
    ...(typeof most === 'number' ? { [range[1]]: most } : {}),
  };
}
