import { queryOptions } from '@tanstack/react-query';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import atlasAddress from 'us-atlas/counties-albers-10m.json?url';

/** The atlas is drawn for a picture of this size. */
export const ATLAS_WIDTH = 975;
export const ATLAS_HEIGHT = 610;

/** A county or a state as a line that can be drawn, and the box around it. */
export interface Shape {
  /** FIPS code: five digits of a county, two of a state. */
  readonly fips: string;
  readonly name: string;
  readonly path: string;
  readonly box: readonly [left: number, top: number, right: number, bottom: number];
}

export interface Atlas {
  readonly counties: readonly Shape[];
  readonly states: readonly Shape[];
  /** Lines between states. */
  readonly borders: string;
}

/** Fetched once, when somebody looks at a map. */
export const atlasQuery = queryOptions({
  queryKey: ['atlas'],
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  queryFn: async ({ signal }): Promise<Atlas> => {
    const response = await fetch(atlasAddress, { signal });
    if (!response.ok) throw new Error(`the map answered ${response.status}`);
    return draw(await response.json());
  },
});

type Atlased = Topology<{
  counties: GeometryCollection<{ name: string }>;
  states: GeometryCollection<{ name: string }>;
}>;

function draw(topology: Atlased): Atlas {
  const { counties, states } = topology.objects;
  const borders = mesh(topology, states, (one, other) => one !== other);
  return {
    counties: featuresOf(topology, counties).map(shapeOf),
    states: featuresOf(topology, states).map(shapeOf),
    borders: borders.coordinates.map((line) => lineOf(line, false)).join(''),
  };
}

const featuresOf = (topology: Atlased, places: GeometryCollection<{ name: string }>) =>
  feature(topology, places).features;
type Place = ReturnType<typeof featuresOf>[number];

function shapeOf({ id, properties, geometry }: Place): Shape {
  const rings = ringsOf(geometry);
  const points = rings.flat();
  const xs = points.map(([x = 0]) => x);
  const ys = points.map(([, y = 0]) => y);
  return {
    fips: String(id ?? ''),
    name: properties.name,
    path: rings.map((ring) => lineOf(ring, true)).join(''),
    box: [least(xs), least(ys), -least(xs.map((x) => -x)), -least(ys.map((y) => -y))],
  };
}

const least = (values: readonly number[]): number =>
  values.reduce((smallest, value) => (value < smallest ? value : smallest), Number.POSITIVE_INFINITY);

function ringsOf(geometry: Place['geometry']): readonly (readonly number[][])[] {
  if (geometry.type === 'Polygon') return geometry.coordinates;
  return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : [];
}

function lineOf(points: readonly number[][], closed: boolean): string {
  const at = points.map(([x = 0, y = 0]) => `${x.toFixed(1)},${y.toFixed(1)}`).join('L');
  return `M${at}${closed ? 'Z' : ''}`;
}
