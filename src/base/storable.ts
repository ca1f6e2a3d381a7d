/** Text without what no text in the database can hold: the character NUL goes, halves of surrogate pairs become U+FFFD. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
