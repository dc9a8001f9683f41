// Prints what the page weighs over the wire and fails when its JavaScript is over budget.
import { readFileSync, readdirSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const BUDGET_BYTES = { js: 180_000, css: 15_000 };
const folder = new URL('../dist/assets/', import.meta.url);
const totals = { js: 0, css: 0 };

for (const name of readdirSync(folder).sort()) {
  const kind = name.split('.').pop();
  if (!(kind in totals)) continue;
  const body = readFileSync(new URL(name, folder));
  const brotli = brotliCompressSync(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  }).length;
  totals[kind] += brotli;
  console.log(`${name.padEnd(34)} ${kB(body.length)} raw ${kB(gzipSync(body).length)} gzip ${kB(brotli)} brotli`);
}

let over = false;
for (const [kind, bytes] of Object.entries(totals)) {
  const fits = bytes > 0 && bytes <= BUDGET_BYTES[kind];
  over ||= !fits;
  console.log(`${kind}: ${kB(bytes)} brotli of ${kB(BUDGET_BYTES[kind])}: ${fits ? 'within budget' : 'OVER BUDGET or missing'}`);
}
process.exit(over ? 1 : 0);

function kB(bytes) {
  return `${(bytes / 1000).toFixed(1).padStart(7)} kB`;
}
