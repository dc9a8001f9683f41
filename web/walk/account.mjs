// The walk of somebody who comes in by the city's sign-on: what their role leaves closed, opened and shut, and the page as others see it.
import { join } from 'node:path';
import { until } from './watch.mjs';

/** `base` is a server with a sign-on; `tools` are the walk's own. */
export async function account(base, { browser, check, same, truthy, accessible, out, desktop, phone }) {
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: desktop, locale: 'en-GB' });
  const page = await context.newPage();
  const picture = (name) => page.screenshot({ path: join(out, `${name}.png`) });
  const standing = page.locator('.standing-line');
  await check('the door has the city’s sign-on, reached by the keyboard', async () => {
    await page.goto(base);
    await page.locator('.door-sign-on a').waitFor();
    await tabTo(page, (at) => at.closest('.door-sign-on') !== null);
    await picture('desktop-light-door');
  });
  await accessible(page, 'the door with a sign-on');
  await check('who is in no group is told so in words, at the door', async () => {
    await page.keyboard.press('Enter');
    await page.getByText('choir singer').click();
    await page.locator('.door-failure').waitFor();
    truthy((await page.locator('.door-failure').innerText()).includes('no group'), 'why');
    await picture('desktop-light-door-refused');
  });
  await accessible(page, 'the door after a refusal');
  await check('the sign-on lets in who is in a group', async () => {
    await page.locator('.door-sign-on a').click();
    await page.getByText('administrator').click();
    await page.locator('table.sites tbody tr').first().waitFor();
    same(new URL(page.url()).pathname, '/');
    same(await standing.count(), 0);
  });
  await check('households are closed to an administrator, and not offered', () => closed(page, base));
  await check('the keyboard alone opens households for an hour, with a reason', async () => {
    await openMenu(page);
    await accessible(page, 'the account menu');
    await picture('desktop-light-account');
    await tabTo(page, (at) => at.getAttribute('name') === 'glass');
    same(await page.evaluate(() => document.activeElement.parentElement.innerText.trim()), 'courts and owners');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, (at) => at.closest('.account-form') !== null && at.getAttribute('type') === 'text');
    await page.keyboard.type('fire on the site, who is missing');
    await page.keyboard.press('Enter');
    await standing.waitFor();
    truthy((await standing.innerText()).includes('fire on the site, who is missing'), 'the reason is shown');
  });
  await check('a clock tells how much is left, and goes', async () => {
    const left = async () => (await standing.locator('[role=timer]').innerText()).match(/(\d+):(\d\d)/).slice(1).map(Number);
    const [minutes] = await left();
    truthy(minutes === 59 || minutes === 60, `${minutes} minutes`);
    const before = (await left()).join();
    await until(async () => (await left()).join() !== before, 'the clock to go');
  });
  await check('what was opened can be read, under the line on every page', async () => {
    await households(page, base);
    same(await standing.count(), 1);
    await picture('desktop-light-opened');
  });
  await accessible(page, 'the page while something is open');
  await check('the line fits a phone', async () => {
    await page.setViewportSize(phone);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    await picture('phone-light-opened');
    await page.setViewportSize(desktop);
    truthy(wide <= 0, `${wide} px too wide`);
  });
  await check('the keyboard alone shuts it before the hour is over, and nothing of it stays', async () => {
    await tabTo(page, (at) => at.closest('.standing-line') !== null);
    await page.keyboard.press('Enter');
    await standing.waitFor({ state: 'detached' });
    await closed(page, base);
  });
  await check('the page as a landlord sees it: what a landlord may not see is not even offered', async () => {
    await lookAs(page, base, 'landlord');
    same(await page.locator('.views button').allInnerTexts(), ['Casework', 'Reports']);
    truthy((await standing.innerText()).includes('landlord'), 'the line names the role');
    await picture('desktop-light-viewed');
  });
  await accessible(page, 'the page as another role');
  await check('the line stays over other pages and a reload, and changes are refused in words', async () => {
    await page.locator('.views button', { hasText: 'Reports' }).click();
    same(await standing.count(), 1);
    await page.reload();
    await standing.waitFor();
    const refused = await page.evaluate(async () => (await fetch('/api/scoring', { method: 'POST', headers: { 'x-view-as': 'landlord' } })).status);
    same(refused, 403);
  });
  await check('the page as a planner sees it has the map with its tiles', async () => {
    await lookAs(page, base, 'city planner');
    const tiles = [];
    page.on('request', (request) => new URL(request.url()).pathname.startsWith('/tiles/') && tiles.push(request.headers()['x-view-as']));
    await page.locator('table.sites tbody tr').first().waitFor();
    await until(() => tiles.length > 0, 'a tile');
    same([...new Set(tiles)], ['planner']);
  });
  await check('in French too, and ended by the keyboard', async () => {
    await page.locator('.languages button[lang=fr]').click();
    truthy((await standing.innerText()).startsWith('Vous regardez avec le rôle'), await standing.innerText());
    same(await page.getByText(/^(?:[a-z]+-)+[a-z_]+$/).count(), 0);
    await tabTo(page, (at) => at.closest('.standing-line') !== null);
    await page.keyboard.press('Enter');
    await standing.waitFor({ state: 'detached' });
    await page.locator('table.sites tbody tr').first().waitFor();
    await openMenu(page);
    await picture('desktop-light-account-fr');
    same(await page.locator('.account-dialog').getByText(/^(?:[a-z]+-)+[a-z_]+$/).count(), 0);
  });
  await socialWorker(browser, base, { check, same, accessible, out, desktop });
  await check('one leaves the city’s sign-on too', async () => {
    await page.locator('.account-buttons button').nth(1).click();
    await page.getByText('Signed out of the city').waitFor();
    await page.goto(base);
    await page.locator('.door input').first().waitFor();
  });
  await context.close();
}

/** A social worker finds what they may see, and no box that says what they may not. */
async function socialWorker(browser, base, { check, same, accessible, out, desktop }) {
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: desktop, locale: 'en-GB' });
  const page = await context.newPage();
  await check('a social worker begins with what they may see', async () => {
    await page.goto(base);
    await page.locator('.door-sign-on a').click();
    await page.getByText('social worker').click();
    await page.locator('table.areas tbody tr').first().waitFor();
    same(await page.locator('.views button').allInnerTexts(), ['Dispersal', 'Homes', 'Casework', 'Reports']);
  });
  await check('the register of rounds says nothing of what a social worker may not see', async () => {
    await page.locator('.views button', { hasText: 'Casework' }).click();
    await page.locator('.work-choice select').first().selectOption('mediation_round');
    await page.locator('.work-list h2').waitFor();
    await page.locator('.work-list .notice, .work-list table').first().waitFor();
    same(await page.locator('.failed').count(), 0);
    same(await page.locator('.residences').count(), 0);
    await page.screenshot({ path: join(out, 'desktop-light-social-worker.png') });
  });
  await accessible(page, 'the casework of a social worker');
  await context.close();
}

/** Looks at the households of the casework. */
async function households(page, base) {
  await page.goto(`${base}?view=work&register=household`);
  await page.locator('.work form input').fill('who is missing');
  await page.keyboard.press('Enter');
  await page.locator('.work-list tbody button').first().waitFor();
}

/** The casework as who reads no households sees it: another register, and no word of them. */
async function closed(page, base) {
  await page.goto(`${base}?view=work`);
  await page.locator('.work-list h2').waitFor();
  const registers = await page.locator('.work-choice select').first().locator('option').allInnerTexts();
  if (registers.length === 0 || registers.includes('household')) throw new Error(`offered: ${registers}`);
  await page.goto(`${base}?view=work&register=household`);
  await page.locator('.work-list h2').waitFor();
  const shown = await page.locator('.work-list h2').innerText();
  if (shown !== registers[0]) throw new Error(`shown: ${shown}`);
}

async function openMenu(page) {
  await tabTo(page, (at) => at.classList.contains('account-name'));
  await page.keyboard.press('Enter');
  await page.locator('.account-dialog li strong').waitFor();
}

async function lookAs(page, base, role) {
  await page.goto(base);
  await page.locator('.account-name').click();
  await page.locator('.account-dialog select').selectOption({ label: role });
  await page.locator('.account-form button', { hasText: 'Look around' }).click();
  await page.locator('.standing-line.viewed').waitFor();
  await until(async () => (await page.locator('.standing-line.viewed').innerText()).includes(role), 'the role');
}

/** Tab, until the focus is where the question says. */
async function tabTo(page, question) {
  const source = `(${question})(document.activeElement)`;
  await until(async () => {
    await page.keyboard.press('Tab');
    return page.evaluate(source);
  }, 'Tab to reach it');
}
