// Prints what the page weighs over the wire and fails when its JavaScript is over budget: the first view with its map, and what
// is fetched when somebody opens it.
import { readFileSync, readdirSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

// All that can be opened, together: nobody fetches all of it, and the largest page, with its words, is under 35 kB.
const BUDGET_BYTES = { js: 180_000, css: 15_000, 'js on demand': 80_000 };
const folder = new URL('../dist/assets/', import.meta.url);
const index = readFileSync(new URL('../dist/index.html', import.meta.url), 'utf8');
const totals = { js: 0, css: 0, 'js on demand': 0 };

for (const name of readdirSync(folder).sort()) {
  const ending = name.split('.').pop();
  if (!(ending in totals)) continue;
  const kind = ending === 'css' || isOfFirstView(name) ? ending : 'js on demand';
  const body = readFileSync(new URL(name, folder));
  const brotli = brotliCompressSync(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  }).length;
  totals[kind] += brotli;
  console.log(`${name.padEnd(34)} ${kB(body.length)} raw ${kB(gzipSync(body).length)} gzip ${kB(brotli)} brotli`);
}

let over = false;
for (const [kind, bytes] of Object.entries(totals)) {
  const fits = (bytes > 0 || kind === 'js on demand') && bytes <= BUDGET_BYTES[kind];
  over ||= !fits;
  console.log(`${kind}: ${kB(bytes)} brotli of ${kB(BUDGET_BYTES[kind])}: ${fits ? 'within budget' : 'OVER BUDGET or missing'}`);
}
process.exit(over ? 1 : 0);

/** What the page names, and the map, which it fetches after the table without being asked. */
function isOfFirstView(name) {
  return index.includes(name) || name.startsWith('MapView-');
}

function kB(bytes) {
  return `${(bytes / 1000).toFixed(1).padStart(7)} kB`;
}
