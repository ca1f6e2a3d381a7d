import { words } from '../words.ts';

/** How numbers, times and durations are written. One place, the reader's language, through Intl alone. */

const number = new Intl.NumberFormat();
const compact = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });
const money = new Intl.NumberFormat(undefined, { style: 'currency', currency: 'USD' });
const wholeMoney = new Intl.NumberFormat(undefined, {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
});
const clockTime = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const exactTime = new Intl.DateTimeFormat(undefined, {
  hour: 'numeric',
  minute: '2-digit',
  second: '2-digit',
});
const dayAndTime = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});
const exactDayAndTime = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  second: '2-digit',
});
const day = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'short', day: 'numeric' });
const utc = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long', timeZone: 'UTC' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'narrow' });

export const formatNumber = (value: number): string => number.format(value);
export const formatCompact = (value: number): string => compact.format(value);
export const formatMoney = (value: number): string =>
  (Number.isInteger(value) ? wholeMoney : money).format(value);
export const formatDay = (value: string | Date): string => day.format(new Date(value));
export const formatUtc = (value: string | Date): string => utc.format(new Date(value));

const sameDay = (one: Date, other: Date) => one.toDateString() === other.toDateString();

/** The time alone when it is of today, else with its day. */
export function formatTime(value: string | Date, now = new Date()): string {
  const date = new Date(value);
  return (sameDay(date, now) ? clockTime : dayAndTime).format(date);
}

/** The same to the second, for lists where many things fall into one minute. */
export function formatExactTime(value: string | Date, now = new Date()): string {
  const date = new Date(value);
  return (sameDay(date, now) ? exactTime : exactDayAndTime).format(date);
}

/** From one time to another, without what both have in common: "9:37 – 9:39 PM". */
export const formatTimes = (from: Date, to: Date, now = new Date()): string =>
  (sameDay(from, now) && sameDay(to, now) ? clockTime : dayAndTime).formatRange(from, to);

const UNITS = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: 1_000 },
] as const;

/** "3m ago", "in 2h". */
export function formatAgo(value: string | Date, now = Date.now()): string {
  const away = new Date(value).getTime() - now;
  const { unit, ms } = UNITS.find(({ ms: size }) => Math.abs(away) >= size) ?? UNITS[3];
  return relative.format(Math.trunc(away / ms), unit);
}

/** "45 s", "12 min", "3 h 20 min", "2 d 4 h": two units at most. */
export function formatDuration(seconds: number): string {
  const total = Math.max(0, Math.round(seconds));
  if (total < 60) return `${total} s`;
  const minutes = Math.round(total / 60);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 24 * 60) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(total / 3600);
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** "1 item", "12,431 items". */
export const formatCount = (count: number, one: string, many = `${one}s`): string =>
  `${formatNumber(count)} ${count === 1 ? one : many}`;

/** "412 kB", "1.3 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Who did something, as people call each other: a person by the e-mail address, a key by its name, others as they are. */
export const actorName = (actor: string): string =>
  actor.startsWith('key:') ? words.app.keyActor(actor.slice('key:'.length)) : actor.replace(/^person:/, '');
