/** Digits behind the point that costs are kept with: a token may cost a millionth. */
const PLACES = 9;

/** `a + b - less`, each dollars as decimal text, without the errors of floating point. */
export function sumOf(a: string, b: string, less = '0'): string {
  const sum = parts(a) + parts(b) - parts(less);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(PLACES + 1, '0');
  const fraction = digits.slice(-PLACES).replace(/0+$/, '');
  return `${sum < 0n ? '-' : ''}${digits.slice(0, -PLACES)}${fraction === '' ? '' : `.${fraction}`}`;
}

function parts(text: string): bigint {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const size = BigInt(whole + fraction.slice(0, PLACES).padEnd(PLACES, '0'));
  return sign === '-' ? -size : size;
}
