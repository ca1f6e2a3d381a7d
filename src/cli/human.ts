/** Numbers and times as people read them. */
import { groupDigits } from '../base/time-text.ts';

export { estimateText } from '../base/eta.ts';
export { durationText, groupDigits, rangeText, rateText } from '../base/time-text.ts';

/** "1 row", "2 rows". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${groupDigits(count)} ${count === 1 ? one : many}`;
}
