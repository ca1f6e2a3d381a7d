/** Text of others as HTML or SVG text, or as the value of an attribute. */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** In full as long as that is a sum that somebody could mean; a mistake of a provider still fits its column. */
export function dollars(value: number): string {
  const notation = Math.abs(value) < 1e15 ? 'standard' : 'scientific';
  return value.toLocaleString('en-US', { style: 'currency', currency: 'USD', notation });
}

export interface Column {
  readonly name: string;
  readonly number?: true;
}

/** A table of plain text. */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const of = (at: number) => (columns[at]?.number ? ' class="n"' : '');
  const head = columns.map(({ name }, at) => `<th scope="col"${of(at)}>${escaped(name)}</th>`).join('');
  const body = rows
    .map((cells) => `<tr>${cells.map((cell, at) => `<td${of(at)}>${escaped(cell)}</td>`).join('')}</tr>`)
    .join('\n');
  return `<table><caption>${escaped(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}
