import { memo, type PointerEvent, useMemo, useState } from 'react';
import { words } from '../../words.ts';
import { ATLAS_HEIGHT, ATLAS_WIDTH, type Atlas, type Shape } from './atlas.ts';
import { type Step, stepAt, strengthOf } from './shades.ts';
import { useRoving } from './use-roving.ts';

export interface Shown {
  readonly value: number;
  /** What is said of it: "845 items wait". */
  readonly text: string;
}

interface MapProps {
  readonly atlas: Atlas;
  /** By FIPS code of the county. */
  readonly values: ReadonlyMap<string, Shown>;
  readonly steps: readonly Step[];
  /** The state to show, by the first two digits; undefined: all. */
  readonly state: string | undefined;
  readonly label: string;
  readonly onState: (fips: string) => void;
  readonly onCounty: (fips: string) => void;
}

const FILLS = ['shade-0', 'shade-1', 'shade-2', 'shade-3', 'shade-4', 'shade-5'] as const;
const EDGE = 8;

/** The country by counties. A state is zoomed to first; there each county is a link. The table beside says the same. */
export function CountyMap({ atlas, values, steps, state, label, onState, onCounty }: MapProps) {
  const [pointed, point] = useState<{ fips: string; x: number; y: number }>();
  const zoomed = state !== undefined;
  const counties = useMemo(
    () =>
      state === undefined ? atlas.counties : atlas.counties.filter(({ fips }) => fips.startsWith(state)),
    [atlas, state],
  );
  const pressable = useMemo(
    () => [...(zoomed ? counties : atlas.states)].sort((one, other) => one.name.localeCompare(other.name)),
    [zoomed, counties, atlas],
  );
  const ids = useMemo(() => pressable.map(({ fips }) => fips), [pressable]);
  const press = (fips: string) => (fips.length === 2 ? onState(fips) : onCounty(fips));
  const { current, setCurrent, onKeyDown } = useRoving(ids, press);
  const stateNames = useMemo(() => new Map(atlas.states.map(({ fips, name }) => [fips, name])), [atlas]);

  const say = (fips: string) => {
    const shape = atlas.counties.find((one) => one.fips === fips);
    const name = `${shape?.name ?? ''}, ${stateNames.get(fips.slice(0, 2)) ?? ''}`;
    return { name, text: values.get(fips)?.text ?? words.counties.nothing };
  };

  function onPointerMove({ target, currentTarget, clientX, clientY }: PointerEvent<SVGSVGElement>): void {
    const fips = target instanceof SVGElement ? target.dataset.county : undefined;
    const box = currentTarget.getBoundingClientRect();
    point(fips === undefined ? undefined : { fips, x: clientX - box.left, y: clientY - box.top });
  }

  const shownState = atlas.states.find(({ fips }) => fips === state);
  const box = boxOf(shownState);
  const told = pointed === undefined ? undefined : say(pointed.fips);
  return (
    <div className="relative mx-auto w-full max-w-2xl xl:max-w-none">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a drawing */}
      <svg
        role="group"
        aria-label={label}
        viewBox={box.join(' ')}
        className="block w-full select-none"
        style={{ aspectRatio: `${ATLAS_WIDTH} / ${ATLAS_HEIGHT}` }}
        onPointerMove={onPointerMove}
        onPointerLeave={() => point(undefined)}
        onKeyDown={onKeyDown}
      >
        <Counties counties={counties} values={values} steps={steps} zoomed={zoomed} onPress={press} />
        <path
          d={shownState?.path ?? atlas.borders}
          fill="none"
          className="stroke-line-strong"
          strokeWidth={zoomed ? 0.4 : 0.6}
          pointerEvents="none"
        />
        {!zoomed && <Marks counties={counties} values={values} />}
        {pressable.map((shape) => {
          const { name, text } = zoomed ? say(shape.fips) : { name: shape.name, text: words.counties.zoom };
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: its role is a link or a button
            <path
              key={shape.fips}
              data-id={shape.fips}
              role={zoomed ? 'link' : 'button'}
              aria-label={`${name}: ${text}`}
              tabIndex={shape.fips === current ? 0 : -1}
              d={shape.path}
              fill="none"
              pointerEvents="none"
              className="outline-none focus-visible:stroke-accent focus-visible:stroke-2"
              vectorEffect="non-scaling-stroke"
              onFocus={() => {
                setCurrent(shape.fips);
                if (zoomed) point({ fips: shape.fips, ...placeOf(shape, box) });
              }}
              onBlur={() => point(undefined)}
            />
          );
        })}
      </svg>
      {told !== undefined && pointed !== undefined && (
        <div
          className="pointer-events-none absolute z-10 -translate-x-1/2 whitespace-nowrap rounded-md bg-text px-2 py-1 text-xs text-bg shadow-raised"
          style={{ left: `clamp(5rem, ${pointed.x}px, calc(100% - 5rem))`, top: pointed.y + 16 }}
        >
          <span className="block font-medium">{told.name}</span>
          {told.text}
        </div>
      )}
    </div>
  );
}

/** Drawn anew only when what they show changes, not when something is pointed at. */
const Counties = memo(
  function Counties({
    counties,
    values,
    steps,
    zoomed,
    onPress,
  }: Pick<MapProps, 'values' | 'steps'> & {
    readonly counties: readonly Shape[];
    readonly zoomed: boolean;
    readonly onPress: (fips: string) => void;
  }) {
    const fillOf = (value: number | undefined) => {
      const step = stepAt(steps, value);
      return FILLS[step === 0 ? 0 : strengthOf(step, steps.length)];
    };
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: for pointers; keys have the links and buttons above
      <g
        strokeWidth={zoomed ? 0.3 : 0.2}
        className="cursor-pointer stroke-surface"
        onClick={({ target }) => {
          const fips = target instanceof SVGElement ? target.dataset.county : undefined;
          if (fips !== undefined) onPress(zoomed ? fips : fips.slice(0, 2));
        }}
      >
        {counties.map(({ fips, path }) => (
          <path key={fips} data-county={fips} d={path} className={fillOf(values.get(fips)?.value)} />
        ))}
      </g>
    );
  },
  (one, other) => one.counties === other.counties && one.values === other.values && one.steps === other.steps,
);

const MOST_MARKS = 40;

/** Rings around the few counties that have something: one county of a country is a speck. */
const Marks = memo(function Marks({
  counties,
  values,
}: Pick<MapProps, 'values'> & { readonly counties: readonly Shape[] }) {
  const marked = counties.filter(({ fips }) => (values.get(fips)?.value ?? 0) > 0);
  if (marked.length > MOST_MARKS) return null;
  return marked.map(({ fips, box: [left, top, right, bottom] }) => (
    <circle
      key={fips}
      cx={(left + right) / 2}
      cy={(top + bottom) / 2}
      r={Math.max(8, (right - left) / 2 + 3)}
      fill="none"
      strokeWidth={1.5}
      pointerEvents="none"
      className="stroke-accent"
    />
  ));
});

const WHOLE = [0, 0, ATLAS_WIDTH, ATLAS_HEIGHT] as const;
type Box = readonly [number, number, number, number];

/** The part of the picture that shows a state, in the proportions of the whole. */
function boxOf(shape: Shape | undefined): Box {
  if (shape === undefined) return WHOLE;
  const [left, top, right, bottom] = shape.box;
  const scale = Math.max((right - left + EDGE) / ATLAS_WIDTH, (bottom - top + EDGE) / ATLAS_HEIGHT);
  const [width, height] = [ATLAS_WIDTH * scale, ATLAS_HEIGHT * scale];
  return [(left + right - width) / 2, (top + bottom - height) / 2, width, height];
}

/** Where the middle of a county is in the picture on the screen, near enough for a note beside it. */
function placeOf({ box: [left, top, right, bottom] }: Shape, [x, y, width, height]: Box) {
  const drawing = document.querySelector('svg[role=group]')?.getBoundingClientRect();
  return {
    x: (((left + right) / 2 - x) / width) * (drawing?.width ?? 0),
    y: (((top + bottom) / 2 - y) / height) * (drawing?.height ?? 0),
  };
}
