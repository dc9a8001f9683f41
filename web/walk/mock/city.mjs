// An invented city on an invented bend of river, made afresh from a seed: nothing in it exists.

const CENTRE = { lon: 1.1, lat: 44.05 };
const M_PER_LAT = 111_200;
const M_PER_LON = M_PER_LAT * Math.cos((CENTRE.lat * Math.PI) / 180);

/** Metres from the centre to degrees. */
export const at = ([x, y]) => [+(CENTRE.lon + x / M_PER_LON).toFixed(6), +(CENTRE.lat + y / M_PER_LAT).toFixed(6)];

/** A small seeded generator (mulberry32). */
export function seeded(seed) {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const riverY = (x) => 900 * Math.sin(x / 2100) + 500 * Math.sin(x / 900 + 1) * 0.5 - 300;
const width = (severity, x) => [0, 1050, 640, 360, 170][severity] * (1 + 0.28 * Math.sin(x / 760 + severity));

/** The severity at a place: 0 outside the zones. */
export function severityAt([x, y]) {
  const distance = Math.abs(y - riverY(x));
  return [4, 3, 2, 1].find((severity) => distance < width(severity, x)) ?? 0;
}

/** Metres to the zones of a severity or worse, 0 inside. */
export const distanceTo = (severity, [x, y]) => Math.max(0, Math.abs(y - riverY(x)) - width(severity, x));

export function zones() {
  const xs = Array.from({ length: 140 }, (_, i) => -7000 + i * 100);
  return [1, 2, 3, 4].map((severity) => {
    const outer = [...xs.map((x) => [x, riverY(x) + width(severity, x)]), ...[...xs].reverse().map((x) => [x, riverY(x) - width(severity, x)])];
    return polygon(outer, { severity, source_class: ['', 'Fai', 'M', 'F', 'TF'][severity] });
  });
}

const rail = (x) => 0.35 * x + 1500 + 250 * Math.sin(x / 1500);
export const railwayDistance = ([x, y]) => Math.abs(y - rail(x)) * 0.93;

export function lines() {
  const along = (f, step = 150) => Array.from({ length: Math.floor(13000 / step) }, (_, i) => at([-6500 + i * step, f(-6500 + i * step)]));
  const line = (coordinates, properties) => ({ type: 'Feature', geometry: { type: 'LineString', coordinates }, properties });
  return {
    railway: [line(along(rail), { kind: 'railway', name: 'Ligne du Val' })],
    motorway: [line(along((x) => -0.5 * x - 2600), { kind: 'motorway', name: 'A900' })],
    hv_line: [line(along((x) => 3600 - 0.12 * x), { kind: 'hv_line', name: '225 kV Nord' })],
  };
}

/** Six by five cells on a disc, their edges bent, corners and edges shared by neighbours. */
export function neighbourhoods() {
  const [columns, rows] = [6, 5];
  const random = seeded(7);
  const corner = grid(columns + 1, rows + 1, (i, j) => {
    const inner = i > 0 && i < columns && j > 0 && j < rows;
    const u = (i / columns) * 2 - 1 + (inner ? (random() - 0.5) * 0.16 : 0);
    const v = (j / rows) * 2 - 1 + (inner ? (random() - 0.5) * 0.16 : 0);
    return [6300 * u * Math.sqrt(1 - (v * v) / 2.6), 5200 * v * Math.sqrt(1 - (u * u) / 2.6)];
  });
  const cells = [];
  for (let j = rows - 1; j >= 0; j--) {
    for (let i = 0; i < columns; i++) {
      const ring = [corner[i][j], corner[i + 1][j], corner[i + 1][j + 1], corner[i][j + 1]];
      cells.push({ ring: ring.flatMap((from, k) => bent(from, ring[(k + 1) % 4])) });
    }
  }
  return cells.map((cell, index) => ({ ...cell, code: `Q${String(index + 1).padStart(2, '0')}`, name: NAMES[index] }));
}

/** The same bend whichever end one comes from. */
function bent(a, b) {
  const turned = a[0] + a[1] * 3 > b[0] + b[1] * 3;
  const [from, to] = turned ? [b, a] : [a, b];
  const random = seeded(Math.round(from[0] * 31 + from[1] * 17 + to[0] * 7 + to[1]));
  const points = [0.25, 0.5, 0.75].map((t) => {
    const off = (random() - 0.5) * 0.12;
    return [
      from[0] + (to[0] - from[0]) * t - (to[1] - from[1]) * off,
      from[1] + (to[1] - from[1]) * t + (to[0] - from[0]) * off,
    ];
  });
  return [a, ...(turned ? points.reverse() : points)];
}

function grid(columns, rows, make) {
  return Array.from({ length: columns }, (_, i) => Array.from({ length: rows }, (_, j) => make(i, j)));
}

export function polygon(ring, properties) {
  const coordinates = ring.map(at);
  return { type: 'Feature', geometry: { type: 'MultiPolygon', coordinates: [[[...coordinates, coordinates[0]]]] }, properties };
}

/** A crooked patch of ground. */
export function patch([x, y], radius, random) {
  const corners = 7;
  return Array.from({ length: corners }, (_, k) => {
    const angle = (k / corners) * 2 * Math.PI;
    const r = radius * (0.7 + 0.6 * random());
    return [x + r * Math.cos(angle) * 1.3, y + r * Math.sin(angle)];
  });
}

export function isIn(ring, [x, y]) {
  let inside = false;
  ring.forEach(([x1, y1], k) => {
    const [x2, y2] = ring[(k + 1) % ring.length];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  });
  return inside;
}

const NAMES = [
  'Hautes Vignes', 'Les Cèdres', 'Bellecombe', 'Le Télégraphe', 'La Gravière', 'Montplaisir', 'Les Tuileries', 'Saint-Aubin',
  'La Halle aux Grains', 'Le Moulin', 'Les Minotiers', 'La Roseraie', 'Port-Vieux', 'La Corderie', 'Vieille Ville', 'Les Quais',
  'Le Faubourg', 'La Cartoucherie', 'Île aux Saules', 'Les Sables', 'Gare Centrale', 'Les Abattoirs', 'Le Lac', 'La Pépinière',
  'Les Coteaux', 'La Plaine', 'Grand Pré', 'Les Oliviers', 'Pech Rouge', 'Le Clos Vert',
];
