/** Remembers up to a million texts in 16 MB: by a 53-bit hash each, in one open-addressed table. */
import { MAX_ROWS } from '../base/lookup-file.ts';

export class SeenKeys {
  /** Twice the most keys, a power of two; 0 is an empty place. */
  readonly #table = new Float64Array(2 ** Math.ceil(Math.log2(2 * MAX_ROWS)));

  /** False when the text was added before (or, once in some ten thousand full files, one with the same hash). */
  add(text: string): boolean {
    const hash = hash53(text);
    const mask = this.#table.length - 1;
    for (let at = hash % this.#table.length; ; at = (at + 1) & mask) {
      const there = this.#table[at];
      if (there === hash) return false;
      if (there === 0) {
        this.#table[at] = hash;
        return true;
      }
    }
  }
}

/** cyrb53: two mixed 32-bit halves; never 0. */
function hash53(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 2_654_435_761);
    low = Math.imul(low ^ unit, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0) || 1;
}
