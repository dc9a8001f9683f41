// The walks of the desk: the rehousing board by mouse and by keyboard, on a desk and on a phone, and what it says when it cannot be shown.
import { join } from 'node:path';
import { until } from './watch.mjs';

const PURPOSE = 'preparing the weekly meeting';

export async function board(base, { check, same, truthy, accessible, clean, open, out, desktop, phone }) {
  const { page, faults, close } = await open(`${base}?view=board`, { viewport: desktop, locale: 'en-GB' });
  const picture = (name) => page.screenshot({ path: join(out, `${name}.png`) });
  const stages = page.locator('.board-stage');
  await check('the board is shown once it is said what for, by keyboard alone', async () => {
    await page.locator('.board-page form input').focus();
    same(await stages.count(), 0);
    await page.keyboard.type(PURPOSE);
    await page.keyboard.press('Enter');
    await stages.first().waitFor();
  });
  await check('every household is in one stage, and no card has a name', async () => {
    const totals = await page.locator('.board-stage .board-total').allInnerTexts();
    same(totals.length, 12);
    const listed = await page.evaluate(async (purpose) => {
      const answer = await fetch('/api/board?limit=1', { headers: { 'x-purpose': purpose } });
      return (await answer.json()).stages.reduce((sum, { total }) => sum + total, 0);
    }, PURPOSE);
    same(totals.reduce((sum, text) => sum + Number(text), 0), listed);
    const heads = await page.locator('.board-card-head').allInnerTexts();
    truthy(heads.every((head) => /^HH?\d+\s+(one person|\d+ people)?$/.test(head.replaceAll('\n', ' '))), heads.join(' | '));
  });
  await check('what is late says so in words, and comes before what is not', async () => {
    const late = await page.locator('.board-list').first().locator('.board-wait').evaluateAll((waits) => waits.map((wait) => wait.innerText.includes('late')));
    truthy(late.includes(true), 'something late');
    same(late, [...late].sort((a, b) => Number(b) - Number(a)));
  });
  await accessible(page, 'the board');
  await picture('desktop-light-board');
  await check('a settlement keeps its own households, and the link says which', async () => {
    await page.locator('.board-settlement select').selectOption('S03');
    await until(() => page.evaluate(() => location.search.includes('site=S03')), 'the settlement in the address');
    await until(async () => (await page.locator('.board-card .small').allInnerTexts()).every((line) => line.includes('settlement S03')), 'its households alone');
  });
  await check('a card leads to the register’s form, and Back to the board', async () => {
    const card = page.locator('.board-card-head button').first();
    const code = await card.innerText();
    await card.focus();
    await page.keyboard.press('Enter');
    await page.locator('.work-entry h2', { hasText: code }).waitFor();
    await page.goBack();
    await stages.first().waitFor();
  });
  await check('“all in the register” lists the state that the column is', async () => {
    await page.locator('.board-settlement select').selectOption('');
    await page.locator('.board-stage .board-all').first().click();
    await page.locator('.work-list tbody tr').first().waitFor();
    truthy(await page.evaluate(() => location.search.includes('state=identified')), 'the state in the address');
  });
  await clean('the board', faults);
  await close();
  await board_on_a_phone();
  await board_that_is_refused();

  async function board_on_a_phone() {
    const small = await open(`${base}?view=board&lang=fr`, { viewport: phone, locale: 'fr-FR', colorScheme: 'dark', hasTouch: true });
    await check('on a phone each stage is a list that opens', async () => {
      await small.page.locator('.board-page form input').fill(PURPOSE);
      await small.page.keyboard.press('Enter');
      const stage = small.page.locator('.board-stage').first();
      await stage.waitFor();
      same(await stage.getAttribute('open'), null);
      await stage.locator('summary').tap();
      await stage.locator('.board-card').first().waitFor();
      same(await small.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    });
    await accessible(small.page, 'the board on a phone, dark and in French');
    await small.page.screenshot({ path: join(out, 'phone-dark-fr-board.png') });
    await small.close();
  }

  async function board_that_is_refused() {
    const away = await open(`${base}?view=board`, { viewport: desktop, locale: 'en-GB' });
    const ask = async () => {
      await away.page.locator('.board-page form input').fill(PURPOSE);
      await away.page.keyboard.press('Enter');
    };
    await check('a server that does not answer is told of, and asked again', async () => {
      await away.page.route('**/api/board?*', (route) => route.abort());
      await ask();
      await away.page.locator('.failed').waitFor();
      await away.page.unroute('**/api/board?*');
      await away.page.getByRole('button', { name: 'Try again' }).click();
      await away.page.locator('.board-stage').first().waitFor();
    });
    await check('where there is no household the board says what to do', async () => {
      const nothing = { total: 0, late: 0, items: [] };
      const empty = { on: '2026-03-10', stages: [{ state: { code: 'identified', label: 'identified' }, total: 0, households: [] }], follow_ups: nothing, proposals: nothing, moves: nothing };
      await away.page.route('**/api/board?*', (route) => route.fulfill({ json: empty }));
      await away.page.reload();
      await ask();
      await away.page.getByText('No household yet.').waitFor();
    });
    await accessible(away.page, 'a board without households');
    await check('whoever reads of no household is told so, and nothing is asked', async () => {
      const asked = [];
      away.page.on('request', (request) => request.url().includes('/api/board') && asked.push(request.url()));
      await away.page.evaluate(() => sessionStorage.setItem('jalon-viewed-as', 'planner'));
      await away.page.reload();
      await away.page.getByText('does not read of households').waitFor();
      same(asked, []);
    });
    await away.close();
  }
}
