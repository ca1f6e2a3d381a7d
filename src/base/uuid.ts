/** The form of a UUID, in either case; for what is built of it. */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text can be an id: PostgreSQL refuses other text where it expects a UUID. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
