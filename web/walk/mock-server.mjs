// A stand-in for the real server, for working on the page: the built page and the contract's answers about an invented city.
// usage: node walk/mock-server.mjs [--port 8080] [--public] [--empty]
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, normalize } from 'node:path';
import geojsonvt from 'geojson-vt';
import vtpbf from 'vt-pbf';
import { makeAnswers, sentence } from './mock/answers.mjs';

const flag = (name) => process.argv.includes(`--${name}`);
const port = Number(process.argv[process.argv.indexOf('--port') + 1] || 8080) || 8080;
const audience = flag('public') ? 'public' : 'team';
const DIST = new URL('../dist/', import.meta.url);
const CSP =
  "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

const city = makeAnswers();
const report = audience === 'public' ? city.hidden : city.team;
if (audience === 'public') hideInTiles();
const trees = new Map(Object.entries(city.features).map(([code, features]) => [code, geojsonvt({ type: 'FeatureCollection', features }, { maxZoom: 16, indexMaxZoom: 6, extent: 4096, buffer: 64 })]));

createServer((request, response) => {
  answer(new URL(request.url, 'http://localhost'), response).catch((error) => problem(response, 500, String(error)));
}).listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port} (${audience}${flag('empty') ? ', empty' : ''})`));

async function answer({ pathname }, response) {
  const tile = pathname.match(/^\/tiles\/(\w+)\/(\d+)\/(\d+)\/(\d+)\.mvt$/);
  if (tile) return sendTile(response, tile[1], tile.slice(2).map(Number));
  if (pathname.startsWith('/api/')) return api(pathname, response);
  return file(pathname === '/' ? '/index.html' : pathname, response);
}

function api(path, response) {
  const site = path.match(/^\/api\/settlements\/([^/]+)$/)?.[1];
  const items = path.match(/^\/api\/layers\/([^/]+)\/items$/)?.[1];
  if (path === '/api/status') return json(response, status());
  if (path === '/api/dispersal') return json(response, flag('empty') ? { ...report, neighbourhoods: [], years: [] } : report);
  if (items in city.features && listed(items)) {
    const features = city.features[items];
    return json(response, { type: 'FeatureCollection', features, numberMatched: features.length, numberReturned: features.length, next: null });
  }
  if (audience === 'team' && path === '/api/ranking') return json(response, ranking());
  if (audience === 'team' && path === '/api/works') return json(response, { next: null, items: [] });
  const found = audience === 'team' && city.sites.find(({ settlement }) => settlement.code === decodeURIComponent(site ?? ''));
  return found ? json(response, detail(found)) : problem(response, 404, `nothing is at ${path}`);
}

const listed = (code) => !flag('empty') && (audience === 'team' || code === 'neighbourhoods');

function status() {
  const codes = Object.keys(city.features).filter(listed);
  const group = (code) => (code === 'settlements' || code === 'neighbourhoods' ? code : code === 'flood' ? 'zones' : 'landmarks');
  const geometry = (code) => ({ railway: 'line', motorway: 'line', hv_line: 'line', hydrant: 'point', water_point: 'point' })[code] ?? 'area';
  const layers = codes.map((code) => ({ code, group: group(code), version: 1, features: city.features[code].length, bbox: null, source: `${code}.gpkg`, imported_at: '2026-10-11T16:00:00Z', geometry: geometry(code), tiles: `/tiles/${code}/{z}/{x}/{y}.mvt?v=1`, min_zoom: 0, max_zoom: 16, clusters_to: null }));
  const bbox = flag('empty') ? null : [1.0215, 44.0035, 1.1785, 44.0965];
  const model = { version: '1.0', weights_sha256: '9f2c41d07be3a855', class_limits: [20, 40, 60, 80] };
  return { product: 'jalon', version: '0.1.0', territory: 'main', audience, bbox, model, layers };
}

function ranking() {
  const items = city.sites.map(({ rank, rank_best, rank_worst, settlement, score, factors }) => ({
    rank, rank_best, rank_worst, settlement, score, overridden_class: null, imminent_danger: false,
    reasons: [...factors].sort((a, b) => b.points - a.points).filter(({ points }) => points >= 0.5).slice(0, 3).map(({ factor, points, low, high }) => ({ factor, points, known: low === high })),
    assessed_at: city.assessed,
  }));
  return { assessed_at: city.assessed, total: flag('empty') ? 0 : items.length, next: null, items: flag('empty') ? [] : items };
}

function detail(site) {
  const { settlement, score, rank, rank_best, rank_worst, factors, vulnerability_points } = site;
  const { geometry } = city.features.settlements.find(({ properties }) => properties.code === settlement.code);
  const assessment = { at: city.assessed, model_version: '1.0', weights_sha256: '9f2c41d07be3a855', score, rank, rank_best, rank_worst, of: city.sites.length, vulnerability_points, factors };
  return { settlement, geometry, assessment, sentence: sentence(site), casework: { class: null, imminent_danger: null, incidents: [] }, outlines_waiting: 0, contact: null };
}

function hideInTiles() {
  for (const { properties } of city.features.neighbourhoods) {
    const area = report.neighbourhoods.find(({ code }) => code === properties.code);
    if (area.rehoused === null) for (const name of ['rehoused', 'share', 'location_quotient']) delete properties[name];
  }
}

function sendTile(response, code, [z, x, y]) {
  if (!listed(code)) return problem(response, 404, `no layer ${code}`);
  const tile = trees.get(code)?.getTile(z, x, y);
  if (!tile) return response.writeHead(204).end();
  response.writeHead(200, { 'content-type': 'application/vnd.mapbox-vector-tile' });
  return response.end(vtpbf.fromGeojsonVt({ [code]: tile }, { version: 2, extent: 4096 }));
}

async function file(path, response) {
  try {
    const body = await readFile(new URL(`.${normalize(path)}`, DIST));
    response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream', 'content-security-policy': CSP, 'x-content-type-options': 'nosniff' });
    return response.end(body);
  } catch {
    return problem(response, 404, `no file ${path}`);
  }
}

function json(response, body) {
  response.writeHead(200, { 'content-type': 'application/json', 'content-security-policy': CSP });
  return response.end(JSON.stringify(body));
}

function problem(response, statusCode, detailText) {
  response.writeHead(statusCode, { 'content-type': 'application/problem+json' });
  return response.end(JSON.stringify({ type: 'about:blank', title: 'not found', status: statusCode, detail: detailText, request_id: 'mock-1' }));
}
