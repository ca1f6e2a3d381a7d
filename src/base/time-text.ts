/** Numbers, paces and lengths of time as people read them. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** 12431 -> "12,431", whatever the machine's language. */
export function groupDigits(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A pace with two or three figures, in the unit that keeps it above one: "148/s", "2.4/s", "48/min", "5/h". */
export function rateText(perSecond: number): string {
  if (perSecond >= 10) return `${groupDigits(perSecond)}/s`;
  if (perSecond >= 1) return `${perSecond.toFixed(1)}/s`;
  if (perSecond * 60 >= 1) return `${Math.round(perSecond * 60)}/min`;
  return `${Math.round(perSecond * 3600)}/h`;
}

/** A length of time in its one or two largest units: "42 s", "6 min", "2 h 5 min", "3 d 4 h". */
export function durationText(milliseconds: number): string {
  if (milliseconds < MINUTE) return `${Math.floor(milliseconds / SECOND)} s`;
  if (milliseconds < 10 * MINUTE) {
    const seconds = Math.floor((milliseconds % MINUTE) / SECOND);
    return `${Math.floor(milliseconds / MINUTE)} min${seconds > 0 ? ` ${seconds} s` : ''}`;
  }
  if (milliseconds < HOUR) return `${Math.floor(milliseconds / MINUTE)} min`;
  if (milliseconds < DAY) return twoUnits(milliseconds, HOUR, 'h', MINUTE, 'min');
  return twoUnits(milliseconds, DAY, 'd', HOUR, 'h');
}

function twoUnits(
  milliseconds: number,
  unit: number,
  name: string,
  smaller: number,
  smallName: string,
): string {
  const rest = Math.floor((milliseconds % unit) / smaller);
  return `${Math.floor(milliseconds / unit)} ${name}${rest > 0 ? ` ${rest} ${smallName}` : ''}`;
}

/** A range in human steps, rounded outwards: "8–11 min", "50 s–2 min", "2–3 h". */
export function rangeText(lowMs: number, highMs: number): string {
  const low = step(lowMs, Math.floor);
  const high = step(Math.max(lowMs, highMs), Math.ceil);
  if (low.unit !== high.unit) {
    return low.count === 0
      ? `under ${high.count} ${high.unit}`
      : `${low.count} ${low.unit}–${high.count} ${high.unit}`;
  }
  if (low.count === high.count) return `about ${high.count} ${high.unit}`;
  if (low.count === 0) return `under ${high.count} ${high.unit}`;
  return `${low.count}–${high.count} ${high.unit}`;
}

function step(milliseconds: number, round: (value: number) => number): { count: number; unit: string } {
  const [sizeMs, unit] = stepSize(milliseconds);
  const unitMs = unit === 's' ? SECOND : unit === 'min' ? MINUTE : unit === 'h' ? HOUR : DAY;
  const count = (round(milliseconds / sizeMs) * sizeMs) / unitMs;
  if (unit === 's' && count >= 60) return { count: 1, unit: 'min' };
  if (unit === 'min' && count >= 60) return { count: 1, unit: 'h' };
  if (unit === 'h' && count >= 24 && count % 24 === 0) return { count: count / 24, unit: 'd' };
  return { count, unit };
}

function stepSize(milliseconds: number): [sizeMs: number, unit: string] {
  if (milliseconds < 10 * SECOND) return [SECOND, 's'];
  if (milliseconds < MINUTE) return [5 * SECOND, 's'];
  if (milliseconds < 20 * MINUTE) return [MINUTE, 'min'];
  if (milliseconds < HOUR) return [5 * MINUTE, 'min'];
  if (milliseconds < 2 * DAY) return [HOUR, 'h'];
  return [DAY, 'd'];
}
