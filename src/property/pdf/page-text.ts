/** A piece of text as a page shows it to a reader: measures in points, from the upper left corner. */
export interface Run {
  readonly text: string;
  /** Its left end. */
  readonly x: number;
  /** Its baseline. */
  readonly y: number;
  readonly width: number;
  /** Height of the letters. */
  readonly size: number;
}

export interface PageText {
  /** From 1. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly runs: readonly Run[];
}

/** A piece of text where a PDF puts it, before the page is turned the way that it is read. */
export interface PlacedText {
  readonly text: string;
  /** Of the letters: a, b, c, d, e, f. */
  readonly transform: readonly number[];
  readonly width: number;
}

export interface PlacedPage {
  readonly number: number;
  readonly width: number;
  readonly height: number;
  /** From the file's coordinates to those of the page as it is shown, its rotation included. */
  readonly transform: readonly number[];
  readonly items: readonly PlacedText[];
}

type Turn = 0 | 90 | 180 | 270;
const TURNS: readonly Turn[] = [0, 90, 180, 270];
/** Two prints of one word this near to each other are one word in bold. */
const SAME_PLACE = 0.6;
const SMALLEST = 1;

/**
 * The text of a page the way that it is read. Most of the text decides which way that is: a list that lies on its side
 * on a page that stands is turned. What then still runs in another direction (stamps, marks of the margin) is left out.
 */
export function upright(page: PlacedPage): PageText {
  const placed = page.items.flatMap((item) => {
    const text = item.text.replaceAll(/\s+/g, ' ').trim();
    return text === '' ? [] : [place(item, text, page.transform)];
  });
  const turn = TURNS.map((one) => ({ one, letters: lettersOf(placed, one) })).reduce((best, next) =>
    next.letters > best.letters ? next : best,
  ).one;
  const runs = placed.filter((item) => item.turn === turn && item.size >= SMALLEST);
  const turned = runs.map(({ text, x, y, width, size }) => ({
    text,
    ...turnBack(x, y, turn, page),
    width,
    size,
  }));
  const sideways = turn === 90 || turn === 270;
  return {
    number: page.number,
    width: sideways ? page.height : page.width,
    height: sideways ? page.width : page.height,
    runs: oncePerPlace(turned),
  };
}

interface Placed extends Run {
  readonly turn: Turn | undefined;
}

function place({ transform, width }: PlacedText, text: string, view: readonly number[]): Placed {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = view;
  const [ta = 1, tb = 0, tc = 0, td = 1, te = 0, tf = 0] = transform;
  const along = { x: a * ta + c * tb, y: b * ta + d * tb };
  const up = { x: a * tc + c * td, y: b * tc + d * td };
  const degrees = (Math.atan2(along.y, along.x) * 180) / Math.PI;
  const nearest = TURNS.find((turn) => Math.abs(((degrees - turn + 540) % 360) - 180) < 4);
  return {
    text,
    x: a * te + c * tf + e,
    y: b * te + d * tf + f,
    width,
    size: Math.hypot(up.x, up.y),
    turn: nearest,
  };
}

function lettersOf(placed: readonly Placed[], turn: Turn): number {
  return placed.reduce((sum, item) => (item.turn === turn ? sum + item.text.length : sum), 0);
}

/** A point after the page was turned so that text of that direction runs from left to right. */
function turnBack(x: number, y: number, turn: Turn, page: PlacedPage): { x: number; y: number } {
  if (turn === 90) return { x: y, y: page.width - x };
  if (turn === 180) return { x: page.width - x, y: page.height - y };
  if (turn === 270) return { x: page.height - y, y: x };
  return { x, y };
}

function oncePerPlace(runs: readonly Run[]): Run[] {
  const kept: Run[] = [];
  const seen = new Map<string, Run[]>();
  for (const run of runs) {
    const alike = seen.get(run.text);
    const twice = alike?.some(
      (one) => Math.abs(one.x - run.x) < SAME_PLACE && Math.abs(one.y - run.y) < SAME_PLACE,
    );
    if (twice) continue;
    if (alike) alike.push(run);
    else seen.set(run.text, [run]);
    kept.push(run);
  }
  return kept;
}
