// Walks through the page in a real browser, as a team member, a keyboard user and a member of the public would.
// usage: node walk/walk.mjs BASE [--link URL] [--public BASE] [--city BASE --provider BASE] [--only WALK] [--out DIR]   (--link signs in once; --city has a sign-on; CHROMIUM names the browser, else /usr/bin/chromium)
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { account } from './account.mjs';
import { administration } from './administration.mjs';
import { compare } from './compare.mjs';
import { board, imports } from './desk.mjs';
import { field } from './field.mjs';
import { plain } from './plain.mjs';
import { settings } from './settings.mjs';
import { tools as instruments } from './tools.mjs';
import { tour } from './tour.mjs';
import { sides } from './sides.mjs';
import { settled, until, watch } from './watch.mjs';

const [base] = process.argv.slice(2);
const option = (name) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : null);
if (!base) {
  console.error('usage: node walk/walk.mjs BASE [--link URL] [--public BASE] [--out DIR]');
  process.exit(2);
}
const publicBase = option('--public');
const out = option('--out') ?? new URL('../../artifacts/', import.meta.url).pathname;
const families = new URL('../../sample-data/families.csv', import.meta.url).pathname;
const axe = await readFile(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

const DESKTOP = { width: 1440, height: 900 };
const TABLET = { width: 800, height: 900 };
const PHONE = { width: 390, height: 844 };
const results = { passed: 0, failed: 0 };

await mkdir(out, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
});

/** The cookies of whoever has signed in, for every page that is opened. */
let inside;
if (option('--link')) await comeIn(option('--link'));
const tools = { browser, check, same, truthy, accessible, clean, open, out, desktop: DESKTOP, phone: PHONE };
const walks = { asTeam, casework, homes, registers, board: () => board(base, tools), sides: () => sides(base, tools), compare: () => compare(base, tools), tour: () => tour(base, tools), tools: () => instruments(base, tools), reports, byKeyboard, whenThingsGoWrong, pictures, imports: () => imports(base, tools), plain: () => plain(base, inside, tools), settings: () => settings(base, tools), field: () => field(base, inside, tools) };
if (publicBase) Object.assign(walks, { asPublic });
if (option('--city')) Object.assign(walks, { account: () => account(option('--city'), tools), administration: () => administration(option('--city'), option('--provider'), tools) });
for (const [name, walk] of Object.entries(walks)) if (!option('--only') || option('--only') === name) await walk();
await browser.close();
console.log(`${results.passed} passed, ${results.failed} failed`);
process.exit(results.failed === 0 ? 0 : 1);

/** By the link that works once; then the door, the account menu and the way out, as another browser sees them. */
async function comeIn(link) {
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: DESKTOP, locale: 'en-GB' });
  const page = await context.newPage();
  await check('who has not signed in is brought to the door', async () => {
    await page.goto(base);
    await page.locator('.door input[autocomplete=username]').waitFor();
  });
  await accessible(page, 'the door');
  await check('a wrong name and password are refused in words', async () => {
    await page.locator('input[autocomplete=username]').fill('nobody');
    await page.locator('input[autocomplete=current-password]').fill('wrong horse wrong stable');
    await page.keyboard.press('Enter');
    await page.locator('.door-failure').waitFor();
    truthy((await page.locator('.door-failure').innerText()).includes('not right'), 'the words');
  });
  await check('the link lets in, and leaves the address bar', async () => {
    await page.goto(link);
    await page.locator('table.sites tbody tr').first().waitFor();
    same(new URL(page.url()).pathname + new URL(page.url()).hash, '/');
  });
  await check('the account menu tells who I am and where I am signed in', async () => {
    await page.locator('.account-name').click();
    await page.locator('.account-dialog li strong').waitFor();
    same(await page.locator('.account-dialog h2').innerText(), 'demo');
    await page.keyboard.press('Escape');
    await page.locator('.account-dialog').waitFor({ state: 'detached' });
  });
  await accessible(page, 'the page of somebody signed in');
  inside = await context.storageState();
  await context.close();
  const late = await browser.newContext({ locale: 'en-GB' });
  const other = await late.newPage();
  await check('the link works once', async () => {
    await other.goto(link);
    await other.locator('.door-failure').waitFor();
  });
  await late.close();
}

async function asTeam() {
  const { page, faults, close } = await open(base, { viewport: DESKTOP, locale: 'en-GB' });
  const rows = page.locator('table.sites tbody tr');
  await check('the ranking is there, the most dangerous first', async () => {
    await rows.first().waitFor();
    const scores = await numbers(page, 'tr:not(.endangered) td.score data');
    same(scores, [...scores].sort((a, b) => b - a));
    same(await page.locator('html').getAttribute('lang'), 'en');
  });
  await check('imminent danger comes before every rank and is marked in words', async () => {
    const marked = await rows.evaluateAll((found) => found.map((row) => row.querySelector('.danger-mark') !== null));
    truthy(marked.includes(true), 'a settlement in imminent danger');
    same(marked, [...marked].sort((a, b) => Number(b) - Number(a)));
    truthy((await rows.first().locator('.class').innerText()).includes('Imminent danger'), 'the mark in words');
  });
  await check('an officer’s class stands beside the computed one', async () => {
    const row = page.locator('tr:has(.officer-mark)').first();
    same(await row.locator('.class > .danger .badge').count(), 1);
    truthy(/Officer: class [A-E]/.test(await row.locator('.officer-mark').innerText()), 'the officer’s class in words');
  });
  const name = await rows.first().locator('.row-name').innerText();
  await check('a click on the top settlement explains it, and the map flies there', async () => {
    await settled(page);
    await rows.first().click();
    await page.locator('.explanation .factors').waitFor();
    truthy((await page.locator('.explanation h2').innerText()).startsWith(name), 'the heading names the settlement');
    truthy((await page.locator('.explanation .sentence').innerText()).length > 20, 'a sentence explains');
    await until(() => page.evaluate(() => location.search.includes('map=')), 'the map to move');
    await settled(page);
  });
  await check('the contributions add up to the score of the row', async () => {
    const points = await numbers(page, '.factors data.points');
    const [total] = await numbers(page, '.factors data.total');
    const [score] = await numbers(page, 'td.score data');
    truthy(points.length >= 1 && Math.abs(points.reduce((a, b) => a + b, 0) - total) < 0.05, `${points} make ${total}`);
    truthy(Math.abs(total - score) < 0.05, `${total} is ${score}`);
    const shown = await page.locator('.factors data.points').allInnerTexts();
    const sum = shown.reduce((a, text) => a + Number(text), 0);
    truthy(Math.abs(sum - total) <= 0.05 * (shown.length + 1), `shown ${shown} make about ${total}`);
  });
  await check('imminent danger is told with reason, author and end, and whom to call', async () => {
    const said = await page.locator('.danger-said').innerText();
    for (const part of ['Reason', 'Said by', 'Holds until']) truthy(said.includes(part), `${part} in ${said}`);
    truthy(/^tel:\+?\d+$/.test(await page.locator('.to-call a').first().getAttribute('href')), 'a number to dial');
  });
  await check('what lies behind the score opens on demand', () => behind(page));
  await accessible(page, 'what lies behind a score');
  await check('a link shows the same settlement and the same part of the map', async () => {
    const before = page.url();
    await page.reload();
    await page.locator('.explanation .factors').waitFor();
    await settled(page);
    same(page.url(), before);
    same(await page.locator('tr.chosen .row-name').innerText(), name);
  });
  await check('a click on the map selects the row', async () => {
    await page.locator('.explanation header .button:not(.visit-open)').click();
    await settled(page);
    await page.locator('.explanation .close').click();
    same(await page.locator('tr.chosen').count(), 0);
    await settled(page);
    await page.locator('#map').click();
    await page.locator('tr.chosen').waitFor();
    same(await page.locator('tr.chosen .row-name').innerText(), name);
  });
  await check('a layer is switched off by its box and stays off in the link', async () => {
    const box = page.locator('.legend input[type=checkbox]').first();
    await box.uncheck();
    truthy(page.url().includes('layers='), page.url());
    await page.reload();
    await rows.first().waitFor();
    await page.locator('.legend input').first().waitFor();
    same(await page.locator('.legend input[type=checkbox]').first().isChecked(), false);
    await page.locator('.legend input[type=checkbox]').first().check();
  });
  await check('words typed and classes ticked choose the rows', async () => {
    const all = await rows.count();
    await page.locator('.find input').fill(name.toUpperCase());
    await until(async () => (await rows.count()) < all, 'fewer rows');
    same(await rows.first().locator('.row-name').innerText(), name);
    await page.locator('.find input').fill('');
    await until(async () => (await rows.count()) === all, 'all rows again');
    await page.locator('.find input').fill('zzzzzz');
    await page.locator('.ranking .notice .button').click();
    await until(async () => (await rows.count()) === all, 'all rows after clearing');
  });
  await check('a column sorts both ways and says so', async () => {
    const head = page.locator('th.col-score');
    same(await page.locator('th.col-rank').getAttribute('aria-sort'), 'ascending');
    await head.locator('button').click();
    same(await head.getAttribute('aria-sort'), 'descending');
    await head.locator('button').click();
    const scores = await numbers(page, 'td.score data');
    same(scores, [...scores].sort((a, b) => a - b));
    await page.locator('th.col-rank button').click();
  });
  await check('everything can be had in French', async () => {
    await page.locator('.languages button[lang=fr]').click();
    await until(async () => (await page.locator('html').getAttribute('lang')) === 'fr', 'the page in French');
    truthy((await page.locator('h1').innerText()).includes('Où aller'), 'a French title');
    truthy(/\d,\d/.test(await page.locator('.factors data.total').innerText()), 'a comma before decimals');
    truthy(page.url().includes('lang=fr'), page.url());
    same(await page.getByText(/^(?:[a-z]+-)+[a-z_]+$/).count(), 0);
  });
  await check('the dispersal view shows figures, trend and neighbourhoods', () => dispersed(page));
  await accessible(page, 'dispersal');
  await check('Back returns to the ranking', async () => {
    await until(async () => {
      await page.goBack();
      return (await page.locator('table.sites').count()) > 0;
    }, 'the ranking');
  });
  await accessible(page, 'priorities');
  await clean('the team’s walk', faults);
  await close();
}

async function behind(page) {
  const folds = page.locator('.fold');
  same(await folds.count(), 5);
  for (const fold of await folds.all()) await fold.locator('summary').click();
  await folds.nth(0).locator('.remedies li').first().waitFor();
  await folds.nth(1).locator('.fold-body .sentence, .fold-body > .small').first().waitFor();
  await folds.nth(2).locator('table, p').first().waitFor();
  await folds.nth(3).locator('dl, p').first().waitFor();
  await folds.nth(4).locator('form, p, ul').first().waitFor();
  same(await page.locator('.fold .failed').count(), 0);
}

/** Of the invented city, a settlement with works and visits, then the one to which an officer gives a class. */
async function casework() {
  const { page, faults, close } = await open(`${base}?site=S02`, { viewport: DESKTOP, locale: 'en-GB' });
  await page.locator('.explanation .factors').waitFor();
  await check('an open works order and the answers of visits are shown with their dates', async () => {
    await page.locator('.noted li').first().waitFor();
    truthy(/due \d+ \w+ \d{4}/.test(await page.locator('.noted').first().innerText()), 'when it is due');
    await behind(page);
    const answers = await page.locator('.answers').innerText();
    truthy(/visit of \d+ \w+ \d{4}/.test(answers), 'the day of a visit');
  });
  await check('an officer’s class is explained, and the computed one stays', async () => {
    await page.locator('tr:has(.officer-mark) .row-name').first().click();
    await page.locator('.said').waitFor();
    truthy((await page.locator('.said').innerText()).includes('computed class'), 'both classes');
  });
  await check('a distance measured on the map is not passed off as seen', async () => {
    await behind(page);
    truthy((await page.locator('.answers').innerText()).includes('not on the ground'), 'what was measured on the map');
  });
  await check('why a score moved is told in words and in points', async () => {
    // Its latest visit has changed what it hangs on.
    await page.goto(`${base}?site=S09`);
    await page.locator('.explanation .factors').waitFor();
    await behind(page);
    const moved = page.locator('.fold').nth(1);
    truthy((await moved.locator('.sentence').innerText()).startsWith('Since '), 'a sentence');
    truthy((await moved.locator('.moved tbody tr').count()) >= 1, 'a line for what has moved');
  });
  await clean('the walk through casework', faults);
  await close();
}

async function dispersed(page) {
  await page.locator('.views button').and(page.getByText(/^Dispers/)).click();
  await page.locator('table.areas tbody tr').first().waitFor();
  truthy((await page.locator('.figure-card').count()) >= 5, 'five headline figures');
  truthy((await page.locator('.years-chart .year-dot').count()) >= 1, 'at least one year');
  await page.locator('.years-table summary').click();
  truthy((await page.locator('.years-table tbody tr').count()) >= 1, 'the years as a table');
  await settled(page);
  const row = page.locator('table.areas tbody tr').nth(1);
  const area = await row.locator('.row-name').innerText();
  await row.click();
  await until(async () => (await page.locator('tr.chosen').count()) === 1, 'a chosen neighbourhood');
  await settled(page);
  await page.locator('table.areas tbody tr').nth(3).locator('.row-name').press('Enter');
  await settled(page);
  await row.click();
  await settled(page);
  same(await page.locator('tr.chosen .row-name').innerText(), area);
}

async function homes() {
  const { page, faults, close } = await open(base, { viewport: PHONE, locale: 'en-GB' });
  const proposals = page.locator('section[aria-label="Kept proposals"]');
  await check('homes are proposed for a list of families, kept, and decided with a reason', async () => {
    await page.locator('.views button').and(page.getByText('Homes', { exact: true })).click();
    await page.locator('input[type=file]').setInputFiles(families);
    await page.locator('.planner-families tbody tr').first().waitFor();
    await page.locator('.planner-form form input').first().fill('coordination');
    await page.locator('.planner-form form button').click();
    await proposals.locator('summary').first().click();
    const fields = proposals.locator('form').first().locator('input');
    await fields.nth(0).fill('steering group');
    await fields.nth(1).fill('two homes are let already');
    await proposals.locator('form').first().locator('button[value=refuse]').click();
    await until(async () => (await proposals.innerText()).includes('two homes are let already'), 'the decision in the list');
    same(await proposals.locator('tbody tr').first().locator('summary').count(), 0);
  });
  await check('the planner fits a phone', async () => {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    truthy(wide <= 0, `${wide} px too wide`);
  });
  await accessible(page, 'the planner');
  await page.screenshot({ path: join(out, 'phone-light-homes.png'), fullPage: true });
  await clean('the planner’s walk', faults);
  await close();
}

async function registers() {
  const { page, faults, close } = await open(`${base}?view=work`, { viewport: DESKTOP, locale: 'en-GB' });
  const rows = page.locator('.work-list tbody tr');
  const entry = page.locator('.work-entry');
  await check('households are shown once one has said what for', async () => {
    same(await page.locator('.work-list').count(), 0);
    await page.locator('.work form input').fill('preparing the monthly meeting');
    await page.keyboard.press('Enter');
    await rows.first().waitFor();
  });
  await check('what waits is one click away, and an entry opens beside it', async () => {
    await page.locator('.work-choice .chips button').first().click();
    await until(async () => (await page.locator('.work-list h2').innerText()).includes('follow'), 'the follow-ups');
    await rows.first().locator('button').click();
    await entry.locator('dl').waitFor();
  });
  await accessible(page, 'the casework view');
  await page.screenshot({ path: join(out, 'desktop-light-casework.png') });
  await check('a follow-up is done with its outcome, and its history says so', async () => {
    await entry.locator('.work-steps button').first().click();
    await entry.locator('select[name=outcome]').selectOption('still_housed');
    await entry.locator('.work-steps form button').click();
    await entry.locator('h2', { hasText: 'done' }).waitFor();
    await entry.locator('summary').click();
    await until(async () => (await entry.locator('.work-history li').count()) === 2, 'two revisions');
  });
  await check('what a household may not become yet is refused with the rule, and set aside with a reason only', async () => {
    await page.goto(`${base}?view=work&state=identified`);
    await page.locator('.work form input').fill('preparing the monthly meeting');
    await page.keyboard.press('Enter');
    await rows.first().locator('button').click();
    await entry.locator('.work-steps button', { hasText: 'assessed' }).click();
    await entry.locator('.work-steps form button').click();
    await entry.locator('h2', { hasText: 'assessed' }).waitFor();
    await entry.locator('.work-steps button', { hasText: 'kept in place' }).click();
    await entry.locator('.work-steps form button').click();
    await entry.locator('.failed').waitFor();
    await entry.locator('input[name=work-override]').waitFor();
  });
  await check('a new journal entry is written, changed, and keeps what was typed when it is refused', async () => {
    await page.goto(`${base}?view=work&register=journal_entry`);
    await rows.first().waitFor();
    await page.locator('.work-list .work-choice button').click();
    await page.locator('.work-form textarea[name=text]').fill('Water point mended.');
    await page.locator('.work-form input[name=settlement]').fill('S999');
    await page.locator('.work-form input[name=on]').fill('2026-11-02');
    await page.locator('.work-form button[type=submit]').click();
    await page.locator('.work-form .failed').waitFor();
    same(await page.locator('.work-form textarea[name=text]').inputValue(), 'Water point mended.');
    await page.locator('.work-form input[name=settlement]').fill('S02');
    await page.locator('.work-form button[type=submit]').click();
    await entry.locator('dd', { hasText: 'Water point mended.' }).waitFor();
  });
  await page.setViewportSize(PHONE);
  await check('the casework view fits a phone', async () => {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    truthy(wide <= 0, `${wide} px too wide`);
  });
  await page.screenshot({ path: join(out, 'phone-light-casework.png') });
  // The refusals are what was to be seen.
  const unasked = faults.filter((fault) => !/\b(404|409|422)\b/.test(fault));
  await clean('the casework walk', unasked);
  await close();
}

async function reports() {
  const { page, faults, close } = await open(`${base}?view=reports`, { viewport: DESKTOP, locale: 'en-GB' });
  const list = page.locator('.reports > li');
  await check('every report says what it holds and comes as a file', async () => {
    await list.first().locator('button').click();
    const [file] = await Promise.all([page.waitForEvent('download'), list.first().getByText('Take as CSV').click()]);
    same(file.suggestedFilename(), 'dangerous_sites.csv');
    truthy((await list.count()) >= 20, 'twenty reports');
  });
  await check('a report about a household asks which and what for', async () => {
    const plan = list.filter({ hasText: 'Plan of a household' });
    await plan.locator('button').click();
    same(await plan.getByText('Take as PDF').isDisabled(), true);
    await plan.locator('form input').first().fill('H001');
    await plan.getByText('Take as PDF').click();
    await until(async () => (await plan.locator('[role=status]').innerText()).includes('could not'), 'why not');
    await plan.locator('form input').nth(1).fill('review with the household');
    const [file] = await Promise.all([page.waitForEvent('download'), plan.getByText('Take as PDF').click()]);
    same(file.suggestedFilename(), 'household_plan.pdf');
  });
  await accessible(page, 'the reports');
  await page.screenshot({ path: join(out, 'desktop-light-reports.png') });
  // A file without a purpose is refused: the browser notes that by itself.
  await clean('the reports', faults.filter((fault) => !fault.includes('422')));
  await close();
}

async function byKeyboard() {
  const { page, faults, close } = await open(base, { viewport: DESKTOP, locale: 'fr-FR' });
  await page.locator('table.sites tbody tr').nth(1).waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  await check('the browser’s own language is spoken', async () => same(await page.locator('html').getAttribute('lang'), 'fr'));
  await check('the keyboard alone reaches a settlement, its reasons and back', async () => {
    const second = await page.locator('table.sites .row-name').nth(1).innerText();
    await until(async () => {
      await page.keyboard.press('Tab');
      return page.evaluate(() => document.activeElement?.classList.contains('row-name'));
    }, 'Tab to reach the table');
    await page.keyboard.press('ArrowDown');
    same(await focused(), second);
    await page.keyboard.press('Enter');
    await page.locator('.explanation .factors').waitFor();
    truthy((await focused()).startsWith(second), 'the focus is on the explanation');
    await page.keyboard.press('Escape');
    same(await focused(), second);
  });
  await check('the keyboard alone moves the map', async () => {
    await settled(page);
    await until(async () => {
      await page.keyboard.press('Tab');
      return page.evaluate(() => document.activeElement?.id === 'map');
    }, 'Tab to reach the map');
    const before = page.url();
    await page.keyboard.press('ArrowRight');
    await until(() => page.url() !== before, 'the map to pan');
    const panned = page.url();
    await settled(page);
    await page.keyboard.press('+');
    await until(() => page.url() !== panned, 'the map to zoom');
  });
  await clean('the keyboard’s walk', faults);
  await close();
}

async function whenThingsGoWrong() {
  const { page, close } = await open(base, { viewport: DESKTOP, locale: 'en-GB' });
  await check('a silent server is named, and asking again works', async () => {
    await page.route('**/api/ranking*', (route) => route.abort());
    await page.reload();
    await page.locator('.ranking .failed').waitFor();
    await page.unroute('**/api/ranking*');
    await page.locator('.ranking .failed .button').click();
    await page.locator('table.sites tbody tr').first().waitFor();
  });
  await check('a refusal shows the server’s words and the request number', async () => {
    const body = JSON.stringify({ type: 'about:blank', title: 'busy', status: 503, detail: 'the atlas is loading', request_id: 'r-42' });
    await page.route('**/api/ranking*', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body }));
    await page.reload();
    const text = await page.locator('.ranking .failed').innerText();
    truthy(text.includes('the atlas is loading') && text.includes('r-42'), text);
    await page.unroute('**/api/ranking*');
  });
  await check('an answer behind the score that fails says so, and asking again works', async () => {
    await page.reload();
    await page.locator('table.sites tbody tr').first().click();
    await page.route('**/api/settlements/*/works*', (route) => route.abort());
    const fold = page.locator('.fold').first();
    await fold.locator('summary').click();
    await fold.locator('.failed').waitFor();
    await page.unroute('**/api/settlements/*/works*');
    await fold.locator('.failed .button').click();
    await fold.locator('.remedies li').first().waitFor();
    await page.goto(base);
  });
  await check('an empty ranking names the command that fills it', async () => {
    const body = JSON.stringify({ assessed_at: null, total: 0, next: null, items: [] });
    await page.route('**/api/ranking*', (route) => route.fulfill({ contentType: 'application/json', body }));
    await page.reload();
    truthy((await page.locator('.ranking .command').innerText()).startsWith('jalon '), 'a command');
    await page.unroute('**/api/ranking*');
  });
  await close();
}

async function pictures() {
  for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    for (const scheme of ['light', 'dark']) {
      const { page, close } = await open(base, { viewport, locale: scheme === 'light' ? 'fr-FR' : 'en-GB', colorScheme: scheme, deviceScaleFactor: device === 'phone' ? 2 : 1 });
      await page.locator('table.sites tbody tr').first().waitFor();
      await picture(page, `${device}-${scheme}-priorities`, device);
      await page.locator('table.sites tbody tr').first().click();
      await page.locator('.explanation .factors').waitFor();
      await picture(page, `${device}-${scheme}-explained`, device);
      await behind(page);
      await picture(page, `${device}-${scheme}-behind`, device);
      for (const [what, code] of scheme === 'light' ? [['casework', 'S02'], ['override', 'S13']] : []) {
        await page.goto(`${base}?site=${code}`);
        await page.locator('.explanation .factors').waitFor();
        await behind(page);
        if (device === 'desktop') await wholeExplanation(page, `tablet-${scheme}-${what}`);
        else await picture(page, `${device}-${scheme}-${what}`, device);
      }
      await page.locator('.views button').and(page.getByText(/^Dispers/)).click();
      await page.locator('table.areas tbody tr').first().waitFor();
      await picture(page, `${device}-${scheme}-dispersal`, device);
      if (device === 'phone') {
        await check(`nothing runs over the edge of a phone (${scheme})`, async () => {
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          truthy(wide <= 0, `${wide} px too wide`);
        });
      }
      await close();
    }
  }
}

/** All of the explanation; in one column it does not scroll within the page. */
async function wholeExplanation(page, name) {
  await page.setViewportSize(TABLET);
  await page.locator('.explanation').screenshot({ path: join(out, `${name}.png`) });
  await page.setViewportSize(DESKTOP);
}

async function picture(page, name, device) {
  await page.locator('.map-target canvas').first().waitFor();
  await settled(page);
  await page.screenshot({ path: join(out, `${name}.png`), fullPage: device === 'phone' });
}

async function asPublic() {
  const { page, faults, close } = await open(publicBase, { viewport: DESKTOP, locale: 'en-GB' });
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await check('the public sees neighbourhoods only, whatever the link asks', async () => {
    await page.goto(`${publicBase}?view=priorities&site=S01`);
    await page.locator('table.areas tbody tr').first().waitFor();
    await settled(page);
    same(await page.locator('table.sites').count(), 0);
    same(await page.locator('.views button').count(), 1);
    same(await page.locator('.legend input[type=checkbox]').count(), 1);
    same(asked.filter((path) => /ranking|settlements/.test(path)), []);
  });
  await picture(page, 'desktop-light-public', 'desktop');
  await accessible(page, 'public');
  await clean('the public’s walk', faults);
  await close();
}

async function open(url, { tour = false, ...options }) {
  const storageState = url.startsWith(base) ? inside : undefined;
  const context = await browser.newContext({ reducedMotion: 'reduce', storageState, ...options });
  const page = await context.newPage();
  // Whoever works here every day has closed the tour long ago.
  if (!tour) await context.addInitScript(() => localStorage.setItem('jalon-tour', 'closed'));
  const faults = await watch(page, url);
  await page.goto(url);
  return { page, faults, close: () => context.close() };
}

async function accessible(page, name) {
  await check(`no fault against WCAG 2.2 AA is found on ${name}`, async () => {
    await page.evaluate(axe);
    const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
    same(found.violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target }) => target.join(' ')).join(' | ')}`), []);
  });
}

async function clean(whose, faults) {
  await check(`${whose} has no console error, no foreign request, no policy broken`, () => same(faults, []));
}

function numbers(page, selector) {
  return page.locator(selector).evaluateAll((found) => found.map((each) => Number(each.value)));
}

async function check(sentence, prove) {
  try {
    await prove();
    results.passed += 1;
    console.log(`ok    ${sentence}`);
  } catch (error) {
    results.failed += 1;
    console.log(`FAIL  ${sentence}\n      ${String(error).replaceAll('\n', '\n      ')}`);
    await pictureOfFailure();
  }
}

/** What every page shows at the moment: a sentence alone does not tell why it was not so. */
async function pictureOfFailure() {
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const [at, page] of pages.entries()) {
    const said = await page.locator('main').first().innerText({ timeout: 2000 }).catch(String);
    console.log(`      ${page.url().replace(base, '')} says: ${said.slice(0, 300).replaceAll('\n', ' | ')}`);
    await page.screenshot({ path: join(out, `failed-${results.failed}-${at}.png`) }).catch(() => undefined);
  }
}

function same(found, wanted) {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`found ${a}, wanted ${b}`);
}

function truthy(holds, what) {
  if (!holds) throw new Error(`does not hold: ${what}`);
}
