/** What people call things: job types, states, numbers. Only names that can mean one thing. */

import { entriesOf } from '../../../base/keys.ts';
import type { Strategy } from '../../../property/county-jobs/create.ts';
import type { CountyJobType } from '../../../property/county-jobs/job-types.ts';

/** Names of the job types besides their own, in lower case; blanks, underscores and dashes do not count. */
const TYPE_NAMES: Readonly<Record<CountyJobType, readonly string[]>> = {
  regrid_scraping: [
    'regrid',
    'regrid scrape',
    'regrid scrapes',
    'regrid scraper',
    'regrid data',
    'scraping regrid',
  ],
  visual_validation: [
    'visual validations',
    'visual check',
    'visual checks',
    'image validation',
    'visually validating',
    'validation of images',
  ],
  property_condition: [
    'property conditions',
    'property condition research',
    'property condition assessment',
    'property condition assessments',
    'condition assessment',
    'condition assessments',
    'agent 6',
    'property condition agent 6',
  ],
  environmental_research: [
    'environmental',
    'environment research',
    'environmental risk research',
    'environmental risks',
    'environmental checks',
    'agent 7',
    'environmental research agent 7',
  ],
  title_research: [
    'title search',
    'title searches',
    'title check',
    'title checks',
    'lien research',
    'agent 5',
    'title research agent 5',
  ],
  bid_strategy: [
    'bid strategies',
    'bidding strategy',
    'bidding strategies',
    'max bids',
    'maximum bids',
    'agent 9',
    'bid strategy agent 9',
  ],
  pdf_parsing: [
    'pdf',
    'pdfs',
    'parse pdf',
    'parse pdfs',
    'parsing pdfs',
    'pdfs parsing',
    'pdf parse',
    'pdf parser',
  ],
  county_research: ['researching counties', 'county auction research', 'county researches'],
};

const squash = (text: string) => text.replaceAll(/[\s_-]/g, '');

const TYPES: ReadonlyMap<string, CountyJobType> = new Map(
  entriesOf(TYPE_NAMES).flatMap(([jobType, names]) =>
    [jobType, ...names].map((name) => [squash(name), jobType] as const),
  ),
);

/** Most words in a name of a job type. */
export const MOST_TYPE_WORDS = 4;

/** The job type that these words name, or undefined. */
export function jobTypeOf(words: readonly string[]): CountyJobType | undefined {
  return TYPES.get(words.join(''));
}

/** Words that begin a strategy, with what they mean; patterns of `pattern.ts`. */
export const STRATEGIES: Readonly<Record<Strategy, string>> = {
  sequential:
    '((one|a) county (at a time|after another|after the other|by one)|county by county|sequentially|sequential|in sequence|one by one)',
  round_robin:
    '(round robin|roundrobin|in turn|in turns|(one|a) batch (of|from|for) each [county] [in turn|at a time]|alternating|alternating [between] counties|in rotation)',
  auction_date: `(auction date|auctiondate|(by|in order of|in the order of|ordered by|sorted by) [the] [next|nearest|upcoming] (auction|auctions|sale|sales) [date|dates]
    |by date of (auction|sale)|(for|with) the (next|nearest|upcoming|coming|soonest) (auction|auctions|sale|sales) [first]
    |for (upcoming|next) (auctions|sales) [first]
    |[the] [counties with] [the] (next|nearest|upcoming|coming|soonest|earliest) (auction|auctions|sale|sales) first|auctions first
    |(prioritizing|prioritising|prioritize|prioritise|focusing on|focus on) [the] [counties with] [the] (next|nearest|upcoming) (auctions|auction|sales|sale)
    |priority based|by priority)`,
};

const STATE_NAMES: Readonly<Record<string, string>> = {
  alabama: 'AL',
  alaska: 'AK',
  arizona: 'AZ',
  arkansas: 'AR',
  california: 'CA',
  colorado: 'CO',
  connecticut: 'CT',
  delaware: 'DE',
  'district of columbia': 'DC',
  florida: 'FL',
  georgia: 'GA',
  hawaii: 'HI',
  idaho: 'ID',
  illinois: 'IL',
  indiana: 'IN',
  iowa: 'IA',
  kansas: 'KS',
  kentucky: 'KY',
  louisiana: 'LA',
  maine: 'ME',
  maryland: 'MD',
  massachusetts: 'MA',
  michigan: 'MI',
  minnesota: 'MN',
  mississippi: 'MS',
  missouri: 'MO',
  montana: 'MT',
  nebraska: 'NE',
  nevada: 'NV',
  'new hampshire': 'NH',
  'new jersey': 'NJ',
  'new mexico': 'NM',
  'new york': 'NY',
  'north carolina': 'NC',
  'north dakota': 'ND',
  ohio: 'OH',
  oklahoma: 'OK',
  oregon: 'OR',
  pennsylvania: 'PA',
  'puerto rico': 'PR',
  'rhode island': 'RI',
  'south carolina': 'SC',
  'south dakota': 'SD',
  tennessee: 'TN',
  texas: 'TX',
  utah: 'UT',
  vermont: 'VT',
  virginia: 'VA',
  washington: 'WA',
  'west virginia': 'WV',
  wisconsin: 'WI',
  wyoming: 'WY',
};
const STATE_CODES: ReadonlySet<string> = new Set(Object.values(STATE_NAMES));
/** Codes that are words of the language too: in lower case they are states only where one is expected. */
const ALSO_WORDS: ReadonlySet<string> = new Set(['in', 'or', 'me', 'hi', 'ok', 'oh', 'as']);

/** The code of a state named in full, or by its code. `sure`: the place says that a state is meant. */
export function stateOf(text: string, sure: boolean): string | undefined {
  const plain = text.trim().toLowerCase().replaceAll(/\s+/g, ' ').replace(/\.$/, '');
  if (Object.hasOwn(STATE_NAMES, plain)) return STATE_NAMES[plain];
  const code = plain.toUpperCase();
  if (!STATE_CODES.has(code)) return undefined;
  return sure || text.trim() === code || !ALSO_WORDS.has(plain) ? code : undefined;
}

/** "PA" -> "Pennsylvania". */
export function stateName(code: string): string {
  const name = Object.keys(STATE_NAMES).find((one) => STATE_NAMES[one] === code) ?? code;
  return name.replaceAll(/\b(?!of\b)\w/g, (letter) => letter.toUpperCase());
}

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** A number in figures or in words up to a thousand, from a place on; how many words it takes. */
export function numberAt(words: readonly string[]): { value: number; length: number } | undefined {
  const [first = '', second = ''] = words;
  if (/^\d{1,9}$/.test(first)) return { value: Number(first), length: 1 };
  const scale = { hundred: 100, thousand: 1000 }[second];
  if (
    scale !== undefined &&
    (first === 'a' || first === 'one' || (SMALL.indexOf(first) > 0 && SMALL.indexOf(first) < 10))
  ) {
    return { value: scale * (first === 'a' ? 1 : SMALL.indexOf(first)), length: 2 };
  }
  const tens = TENS.indexOf(first);
  if (tens >= 0) {
    const ones = SMALL.indexOf(second);
    return ones > 0 && ones < 10
      ? { value: 20 + 10 * tens + ones, length: 2 }
      : { value: 20 + 10 * tens, length: 1 };
  }
  if (first === 'hundred') return { value: 100, length: 1 };
  const small = SMALL.indexOf(first);
  return small < 0 ? undefined : { value: small, length: 1 };
}
