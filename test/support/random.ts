/** Numbers that repeat for a seed (mulberry32): for tests that print the seed they failed with. */
export function seededRandom(seed: number) {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
  return {
    /** A whole number from 0 to `bound` − 1. */
    below: (bound: number): number => Math.floor(next() * bound),
  };
}
