/** Which jobs are chosen: some by id, or all that fit the filter, whatever is loaded. */
export interface Selection {
  readonly all: boolean;
  readonly ids: ReadonlySet<string>;
}

export const NOTHING: Selection = { all: false, ids: new Set() };

export const isChosen = ({ all, ids }: Selection, id: string): boolean => all || ids.has(id);

/** With or without some; from "all that fit", taking one away leaves the others of the page. */
export function choose(
  selection: Selection,
  ids: readonly string[],
  chosen: boolean,
  pageIds: readonly string[],
): Selection {
  const now = new Set(selection.all ? pageIds : selection.ids);
  for (const id of ids) {
    if (chosen) now.add(id);
    else now.delete(id);
  }
  return { all: false, ids: now };
}
