/**
 * The shape of a parcel number: "01.01-12..-045" -> "9.9-9.-9". Letters and digits count by kind, not by number: lists
 * number some parcels longer than others.
 */
export function shapeOf(text: string): string {
  return text
    .trim()
    .toUpperCase()
    .replaceAll(/[0-9]+/g, '9')
    .replaceAll(/[A-Z]+/g, 'A')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/([.\-/])\1+/g, '$1');
}

/** Whether a cell may be a parcel number: a digit, few words, and no amount. */
export function looksLikeParcel(text: string): boolean {
  if (text.length > 60 || !/\d/.test(text) || /[$%@]/.test(text)) return false;
  if (/^\d{1,3}(,\d{3})*\.\d{2}$/.test(text)) return false;
  return text.split(/\s+/).every((word) => !/^[A-Za-z]{4,}$/.test(word));
}

/** How usual each shape is among texts, 0 to 1. */
export function usualShapes(texts: readonly string[]): (text: string) => number {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(shapeOf(text), (counts.get(shapeOf(text)) ?? 0) + 1);
  return (text) => (counts.get(shapeOf(text)) ?? 0) / Math.max(1, texts.length);
}
