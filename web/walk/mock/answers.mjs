// The contract's answers about the invented city. Scores follow the published method closely enough to be believed; they are not it.
import { at, distanceTo, isIn, lines, neighbourhoods, patch, polygon, railwayDistance, seeded, severityAt, zones } from './city.mjs';

const LIMITS = [20, 40, 60, 80];
const ASSESSED = '2026-10-12T08:30:00Z';
const DIGEST = '9f2c41d07be3a85566d0c1e27f9b8a3140de5c7712f6b09ad84e31c5a7f2b6d8';

const PLACES = [
  ['Quai des Tanneurs', -2100, -950], ['Berge du Moulin', 700, 170], ['Pont-Canal', 3300, 180], ['La Gravière Basse', 2500, 750],
  ['Talus de la Gare', -800, 1060], ['Triage Est', 2300, 2560], ['Ancienne Minoterie', 1500, 400], ['Chemin des Saules', -3600, -1100],
  ['Friche Lafarge', -1500, 2900], ['Les Sables', 4100, -900], ['Rue du Port-Vieux', 300, -700], ['Clos des Vignes', -3900, 3000],
  ['Échangeur Sud', 1200, -3200], ['Hangar du Lac', 3100, -2600], ['Passage Montplaisir', 4400, 2600], ['Terrain Bellecombe', -600, 3600],
  ['Cour des Abattoirs', -1200, -2500], ['La Pépinière', 2600, -3600], ['Impasse des Cèdres', -2800, 1800], ['Route de Pech Rouge', 900, -4300],
  ['Villa Saint-Aubin', -4700, 600], ['Prairie des Îles', -200, -160], ['Allée du Télégraphe', 1900, 3500], ['Cité des Cheminots', 600, 1750],
  ['Grand Pré', -2900, -3300], ['Maison Rouge', -4300, -2000], ['Parking du Stade', 3900, 1300],
];
const KINDS = ['shantytown', 'squat', 'encampment', 'vehicle_site', 'unfit_dwelling'];
const STATUSES = ['confirmed', 'diagnosis', 'accompaniment', 'accompaniment', 'move_planned', 'reported'];

export function makeAnswers() {
  const quarters = neighbourhoods();
  const sites = PLACES.map((place, index) => makeSite(place, index, quarters)).sort((a, b) => b.score.value - a.score.value);
  sites.forEach((site, index) => {
    site.rank = index + 1;
    site.rank_best = 1 + sites.filter((other) => other.score.low > site.score.high).length;
    site.rank_worst = sites.filter((other) => other.score.high >= site.score.low).length;
  });
  const team = dispersal(quarters);
  return { sites, team, hidden: hideSmall(team), features: features(sites, quarters, team), assessed: ASSESSED };
}

function makeSite([name, x, y], index, quarters) {
  const random = seeded(100 + index);
  const ring = patch([x, y], 60 + random() * 90, random);
  const lonlat = ring.map(at);
  const households = 4 + Math.floor(random() * 38);
  const settlement = {
    code: `S${String(index + 1).padStart(2, '0')}`,
    name,
    kind: KINDS[Math.floor(random() * KINDS.length)],
    status: STATUSES[Math.floor(random() * STATUSES.length)],
    households,
    people: Math.round(households * (2.6 + random() * 1.6)),
    neighbourhood: quarters.find((quarter) => isIn(quarter.ring, [x, y]))?.code ?? null,
    installed_on: index % 4 === 3 ? null : `20${18 + (index % 7)}-0${1 + (index % 9)}-01`,
    bbox: [Math.min(...lonlat.map(([lon]) => lon)), Math.min(...lonlat.map(([, lat]) => lat)), Math.max(...lonlat.map(([lon]) => lon)), Math.max(...lonlat.map(([, lat]) => lat))],
    centre: at([x, y]),
  };
  const factors = [flood(ring), transport([x, y]), ...checklists(index, random)];
  return { settlement, ring, ...assess(factors, random) };
}

function flood(ring) {
  const samples = grid(ring);
  const shares = [1, 2, 3, 4].map((severity) => samples.filter((point) => severityAt(point) === severity).length / samples.length);
  const distances_m = [1, 2, 3, 4].map((severity) => {
    const nearest = Math.min(...samples.map((point) => distanceTo(severity, point)));
    return nearest < 2000 ? Math.round(nearest * 10) / 10 : null;
  });
  const v = [0.1, 0.35, 0.7, 0.95];
  const over = v.map((_, c) => shares.slice(c).reduce((a, b) => a + b, 0));
  const worst = Math.max(...v.map((value, c) => value * Math.min(1, over[c] / 0.1)));
  const mean = v.reduce((sum, value, c) => sum + value * shares[c], 0);
  const near = 0.3 * Math.max(...v.map((value, c) => value * Math.max(0, 1 - (distances_m[c] ?? Infinity) / 100)));
  const value = Math.max(0.5 * worst + 0.5 * mean, near);
  return known('flood', value, [{ of: 'zones', peril: 'flood', layer_version: 1, shares, distances_m, value }]);
}

function transport(point) {
  const distance = railwayDistance(point);
  const value = 0.8 * Math.min(1, Math.max(0, (50 - distance) / 45));
  const distance_m = distance < 300 ? Math.round(distance * 10) / 10 : null;
  return known('transport', value, [{ of: 'nearness', landmark: 'railway', layer_version: 1, distance_m, value }]);
}

/** Some places were visited and some were not: the first are known, the others an interval. */
function checklists(index, random) {
  const caps = { fire: 0.8, sanitation: 0.6, access: 0.3 };
  const visited = index % 3 !== 0;
  const answered = Object.entries(caps).map(([factor, cap]) =>
    visited
      ? known(factor, cap * random() * 0.45, [])
      : { factor, value: cap / 2, low: 0, high: cap, parts: [{ of: 'unanswered', high: cap }] },
  );
  const ground = index % 5 === 1 ? { factor: 'ground', value: 0.2, low: 0, high: 0.4, parts: [{ of: 'outside_study', peril: 'landslide', layer_version: 1, high: 0.4 }] } : known('ground', 0, []);
  return [...answered, ground, known('industrial', 0, []), known('pollution', 0, [])];
}

const known = (factor, value, parts) => ({ factor, value, low: value, high: value, parts });

function assess(factors, random) {
  const vulnerability = random() * 0.6;
  const amplified = (s) => s + 0.5 * vulnerability * s * (1 - s);
  const [low, value, high] = ['low', 'value', 'high'].map((end) => amplified(combined(factors.map((factor) => factor[end]))) * 100);
  const pointed = withPoints(factors);
  const sum = pointed.reduce((total, { points }) => total + points, 0);
  const [lowClass, letter, highClass] = [low, value, high].map((score) => LIMITS.filter((limit) => score >= limit).length);
  const band = highClass - lowClass > 2 ? 'insufficient_data' : ['very_low', 'low', 'moderate', 'high', 'critical'][letter];
  return { factors: pointed, vulnerability_points: value - sum, score: { value, low, high, class: 'ABCDE'[letter], band } };
}

function combined(values) {
  const worst = Math.max(...values);
  const rest = values.toSpliced(values.indexOf(worst), 1);
  return worst + 0.5 * (1 - worst) * (1 - rest.reduce((product, p) => product * (1 - p), 1));
}

/** The worst counts fully; the others share what they add by −ln(1 − p). */
function withPoints(factors) {
  const worst = factors.reduce((a, b) => (b.value > a.value ? b : a));
  const others = factors.filter((factor) => factor !== worst);
  const added = 100 * (combined(factors.map(({ value }) => value)) - worst.value);
  const weight = ({ value }) => -Math.log(1 - value);
  const total = others.reduce((sum, factor) => sum + weight(factor), 0);
  return factors.map((factor) => ({
    ...factor,
    points: factor === worst ? 100 * worst.value : total > 0 ? (added * weight(factor)) / total : 0,
  }));
}

export function sentence(site) {
  const [first, second] = [...site.factors].sort((a, b) => b.points - a.points);
  const { value, low, high, class: letter } = site.score;
  const words = {
    flood: ['flood', 'l’inondation'], transport: ['trains and traffic', 'les trains et la circulation'], fire: ['fire', 'l’incendie'],
    sanitation: ['sanitation', 'la salubrité'], access: ['access for help', 'l’accès des secours'], ground: ['moving ground', 'les mouvements de terrain'],
    industrial: ['industry', 'l’industrie'], pollution: ['pollution', 'la pollution'],
  };
  const round = Math.round;
  return {
    en: `Class ${letter}, ${round(value)} out of 100 (between ${round(low)} and ${round(high)}): first ${words[first.factor][0]} (${round(first.points)} points), then ${words[second.factor][0]} (${round(second.points)}).`,
    fr: `Classe ${letter}, ${round(value)} sur 100 (entre ${round(low)} et ${round(high)}) : d’abord ${words[first.factor][1]} (${round(first.points)} points), puis ${words[second.factor][1]} (${round(second.points)}).`,
  };
}

function grid(ring) {
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
  const points = [];
  for (let x = Math.min(...xs); x <= Math.max(...xs); x += 12) for (let y = Math.min(...ys); y <= Math.max(...ys); y += 12) if (isIn(ring, [x, y])) points.push([x, y]);
  return points;
}

function dispersal(quarters) {
  const random = seeded(42);
  const areas = quarters.map(({ code, name }, index) => {
    const households = 1200 + Math.floor(random() * 5200);
    const pull = [8, 13, 17, 20].includes(index) ? 3.2 : 0.5 + random();
    const rehoused = [5, 24, 29].includes(index) ? 0 : Math.max(1, Math.round((households / 420) * pull));
    return { code, name, households, rehoused, deprived: [8, 13, 20].includes(index) };
  });
  const X = sum(areas, 'rehoused');
  const T = sum(areas, 'households');
  for (const area of areas) {
    area.share = area.rehoused / area.households;
    area.location_quotient = area.share / (X / T);
    area.shrunk_quotient = 1 + 0.8 * (area.location_quotient - 1);
    area.significance = area.location_quotient > 1.8 ? 'more' : 'as_chance';
  }
  const years = [2023, 2024, 2025, 2026].map((year, index) => {
    const part = [0, 0.28, 0.6, 1][index];
    const figures = index === 0 ? nothing('fewer than 30 households: too few to judge') : { ...indices(areas, index), reason: null };
    return { year, moved: Math.round(X * [0.06, 0.22, 0.32, 0.4][index]), households: Math.max(14, Math.round(X * part)), ...figures };
  });
  const overall = { households: X, neighbourhoods_used: areas.filter(({ rehoused }) => rehoused > 0).length, neighbourhoods: areas.length, ...indices(areas, 3), reason: null, too_few: false };
  return { as_of: ASSESSED.slice(0, 10), since: null, given_out: null, system: null, yardstick: 'households', draws: 4999, neighbourhood_layer_version: 1, overall, years, neighbourhoods: areas, ...told(areas, X) };
}

/** What is told beside the figures. */
function told(areas, counted) {
  const account = { records: counted + 44, counted, later: 0, earlier: 0, moved_again: 0, not_a_home: 41, without_place: 0, unknown_neighbourhood: 0, outside: 3, nobody_to_compare: 0 };
  const journeys = { measured: counted, low_km: 1.9, median_km: 3.4, high_km: 5.2, school_changed: 60, school_kept: 51, school_not_told: counted - 111 };
  const flows = areas.slice(8, 14).map(({ code }, index) => ({ settlement: 'S01', from: areas[2].code, to: code, households: 12 - index }));
  return { on_offers: null, offers: 0, by: null, groups: [], flows, journeys, change: null, effects: [], account, overlapping: [], in_words: {} };
}

const nothing = (reason) => ({ dissimilarity: null, isolation: null, colocation_ratio: null, reason });
const sum = (rows, key) => rows.reduce((total, row) => total + row[key], 0);

function indices(areas, step) {
  const X = sum(areas, 'rehoused');
  const T = sum(areas, 'households');
  const d = 0.5 * areas.reduce((total, { rehoused: x, households: t }) => total + Math.abs(x / X - (t - x) / (T - X)), 0);
  const isolation = areas.reduce((total, { rehoused: x, households: t }) => total + (x * x) / (X * t), 0);
  const together = areas.reduce((total, { rehoused: x }) => total + x * (x - 1), 0) / (X * (X - 1));
  const chance = areas.reduce((total, { households: t }) => total + (t / T) ** 2, 0);
  return { dissimilarity: d + (3 - step) * 0.045, isolation: isolation * (1 - (3 - step) * 0.2), colocation_ratio: together / chance + (3 - step) * 0.12 };
}

/** Small counts and enough of the others that no total gives them away. */
function hideSmall(team) {
  const areas = team.neighbourhoods.map((area) => (area.rehoused > 0 && area.rehoused < 5 ? { ...area, rehoused: null, share: null, location_quotient: null } : area));
  return { ...team, neighbourhoods: areas, in_words: {}, flows: [], journeys: null, account: null };
}

function features(sites, quarters, team) {
  const random = seeded(5);
  const points = (kind, count) =>
    Array.from({ length: count }, (_, i) => ({ type: 'Feature', geometry: { type: 'Point', coordinates: at([(random() - 0.5) * 10500, (random() - 0.5) * 8200]) }, properties: { kind, name: `${kind === 'hydrant' ? 'PI' : 'PE'} ${i + 1}` } }));
  return {
    neighbourhoods: quarters.map((quarter, index) => polygon(quarter.ring, { ...team.neighbourhoods[index], population: team.neighbourhoods[index].households * 2 })),
    flood: zones(),
    ...lines(),
    settlements: sites.map(({ settlement, score, ring }) => polygon(ring, { code: settlement.code, name: settlement.name, class: score.class, band: score.band, score: Math.round(score.value), households: settlement.households })),
    hydrant: points('hydrant', 70),
    water_point: points('water_point', 24),
  };
}
