import { z } from 'zod';
import type { Block } from '../../providers/anthropic/anthropic.ts';

/** A page that was found or relied on, as findings keep it. */
export interface Source {
  readonly title?: string;
  readonly url?: string;
  readonly note?: string;
  readonly retrieved_at?: string;
}

const MOST_SOURCES = 100;
const MOST_TITLE = 300;
const address = z
  .string()
  .regex(/^https?:\/\/\S+$/)
  .max(2048);
const page = z.object({ url: address, title: z.string().nullish() });
const results = z.object({
  type: z.literal('web_search_tool_result'),
  content: z.array(z.looseObject({ type: z.string() })),
});
const said = z.object({
  type: z.literal('text'),
  citations: z.array(z.looseObject({ type: z.string() })).nullish(),
});

/** Pages of the model's searches, by address; those that it cited say so. */
export function searchedPages(blocks: readonly Block[], at: Date): Map<string, Source> {
  const found = new Map<string, Source>();
  const keep = (given: unknown, note: string) => {
    const read = page.safeParse(given);
    if (!read.success) return;
    const { url, title } = read.data;
    found.set(url, {
      url,
      ...(title ? { title: title.slice(0, MOST_TITLE) } : {}),
      note,
      retrieved_at: at.toISOString(),
    });
  };
  for (const block of blocks)
    for (const one of results.safeParse(block).data?.content ?? []) keep(one, 'found by web search');
  for (const block of blocks)
    for (const one of said.safeParse(block).data?.citations ?? []) keep(one, 'cited by the model');
  return found;
}

/** What a model may say of a source; when a page was read, and whether it was, is not its to say. */
const reported = z.object({ title: z.unknown(), url: z.unknown(), note: z.unknown() }).partial();

/**
 * What a finding keeps: the sources that the model names, each with whether a search of this item found it, and then
 * the other pages that were found.
 */
export function sourcesOf(named: unknown, searched: ReadonlyMap<string, Source>): Source[] {
  const left = new Map(searched);
  const own = (z.array(reported).safeParse(named).data ?? []).map((one) => {
    const url = address.safeParse(one.url).data;
    const known = url === undefined ? undefined : left.get(url);
    if (url !== undefined) left.delete(url);
    return known === undefined
      ? {
          ...one,
          note: `${typeof one.note === 'string' ? `${one.note.slice(0, 3000)} ` : ''}(named by the model; no search of ours found it)`,
        }
      : { ...known, ...one };
  });
  // what a model says of a source may be anything: the finding's schema judges it next
  return [...own, ...left.values()].slice(0, MOST_SOURCES) as Source[];
}
