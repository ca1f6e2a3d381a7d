/** A rectangle of so many feet by so many at 40° north, as GeoJSON. */
export function rectangle(eastFeet: number, northFeet: number) {
  const degree = ((6_371_008.8 / 0.3048) * Math.PI) / 180;
  const [x, y] = [eastFeet / degree / Math.cos((40 * Math.PI) / 180), northFeet / degree];
  const corners = [
    [0, 0],
    [x, 0],
    [x, y],
    [0, y],
    [0, 0],
  ] as const;
  return {
    type: 'Polygon',
    coordinates: [corners.map(([lon, lat]) => [-78.4 + lon, 40 + lat])],
  };
}
