// Places as people write them: degrees, degrees with minutes and seconds, or metres in Lambert-93.
import type { Spot } from './instruments';

/** The place that a text names; `null` where it names none. */
export function readPlace(text: string): Spot | null {
  const plain = text.normalize('NFKC').replaceAll(/[−–]/g, '-').trim();
  return sexagesimal(plain) ?? pair(plain);
}

/** Two numbers: latitude and longitude as people say them, or east and north in Lambert-93. A comma between digits is a decimal mark where the two are parted otherwise. */
function pair(text: string): Spot | null {
  const parts = text.match(/^([+-]?\d+(?:[.,]\d+)?)\s*°?\s*(?:;|\/|\s|,\s)\s*([+-]?\d+(?:[.,]\d+)?)\s*°?$/) ?? text.match(/^([+-]?\d+(?:\.\d+)?),([+-]?\d+(?:\.\d+)?)$/);
  if (parts === null) return null;
  const [first = NaN, second = NaN] = parts.slice(1).map((part) => Number(part.replace(',', '.')));
  if (first >= 100_000 && first <= 1_300_000 && second >= 6_000_000 && second <= 7_200_000) return fromLambert93(first, second);
  return onEarth({ lat: first, lon: second });
}

/** Degrees, minutes, seconds; NFKC has made two primes of a double one. */
const ANGLE = String.raw`([+-]?\d+(?:[.,]\d+)?)\s*°\s*(?:(\d+(?:[.,]\d+)?)\s*['′’](?!['′’])\s*)?(?:(\d+(?:[.,]\d+)?)\s*(?:["”]|['′’]{2})\s*)?`;
const LETTER = String.raw`([NSEOW])`;
const BEFORE = new RegExp(String.raw`^${LETTER}\s*${ANGLE}[\s,;/]*${LETTER}\s*${ANGLE}$`, 'i');
const AFTER = new RegExp(String.raw`^${ANGLE}${LETTER}?[\s,;/]*${ANGLE}${LETTER}?$`, 'i');

/** `43°36′15″N 1°26′38″E`; the letters may stand before, O and W are west, and seconds or minutes may be left out. */
function sexagesimal(text: string): Spot | null {
  const before = text.match(BEFORE);
  const after = text.match(AFTER);
  if (before !== null) return angles([before.slice(2, 5), before.slice(6, 9)], [before[1], before[5]]);
  return after === null ? null : angles([after.slice(1, 4), after.slice(5, 8)], [after[4], after[8]]);
}

type Parts = readonly (string | undefined)[];

/** East before north is the other way round; without letters the latitude comes first. */
function angles(parts: readonly [Parts, Parts], letters: Parts): Spot | null {
  const [one, other] = letters.map((letter) => (letter ?? '').toUpperCase());
  const [first, second] = [degrees(parts[0], one ?? ''), degrees(parts[1], other ?? '')];
  if (first === null || second === null) return null;
  const isEast = (letter: string | undefined) => letter !== undefined && letter !== '' && 'EOW'.includes(letter);
  const isNorth = (letter: string | undefined) => letter !== undefined && letter !== '' && 'NS'.includes(letter);
  if ((isEast(one) && isEast(other)) || (isNorth(one) && isNorth(other))) return null;
  return onEarth(isEast(one) || isNorth(other) ? { lat: second, lon: first } : { lat: first, lon: second });
}

function degrees(parts: Parts, letter: string): number | null {
  const [whole = 0, minutes = 0, seconds = 0] = parts.map((part) => Number((part ?? '0').replace(',', '.')));
  if (minutes >= 60 || seconds >= 60) return null;
  const size = Math.abs(whole) + minutes / 60 + seconds / 3600;
  return whole < 0 || ['S', 'O', 'W'].includes(letter) ? -size : size;
}

function onEarth({ lat, lon }: Spot): Spot | null {
  return Math.abs(lat) <= 85 && Math.abs(lon) <= 180 ? { lat, lon } : null;
}

/** Lambert-93 (EPSG:2154): a conic on the ellipsoid GRS 80, by the constants of IGN's note NTG 71. */
const N = 0.725_607_765_053_267;
const C_M = 11_754_255.426_096;
const POLE = { x: 700_000, y: 12_655_612.049_876 };
const MERIDIAN = 3;
const ECCENTRICITY = 0.081_819_191_042_815_8;

function fromLambert93(east: number, north: number): Spot | null {
  const [dx, dy] = [east - POLE.x, POLE.y - north];
  const isometric = -Math.log(Math.hypot(dx, dy) / C_M) / N;
  // Each round brings the latitude a hundred times nearer; ten are far more than doubles can tell.
  let lat = 2 * Math.atan(Math.exp(isometric)) - Math.PI / 2;
  for (let round = 0; round < 10; round += 1) {
    const sine = ECCENTRICITY * Math.sin(lat);
    lat = 2 * Math.atan(((1 + sine) / (1 - sine)) ** (ECCENTRICITY / 2) * Math.exp(isometric)) - Math.PI / 2;
  }
  return onEarth({ lat: (lat * 180) / Math.PI, lon: MERIDIAN + ((Math.atan2(dx, dy) / N) * 180) / Math.PI });
}
