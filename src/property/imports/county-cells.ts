import { call, type Queryable } from '../../db/pool.ts';

/** What a county's cell means: the county, or why it means none. */
export type CountyCell = { readonly id: string; readonly stateCode: string } | { readonly message: string };

/** Spellings remembered; a file of all counties, each in three, fits. */
const MOST = 10_000;
const SHOWN = 5;

/**
 * Counties of an import by the texts of its cells, as {@link resolveCounty} reads them: one question a chunk for the
 * texts that are new, none for the others. One for each import.
 */
export class CountyCells {
  #known = new Map<string, CountyCell>();

  /** What each of the texts means. */
  async resolve(db: Queryable, texts: Iterable<string>): Promise<ReadonlyMap<string, CountyCell>> {
    if (this.#known.size > MOST) this.#known = new Map();
    const wanted = new Set(texts);
    const unknown = [...wanted].filter((text) => !this.#known.has(text));
    if (unknown.length > 0) {
      const rows = await call<{ text: string; ids: string[]; names: string[]; state: string }>(
        db,
        `select t.text, array_remove(array_agg(c.id), null)::text[] as ids,
           array_agg(c.full_name || ', ' || c.state_code) as names,
           min(c.state_code) as state
         from unnest($1::text[]) as t(text) left join lateral lotline.find_counties(t.text) c on true
         group by t.text`,
        [unknown],
      );
      for (const { text, ids, names, state } of rows) this.#known.set(text, cellOf(text, ids, names, state));
    }
    return this.#known;
  }
}

function cellOf(
  text: string,
  ids: readonly string[],
  names: readonly string[],
  stateCode: string,
): CountyCell {
  const [id] = ids;
  if (id === undefined)
    return {
      message: `county: "${text.slice(0, 100)}" is no county that we know; write its name and state, or its FIPS code`,
    };
  if (ids.length === 1) return { id, stateCode };
  const shown = names.slice(0, SHOWN).join('; ');
  const more = ids.length > SHOWN ? '; …' : '';
  return {
    message: `county: "${text.slice(0, 100)}" may be ${shown}${more}; add the state, or the FIPS code`,
  };
}
