/** Finds references that come again. It keeps a number for each, not its text: a million take tens of megabytes. */
export class Firsts {
  private readonly rows = new Map<number, number>();

  /** The row that had this reference first; undefined for the first. */
  seen(reference: string, row: number): number | undefined {
    const key = hash(reference);
    const first = this.rows.get(key);
    if (first === undefined) this.rows.set(key, row);
    return first;
  }
}

/** 53 bits of a text (cyrb53): among a million texts two meet by chance once in ten thousand files. */
function hash(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
