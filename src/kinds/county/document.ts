const MOST_BYTES = 262_144;
const MOST_LEVELS = 32;
const LARGEST_NUMBER = 1e300;

/** A fault of the document as a whole. */
interface DocumentFault {
  readonly value: string | null;
  readonly message: string;
}

/**
 * What no column could hold, wherever in a finding it stands: too much, too deep, characters and numbers that the
 * database's jsonb does not take. Undefined when there is no such thing.
 */
export function documentFault(found: unknown): DocumentFault | undefined {
  // First what would make the next steps recurse too deep, then what needs the whole as text.
  const inside = insideFault(found);
  if (inside === 'levels') return fault(`must not be nested deeper than ${MOST_LEVELS} levels`);
  const json = JSON.stringify(found);
  if (json === undefined || Buffer.byteLength(json) > MOST_BYTES) {
    return fault(
      `must be at most ${MOST_BYTES} bytes of JSON: keep large material elsewhere and give its address as a source`,
    );
  }
  if (inside === 'text') return fault('must not hold the character \\u0000 or half of a surrogate pair');
  if (typeof found !== 'object' || found === null || Array.isArray(found)) {
    return { value: json.slice(0, 100), message: 'must be an object, or null when nothing was found' };
  }
  if (inside === 'number') return fault('must not hold numbers beyond 1e300');
  return undefined;
}

function fault(message: string): DocumentFault {
  return { value: null, message };
}

type Inside = 'levels' | 'text' | 'number';

/** The gravest fault among a document's values. Walks with a list of its own: the sender decides how deep it is. */
function insideFault(found: unknown): Inside | undefined {
  let worst: Inside | undefined;
  const todo: { readonly value: unknown; readonly level: number }[] = [{ value: found, level: 0 }];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { value, level } = next;
    if (level > MOST_LEVELS) return 'levels';
    if (typeof value === 'string') {
      if (!isStorable(value)) worst = 'text';
    } else if (typeof value === 'number') {
      // not finite: what JSON.parse makes of 1e400
      if (!(Math.abs(value) <= LARGEST_NUMBER)) worst ??= 'number';
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (!isStorable(key)) worst = 'text';
        todo.push({ value: inner, level: level + 1 });
      }
    }
  }
  return worst;
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
