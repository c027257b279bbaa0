/** The polynomial of gzip's CRC-32 (RFC 1952, section 8), its bits reversed. */
const POLYNOMIAL = 0xedb88320;
/** Polynomials over two elements, their bits reversed: the highest bit is the coefficient of x^0. */
const ONE = 0x80000000;
const X_TO_THE_8TH = 0x00800000;

/** What appending so many bytes does to a checksum: to be multiplied with it. */
export function shiftOf(length: number): number {
  let shift = ONE;
  for (let left = length, power = X_TO_THE_8TH; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) shift = product(power, shift);
    power = product(power, power);
  }
  return shift;
}

/**
 * The checksum of two texts in a row, of the checksum of each. `shift` is that of the second's length:
 * it is worked out once, however many have it follow something else.
 */
export function combined(first: number, second: number, shift: number): number {
  return (product(shift, first) ^ second) >>> 0;
}

/** Of two polynomials, modulo the one above. `a` isn't 0, as no power of x is. */
function product(a: number, b: number): number {
  let sum = 0;
  for (let bit = ONE, term = b;; bit >>>= 1) {
    if (a & bit) {
      sum ^= term;
      if ((a & (bit - 1)) === 0) return sum >>> 0;
    }
    term = term & 1 ? (term >>> 1) ^ POLYNOMIAL : term >>> 1;
  }
}
