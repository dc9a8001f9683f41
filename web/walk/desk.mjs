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
      await away.page.goto(`${base}?view=board&side=households`);
      await away.page.getByText('does not read of households').waitFor();
      same(asked, []);
    });
    await away.close();
  }
}

/** A file of points with a column that nobody would guess, and one row without a place. */
const POINTS = 'nom_lieu,quartier,longitude,latitude\nDispensaire du Port,Vieux-Port,1.201,43.905\nMaison de santé,La Gare,1.2,43.904\nSans lieu,La Gare,,\n';

export async function imports(base, { check, same, truthy, accessible, clean, open, out, desktop, phone }) {
  const { page, faults, close } = await open(`${base}?view=administration&part=layers&lang=en`, { viewport: desktop, locale: 'en-GB' });
  const part = page.locator('.import');
  const button = (name) => part.getByRole('button', { name });
  const give = (name, text) => part.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await part.locator('select').first().waitFor();
  await check('a dropped file is read and seen on a drawing before anything is stored', async () => {
    await part.locator('select').first().selectOption('health_centre');
    const files = await page.evaluateHandle((text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], 'health.csv', { type: 'text/csv' }));
      return transfer;
    }, POINTS);
    await part.locator('.import-drop').dispatchEvent('drop', { dataTransfer: files });
    await part.getByText('Nothing is stored yet.').waitFor();
    same(await part.locator('.import-point').count(), 2);
    const layers = await page.evaluate(async () => (await (await fetch('/api/status')).json()).layers.map(({ code }) => code));
    truthy(!layers.includes('health_centre'), 'nothing is stored');
  });
  await check('a row that cannot be taken says where it is and why', async () => {
    truthy((await part.locator('.rows-refused').innerText()).includes('Record 3'), await part.innerText());
  });
  await accessible(page, 'a file that is tried');
  await page.screenshot({ path: join(out, 'desktop-light-import.png'), fullPage: true });
  await check('a column is corrected, and the file is read anew', async () => {
    const column = part.locator('table select').first();
    const before = await column.inputValue();
    const other = (await column.locator('option').allInnerTexts()).find((one) => one !== before);
    await column.selectOption(other);
    await until(async () => (await part.locator('table select').count()) > 0 && (await part.locator('table select').first().inputValue()) === other, 'the other column');
  });
  await check('a file that is no such thing is refused in words, and another one can be chosen', async () => {
    await give('nonsense.csv', 'a,b\n1,2\n');
    await part.locator('.failed').waitFor();
    await give('health.csv', POINTS);
    await part.getByText('Nothing is stored yet.').waitFor();
  });
  await check('a reference system that is wrong is seen on the drawing', async () => {
    await part.locator('input[name=crs]').fill('EPSG:3857');
    await button('Read again').click();
    await until(async () => (await part.locator('.failed').count()) > 0 || (await part.getByText('near the neighbourhoods').count()) > 0, 'the doubt');
    await part.locator('input[name=crs]').fill('');
    await button('Read again').click();
    await part.locator('.import-point').first().waitFor();
  });
  await check('it is stored when one says so, by keyboard alone, and the map has it', async () => {
    await button('Store as').focus();
    await page.keyboard.press('Enter');
    await part.getByText('records are stored as').waitFor({ timeout: 60_000 });
    const layers = await page.evaluate(async () => (await (await fetch('/api/status')).json()).layers.map(({ code }) => code));
    truthy(layers.includes('health_centre'), 'the layer');
  });
  await accessible(page, 'a file that is stored');
  await check('it is taken back, asked once more, and there is no such layer again', async () => {
    await page.screenshot({ path: join(out, 'desktop-light-import-stored.png'), fullPage: true });
    await button('Take it back').click();
    await part.locator('.sure button').first().click();
    await part.getByText('there is no “Health centres” again').waitFor({ timeout: 60_000 });
    const layers = await page.evaluate(async () => (await (await fetch('/api/status')).json()).layers.map(({ code }) => code));
    truthy(!layers.includes('health_centre'), 'the layer is gone');
    await page.screenshot({ path: join(out, 'desktop-light-import-taken-back.png'), fullPage: true });
  });
  await check('what others have built upon stays, and the page says why', async () => {
    await give('health.csv', POINTS);
    await button('Store as').click();
    await part.getByText('records are stored as').waitFor({ timeout: 60_000 });
    await page.evaluate(async (text) => {
      const body = new FormData();
      body.append('file', new File([text], 'other.csv'), 'other.csv');
      await fetch('/api/imports/health_centre', { method: 'POST', body });
    }, POINTS);
    await button('Take it back').click();
    await part.locator('.sure button').first().click();
    await part.getByText('Another file has come after this one').waitFor();
  });
  const own = faults.filter((fault) => !/answer 4(00|09|22) for .*imports|status of 4(00|09|22)/.test(fault));
  await clean('the import', own);
  await close();
  const small = await open(`${base}?view=administration&part=layers&lang=fr`, { viewport: phone, locale: 'fr-FR', colorScheme: 'dark' });
  await check('on a phone the same fits', async () => {
    await small.page.locator('.import select').first().selectOption('health_centre');
    await small.page.locator('.import input[type=file]').setInputFiles({ name: 'health.csv', mimeType: 'text/csv', buffer: Buffer.from(POINTS) });
    await small.page.locator('.import-point').first().waitFor();
    same(await small.page.evaluate(() => ['main', '.import'].every((each) => document.querySelector(each).scrollWidth <= document.querySelector(each).clientWidth)), true);
  });
  await check('what is refused is told in the language of the page', async () => {
    truthy((await small.page.locator('.rows-refused').innerText()).includes('il n’a pas de forme'), await small.page.locator('.rows-refused').innerText());
  });
  await accessible(small.page, 'a file that is tried, on a phone, dark and in French');
  await small.page.screenshot({ path: join(out, 'phone-dark-fr-import.png'), fullPage: true });
  await small.close();
}
