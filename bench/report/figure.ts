/** A measure as people read it: whole from 100 on, three digits below. */
export function figure(value: number): string {
  return value >= 100
    ? Math.round(value).toLocaleString("en")
    : value.toLocaleString("en", { maximumSignificantDigits: 3 });
}
