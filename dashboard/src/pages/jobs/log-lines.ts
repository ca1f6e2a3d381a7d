import type { components } from '../../../../src/client/index.ts';
import { formatNumber } from '../../data/format.ts';
import { words } from '../../words.ts';

type Line = components['schemas']['JobLogLine'];

/** What a line is about, in words; an event that is new to this page by its own name. */
export function lineTitle({ event }: Line): string {
  const known: Readonly<Record<string, string>> = words.log.events;
  const text = event.replaceAll('_', ' ');
  return known[event] ?? text.charAt(0).toUpperCase() + text.slice(1);
}

/** What a line says besides: settings before and after, counts, codes. */
export function lineDetails({ event, detail }: Line): string[] {
  if (event === 'settings_changed') return changes(detail);
  if (event === 'item_failed') return failure(detail);
  return Object.entries(detail)
    .filter(
      ([, value]) =>
        typeof value === 'string' || (typeof value === 'number' && value !== 0) || value === true,
    )
    .map(([name, value]) => `${plain(name)}: ${said(value)}`);
}

function failure({ code, class: kind, attempt, generation }: Line['detail']): string[] {
  const classes: Readonly<Record<string, string>> = words.failures.classes;
  return [
    String(code),
    ...(typeof kind === 'string' ? [classes[kind] ?? kind] : []),
    words.log.attempt(said(attempt)),
    ...(typeof generation === 'number' && generation > 1
      ? [words.items.run(formatNumber(generation - 1))]
      : []),
  ];
}

function changes(detail: Line['detail']): string[] {
  const { before, after } = detail;
  if (!isRecord(before) || !isRecord(after)) return [];
  return Object.keys(after).map((name) =>
    words.log.changed(plain(name), said(before[name]), said(after[name])),
  );
}

/** "failureLimit" and "failure_limit" as people write them. */
const plain = (name: string) =>
  name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll('_', ' ');

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function said(value: unknown): string {
  if (value === null || value === undefined) return '–';
  return typeof value === 'number' ? formatNumber(value) : String(value);
}
