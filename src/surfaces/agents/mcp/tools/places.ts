import { z } from 'zod';
import { fitRows } from '../../../../base/tokens.ts';
import { findCounties, nearestCounties } from '../../../../property/counties/find-counties.ts';
import { maxTokens, tool } from '../tool.ts';

const county = tool({
  name: 'find_county',
  title: 'Find a county',
  description:
    'The counties that a name, a FIPS code or an id may mean ("Blair", "blair, pa", "St. Clair"); the nearest names when there is none.',
  allow: 'viewer',
  input: { text: z.string().min(1).max(120), max_tokens: maxTokens },
  async run({ transaction }, input) {
    const { found, nearest } = await transaction(async (db) => {
      const candidates = await findCounties(db, input.text);
      return {
        found: candidates,
        nearest: candidates.length > 0 ? [] : await nearestCounties(db, input.text),
      };
    });
    const rows = (found.length > 0 ? found : nearest).map(({ id, fipsCode, fullName, stateCode }) => ({
      county_id: id,
      fips_code: fipsCode,
      name: `${fullName}, ${stateCode}`,
    }));
    const head = { found: found.length, ...(found.length > 1 ? { ambiguous: true } : {}) };
    const key = found.length > 0 ? 'counties' : 'nearest';
    const fitted = fitRows({
      head,
      key,
      rows,
      maxTokens: input.max_tokens,
      cursorOf: () => '',
      endCursor: null,
    });
    const { next_cursor: cut, ...answer } = fitted;
    return cut === undefined ? answer : { ...answer, cut: true };
  },
});

export const placeTools = [county];
