// The walks of the board's other sides: homes by landlord and by agreement, and the agenda of those who decide, on a desk, on paper and on a phone.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from './watch.mjs';

const PURPOSE = 'preparing the steering committee';

export async function sides(base, { check, same, truthy, accessible, clean, open, out, desktop, phone }) {
  const { page, faults, close } = await open(`${base}?view=board`, { viewport: desktop, locale: 'en-GB', acceptDownloads: true });
  const picture = (name) => page.screenshot({ path: join(out, `${name}.png`), fullPage: true });
  const button = (name) => page.getByRole('button', { name, exact: true });
  const tables = page.locator('.homes-table');
  await check('the homes are one key press away, and are shown once it is said what for', async () => {
    await button('Homes').first().waitFor();
    await page.locator('.board-sides button', { hasText: 'Homes' }).focus();
    await page.keyboard.press('Enter');
    same(await tables.count(), 0);
    await page.locator('.board-page form input').fill(PURPOSE);
    await page.keyboard.press('Enter');
    await tables.first().waitFor();
    truthy((await page.evaluate(() => location.search)).includes('side=homes'), 'the side in the address');
  });
  await check('landlords are told by name, with those first whose homes wait, and no address', async () => {
    const rows = await tables.nth(0).locator('tbody tr').evaluateAll((found) => found.map((row) => [...row.children].map((cell) => cell.innerText.trim())));
    truthy(rows.length >= 10 && rows.some(([name]) => name === 'Habitat du Loriot'), rows.map(([name]) => name).join(', '));
    const waiting = rows.map((row) => Number(row[3]));
    same(waiting, [...waiting].sort((a, b) => b - a));
    truthy(rows.some((row) => Number(row[4]) > 0) && rows.some((row) => Number(row[7]) > 0), 'proposals and refusals');
    truthy(!/\b(rue|avenue|street)\b/i.test(await page.locator('#table').innerText()), 'no address');
  });
  await check('agreements that end soon say so in words, and come first', async () => {
    const ends = await tables.nth(1).locator('tbody td:nth-child(3)').allInnerTexts();
    truthy(/over for|over since|in \d+ days|today|tomorrow/.test(ends[0]), ends[0]);
  });
  await check('free homes that nobody is offered are as many as the landlords’ rows say', async () => {
    const sum = (await tables.nth(0).locator('tbody tr td:nth-child(4)').allInnerTexts()).reduce((all, text) => all + Number(text), 0);
    truthy((await page.locator('.board-page h2').allInnerTexts()).some((title) => title.startsWith(`${sum} free homes`) || (sum === 0 && title.startsWith('Free homes'))), String(sum));
  });
  await accessible(page, 'the homes of the board');
  await picture('desktop-light-board-homes');
  await check('one landlord is chosen by keyboard, kept by the link, and left again', async () => {
    await button('Habitat du Loriot').focus();
    await page.keyboard.press('Enter');
    await until(async () => (await tables.nth(0).locator('tbody tr').count()) === 1, 'one landlord');
    truthy((await page.evaluate(() => location.search)).includes('of=B01'), 'the landlord in the address');
    await page.goBack();
    await until(async () => (await tables.nth(0).locator('tbody tr').count()) > 1, 'all landlords');
  });
  await check('a landlord that nobody knows is said not to be there, with the way back', async () => {
    await page.evaluate(() => history.pushState(null, '', location.search.replace(/&?of=\w+/, '') + '&of=B99'));
    await page.evaluate(() => dispatchEvent(new PopStateEvent('popstate')));
    await page.locator('.failed', { hasText: 'B99' }).waitFor();
    await button('All landlords').click();
    await tables.first().waitFor();
  });
  await check('the agenda tells each session with what waits for it and how long there is left', async () => {
    await page.locator('.board-sides button', { hasText: 'Agenda' }).click();
    await page.locator('.agenda-session').first().waitFor();
    const told = await page.locator('.agenda').innerText();
    truthy(/\d+ decisions wait/.test(told), told.slice(0, 200));
    truthy(told.includes('steering group') && told.includes('Ville de Belorme'), 'who meets');
    truthy(/in \d+ days|today|tomorrow|late/.test(await page.locator('.agenda-table').first().innerText()), 'the clock');
  });
  await check('a body has its own agenda, and the link says which', async () => {
    await page.getByLabel('Who decides').selectOption('steering_group');
    await until(async () => (await page.evaluate(() => location.search)).includes('of=steering_group'), 'the body in the address');
    await until(async () => !(await page.locator('.agenda').innerText()).includes('orientation cell'), 'its sessions alone');
    truthy(!(await page.locator('.agenda').innerText()).includes('Household H'), 'no household');
  });
  await accessible(page, 'the agenda');
  await picture('desktop-light-board-agenda');
  await check('the agenda is handed over as a file, and prints without the page around it', async () => {
    const [file] = await Promise.all([page.waitForEvent('download'), button('Agenda, decisions and minutes as PDF').click()]);
    same(file.suggestedFilename(), 'steering.pdf');
    truthy((await readFile(await file.path())).subarray(0, 5).toString() === '%PDF-', 'a PDF');
    await page.emulateMedia({ media: 'print' });
    same(await page.locator('.head').isVisible(), false);
    same(await page.locator('.agenda-take').isVisible(), false);
    await page.setViewportSize({ width: 794, height: 1123 });
    await picture('paper-board-agenda');
    await page.emulateMedia({ media: 'screen' });
    await page.setViewportSize(desktop);
  });
  await check('what waits leads to its decision in the register', async () => {
    await page.locator('.agenda-table tbody th button').first().click();
    await page.locator('.work-entry h2').waitFor();
    truthy((await page.evaluate(() => location.search)).includes('register=decision'), 'the register');
  });
  await clean('the other sides of the board', faults.filter((fault) => !/404/.test(fault)));
  await close();
  await on_a_phone();
  await for_others();

  async function on_a_phone() {
    const small = await open(`${base}?view=board&side=homes&lang=fr`, { viewport: phone, locale: 'fr-FR', colorScheme: 'dark', hasTouch: true });
    await small.page.locator('.board-page form input').fill(PURPOSE);
    await small.page.keyboard.press('Enter');
    await check('homes and agenda fit a phone, in French', async () => {
      for (const side of ['Logements', 'Ordre du jour']) {
        await small.page.locator('.board-sides button', { hasText: side }).tap();
        await small.page.locator('#table table').first().waitFor();
        same(await small.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
        same(await small.page.getByText(/^(?:[a-z]+-)+[a-z_]+$/).count(), 0);
        await accessible(small.page, `${side} on a phone, dark and in French`);
        await small.page.screenshot({ path: join(out, `phone-dark-fr-board-${side === 'Logements' ? 'homes' : 'agenda'}.png`) });
      }
    });
    await small.close();
  }

  async function for_others() {
    const away = await open(`${base}?view=board`, { viewport: desktop, locale: 'en-GB' });
    await check('a planner has the agenda without decisions about households, and need not say what for', async () => {
      await away.page.evaluate(() => sessionStorage.setItem('jalon-viewed-as', 'planner'));
      await away.page.goto(`${base}?view=board`);
      await away.page.locator('.agenda-session').first().waitFor();
      same(await away.page.locator('.board-sides button').allInnerTexts(), ['Agenda']);
      const told = await away.page.locator('.agenda').innerText();
      truthy(!/Household H/.test(told), 'no household');
      truthy(/decisions about them are not told here/.test(told) && !/Nothing waits for this session/.test(told), told.slice(0, 300));
    });
    await check('a link to the homes is answered in words where counts only may be seen', async () => {
      await away.page.goto(`${base}?view=board&side=homes`);
      await away.page.getByText('does not read of homes one by one').waitFor();
    });
    await check('an empty agenda says what to do, and a server that fails is asked again', async () => {
      await away.page.evaluate(() => sessionStorage.removeItem('jalon-viewed-as'));
      await away.page.route('**/api/board/agenda?*', (route) => route.fulfill({ status: 503, json: { title: 'busy', status: 503, detail: 'the server is busy' } }));
      await away.page.goto(`${base}?view=board&side=agenda`);
      await away.page.locator('.board-page form input').fill(PURPOSE);
      await away.page.keyboard.press('Enter');
      await away.page.locator('.failed').waitFor();
      await away.page.unroute('**/api/board/agenda?*');
      const empty = { at: '2026-03-10T08:00:00Z', waiting: 0, late: 0, told: 'all', sessions: [], others: [], held: null, left_out: 0 };
      await away.page.route('**/api/board/agenda?*', (route) => route.fulfill({ json: empty }));
      await away.page.getByRole('button', { name: 'Try again' }).click();
      await away.page.getByText('No session is planned.').waitFor();
    });
    await accessible(away.page, 'an empty agenda');
    await away.close();
  }
}
