// Walks through the page with its map in Firefox: that the map draws, answers clicks and keys, and that nothing is reported amiss.
// usage: node --experimental-websocket walk/firefox.mjs BASE [--link URL] [--out DIR]   (FIREFOX names the browser, else firefox-esr)
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { firefox } from './bidi.mjs';
import { until } from './watch.mjs';

const [base] = process.argv.slice(2);
const option = (name) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : null);
const out = option('--out') ?? new URL('../../artifacts/', import.meta.url).pathname;
const axe = await readFile(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const results = { passed: 0, failed: 0 };
const faults = [];

await mkdir(out, { recursive: true });
const browser = await firefox(process.env.FIREFOX ?? 'firefox-esr', { width: 1440, height: 900 });
const { page } = browser;
browser.on((event, told) => {
  if (event === 'log.entryAdded' && told.level === 'error') faults.push(`console: ${told.text}`);
  if (event === 'network.responseCompleted' && told.response.status >= 400) faults.push(`answer ${told.response.status} for ${told.response.url}`);
  if (event === 'network.beforeRequestSent' && /^http/.test(told.request.url) && new URL(told.request.url).origin !== new URL(base).origin) faults.push(`request to ${new URL(told.request.url).origin}`);
});

const count = (selector) => page.evaluate(`(selector) => document.querySelectorAll(selector).length`, selector);
const text = (selector) => page.evaluate(`(selector) => document.querySelector(selector)?.innerText ?? ''`, selector);
const address = () => page.evaluate('() => location.search');
const focus = (selector) => page.evaluate('(selector) => document.querySelector(selector)?.focus()', selector);
const there = (selector) => until(async () => (await count(selector)) > 0, selector, 30_000);
/** A digest of what the map has drawn, and how many colours there are in it. */
const drawn = () =>
  page.evaluate(`() => {
    const colours = new Set();
    let digest = 0;
    for (const canvas of document.querySelectorAll('.map-target canvas')) {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      for (let at = 0; at < data.length; at += 4 * 97) {
        const colour = (data[at] << 24) | (data[at + 1] << 16) | (data[at + 2] << 8) | data[at + 3];
        colours.add(colour);
        digest = (Math.imul(digest, 31) + colour) | 0;
      }
    }
    return [digest, colours.size];
  }`);

/** When the map has stood still for a moment. */
async function settled() {
  let [before, same] = ['', 0];
  await until(async () => {
    const now = JSON.stringify(await drawn()) + (await address());
    same = now === before ? same + 1 : 0;
    before = now;
    return same >= 5;
  }, 'the map to stand still', 30_000);
}

try {
  await check('the ranking is there in Firefox, the most dangerous first', async () => {
    await page.goto(option('--link') ?? base);
    await there('table.sites tbody tr');
    await page.evaluate(`() => localStorage.setItem('jalon-tour', 'closed')`);
    await page.goto(base);
    await there('table.sites tbody tr');
    const scores = await page.evaluate(`() => [...document.querySelectorAll('tr:not(.endangered) td.score data')].map((each) => Number(each.value))`);
    truthy(scores.length > 10 && scores.every((score, at) => at === 0 || score <= scores[at - 1]), scores.join());
  });
  await check('the map draws its layers', async () => {
    await there('.map-target canvas');
    await settled();
    truthy((await drawn())[1] > 20, `${await drawn()} colours`);
  });
  await check('the keyboard alone opens a settlement, and the map flies there', async () => {
    const [before] = await drawn();
    await focus('table.sites .row-name');
    await page.keys(['ArrowDown', 'Enter']);
    await there('.explanation .factors');
    await settled();
    truthy((await address()).includes('site=') && (await drawn())[0] !== before, await address());
  });
  await page.picture(join(out, 'firefox-light-priorities.png'));
  await check('no fault against WCAG 2.2 AA is found in Firefox either', async () => {
    await page.evaluate(`(source) => { (0, eval)(source) }`, axe).catch(() => page.evaluate(`() => { ${axe}; }`));
    const found = await page.evaluate(`async () => (await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })).violations.map(({ id, nodes }) => id + ': ' + nodes[0].target.join(' '))`);
    same(found, []);
  });
  await check('keys move and zoom the map', async () => {
    await focus('.map-target');
    const before = await address();
    await page.keys(['ArrowRight', 'ArrowRight', '+']);
    await until(async () => (await address()) !== before, 'another place in the address');
  });
  await check('a click on the map selects the settlement that lies there', async () => {
    await page.evaluate(`() => document.querySelector('.explanation header .button:not(.visit-open)').click()`);
    await settled();
    await page.evaluate(`() => document.querySelector('.explanation .close').click()`);
    await settled();
    const [x, y] = await page.evaluate(`() => { const { left, top, width, height } = document.querySelector('.map-target').getBoundingClientRect(); return [left + width / 2, top + height / 2]; }`);
    await page.click(x, y);
    await there('tr.chosen');
  });
  await check('neighbourhoods are drawn, and two days are compared by keyboard', async () => {
    await page.goto(`${base}?view=dispersal&tool=compare`);
    await there('.swipe input');
    await settled();
    await focus('.swipe input');
    await page.keys(['Home']);
    await settled();
    const [later] = await drawn();
    await page.keys(['End']);
    await settled();
    truthy((await drawn())[0] !== later, 'another map');
    await page.keys(Array.from({ length: 50 }, () => 'ArrowLeft'));
    truthy(/%/.test(await page.evaluate(`() => document.querySelector('.swipe input').getAttribute('aria-valuetext')`)), 'where the line stands');
  });
  await page.picture(join(out, 'firefox-light-compare.png'));
  await check('what is at a place is told in Firefox too', async () => {
    await page.goto(`${base}?tool=here&at=43.905/1.2`);
    await there('.here-items li');
    truthy((await text('.here-items')).includes('Flood'), await text('.here-items'));
  });
  await check('Firefox has reported no error, no foreign request, no policy broken', () => same(faults, []));
} finally {
  await browser.end();
}
console.log(`Firefox: ${results.passed} passed, ${results.failed} failed`);
process.exit(results.failed === 0 ? 0 : 1);

async function check(sentence, prove) {
  try {
    await prove();
    results.passed += 1;
    console.log(`ok    ${sentence}`);
  } catch (error) {
    results.failed += 1;
    console.log(`FAIL  ${sentence}\n      ${String(error).replaceAll('\n', '\n      ')}`);
    await page.picture(join(out, `failed-firefox-${results.failed}.png`)).catch(() => undefined);
  }
}

function same(found, wanted) {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`found ${a}, wanted ${b}`);
}

function truthy(holds, what) {
  if (!holds) throw new Error(`not so: ${what}`);
}
