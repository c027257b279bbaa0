import fc from "fast-check";

const SURROGATES = [0xd800, 0xdfff];
const COUNT = SURROGATES[1] - SURROGATES[0] + 1;

const character = fc.integer({ min: 0, max: 0x10ffff - COUNT })
  .map((code) => String.fromCodePoint(code < SURROGATES[0] ? code : code + COUNT));

/**
 * Text of any characters, surrogates without their other half left out; at most `maxLength` of them.
 * fast-check's unit "binary" is the same, but gathers them all first: two seconds of a processor.
 */
export function anyText(maxLength?: number): fc.Arbitrary<string> {
  return fc.string({ unit: character, maxLength });
}
