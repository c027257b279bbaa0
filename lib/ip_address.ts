/** The eight groups of an IPv6 address, in hexadecimal without leading zeros; null where it is none. */
export function ipv6Groups(address: string): string[] | null {
  const host = URL.parse(`http://[${address.replace(/%.*$/, "")}]/`)?.hostname.slice(1, -1);
  if (!host) return null;
  const [head, tail] = host.split("::").map((part) => part.split(":").filter(Boolean));
  return tail ? [...head, ...Array(8 - head.length - tail.length).fill("0"), ...tail] : head;
}

/** The two bytes of one such group. */
export function bytesOfGroup(group: string): [number, number] {
  const value = parseInt(group, 16);
  return [value >> 8, value & 255];
}
