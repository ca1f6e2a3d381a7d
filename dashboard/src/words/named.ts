/** Words for names that the server gives: of one that is not known here there is none. */
export type Named = Readonly<Record<string, string>>;
