// The walk of somebody who sees the invented city for the first time: the tour by keyboard, closed for good, asked for again, on a phone.
import { join } from 'node:path';
import { until } from './watch.mjs';

export async function tour(base, { check, same, truthy, accessible, clean, open, out, desktop, phone }) {
  const { page, faults, close } = await open(base, { viewport: desktop, locale: 'en-GB', tour: true });
  const card = page.locator('.tour');
  const title = () => card.locator('h2').innerText();
  const press = async (name) => {
    await card.getByRole('button', { name, exact: true }).focus();
    await page.keyboard.press('Enter');
  };
  await check('the tour is offered, takes the keyboard from nobody, and covers no control of the table', async () => {
    await card.waitFor();
    same(await title(), 'First time here?');
    same(await page.evaluate(() => document.activeElement?.closest('.tour') === null), true);
  });
  await accessible(page, 'the offer of a tour');
  await check('it is not offered to whoever has come for something else', async () => {
    for (const [view, there] of [['visit', '.field'], ['board', '.board-page']]) {
      await page.goto(`${base}?view=${view}`);
      await page.locator(there).first().waitFor();
      await page.waitForLoadState('networkidle');
      same([view, await card.count()], [view, 0]);
    }
    await page.goto(base);
    await card.waitFor();
  });
  await check('five stops go from view to view by keyboard alone, and each marks what it speaks of', async () => {
    await press('Show me round');
    const seen = [];
    const marks = ['table.sites tr', '.legend', '.figures', '.board-sides', '.administration .work-tabs'];
    for (const [stop, marked] of marks.entries()) {
      await page.locator(`${marked}.tour-marked`).waitFor();
      same(await page.locator('.tour-marked').count(), 1);
      seen.push([await title(), new URL(page.url()).searchParams.get('view')]);
      same(await page.evaluate(() => document.activeElement?.id), 'tour-title');
      if (stop === 0) await page.screenshot({ path: join(out, 'desktop-light-tour.png') });
      if (stop === 2) await accessible(page, 'a stop of the tour');
      if (stop < marks.length - 1) {
        const before = await title();
        await press('Next');
        await until(async () => (await title()) !== before, 'the next stop');
      }
    }
    same(seen.map(([, view]) => view), [null, null, 'dispersal', 'board', 'administration']);
    same(await card.getByRole('button', { name: 'Next' }).count(), 0);
  });
  await check('Back goes a stop back', async () => {
    await press('Back');
    await until(async () => page.url().includes('view=board'), 'the board');
  });
  await check('once it is closed it stays away, until somebody asks for it', async () => {
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
    same(await page.locator('.tour-marked').count(), 0);
    const fetched = [];
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
    await page.goto(base);
    await page.locator('table.sites tbody tr').first().waitFor();
    await page.getByRole('button', { name: 'Show the tour' }).waitFor();
    same(await card.count(), 0);
    same(fetched.filter((path) => /Tour.*\.js$/.test(path)), []);
    await page.getByRole('button', { name: 'Show the tour' }).click();
    await until(async () => (await title()) === 'Where to go first', 'the first stop');
  });
  await clean('the tour', faults);
  await close();
  const small = await open(`${base}?lang=fr`, { viewport: phone, locale: 'fr-FR', colorScheme: 'dark', hasTouch: true, tour: true });
  await check('on a phone the tour fits, in French', async () => {
    await small.page.locator('.tour').getByRole('button', { name: 'Me montrer' }).tap();
    await small.page.locator('.tour-marked').waitFor();
    same(await small.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    same(await small.page.locator('.tour').evaluate((card) => card.getBoundingClientRect().right <= innerWidth), true);
  });
  await accessible(small.page, 'the tour on a phone, dark and in French');
  await small.page.screenshot({ path: join(out, 'phone-dark-fr-tour.png') });
  await small.close();
}
