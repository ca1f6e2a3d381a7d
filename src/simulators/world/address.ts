/** Words of an address by their postal abbreviation, so that spellings of one address compare as the same. */
const SHORT: Readonly<Record<string, string>> = {
  alley: 'aly',
  avenue: 'ave',
  av: 'ave',
  boulevard: 'blvd',
  circle: 'cir',
  court: 'ct',
  cove: 'cv',
  drive: 'dr',
  expressway: 'expy',
  highway: 'hwy',
  lane: 'ln',
  parkway: 'pkwy',
  place: 'pl',
  plaza: 'plz',
  point: 'pt',
  road: 'rd',
  square: 'sq',
  street: 'st',
  terrace: 'ter',
  trail: 'trl',
  apartment: 'apt',
  suite: 'ste',
};
const HALVES: Readonly<Record<string, string>> = {
  north: 'n',
  south: 's',
  east: 'e',
  west: 'w',
  northeast: 'ne',
  northwest: 'nw',
  southeast: 'se',
  southwest: 'sw',
};

const KINDS = new Set(Object.values(SHORT));

/** `1745 T Street Southeast, ` -> `1745 t st se`. */
export function addressKey(street: string): string {
  const words = street
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ')
    .map((word) => SHORT[word] ?? word);
  // North Avenue is called so: only a direction that is no name is shortened.
  return words
    .map((word, at) =>
      at === words.length - 2 && KINDS.has(words.at(-1) ?? '') ? word : (HALVES[word] ?? word),
    )
    .join(' ');
}

/** As offices write it: `1745 T ST SE`. */
export function officialAddress(street: string): string {
  return addressKey(street).toUpperCase();
}

/** A parcel number without its punctuation, letters in capitals: `010-0045_12.03` -> `01000451203`. */
export function apnKey(apn: string): string {
  return apn.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
}

/** `St. Mary's` -> `st-marys`, as places stand in paths. */
export function slug(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll(/[.'’]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
