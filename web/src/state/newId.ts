// Names that devices make, so that what is sent twice is one.

/** A version 7 UUID: it sorts by the moment it was made. */
export function newId(now: Date): string {
  const random = crypto.getRandomValues(new Uint8Array(16));
  const moment = now.getTime();
  const digits = [...random].map((byte, at) => {
    if (at < 6) return Math.floor(moment / 2 ** (8 * (5 - at))) % 256;
    if (at === 6) return 0x70 | (byte & 0x0f);
    return at === 8 ? 0x80 | (byte & 0x3f) : byte;
  });
  const hex = digits.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
