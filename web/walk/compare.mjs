// The walk of whoever compares two days of dispersal: by keyboard, by pointer, without the map, on a phone.
import { join } from 'node:path';
import { settled, until } from './watch.mjs';

export async function compare(base, { check, same, truthy, accessible, clean, open, out, desktop, phone }) {
  const { page, faults, close } = await open(`${base}?view=dispersal`, { viewport: desktop, locale: 'en-GB' });
  const picture = (name) => page.screenshot({ path: join(out, `${name}.png`) });
  const line = page.locator('.swipe input');
  const panel = page.locator('.tools');
  await page.locator('table.areas tbody tr').first().waitFor();
  await page.locator('.map-target canvas').first().waitFor();
  await check('two days are laid beside each other at once, with the end of the first year on the left', async () => {
    await page.getByRole('button', { name: 'Compare two days' }).focus();
    await page.keyboard.press('Enter');
    await line.waitFor();
    truthy(/-12-31$/.test(await panel.locator('input[type=date]').first().inputValue()), 'the end of a year');
    same(await page.locator('.swipe-day').count(), 2);
  });
  await check('the table says what has changed, and its differences are those of the two reports', async () => {
    const rows = await panel.locator('.compare-changes tbody tr').evaluateAll((found) => found.map((row) => [...row.children].map((cell) => cell.innerText.trim())));
    truthy(rows.length >= 3, `${rows.length} neighbourhoods`);
    for (const [name, then, now, more] of rows) same([name, Number(now) - Number(then)], [name, Number(more.replace('−', '-').replace('+', ''))]);
    const [then, now] = await panel.locator('.compare-table').first().locator('tbody tr').first().locator('td').allInnerTexts();
    truthy(Number(now) > Number(then), `${then} households, then ${now}`);
  });
  await check('the line is pushed by keyboard, says where it stands, and the map changes under it', async () => {
    await settled(page);
    const sides = () => page.locator('.map-target').screenshot();
    await line.focus();
    await page.keyboard.press('End');
    const earlier = await sides();
    truthy((await line.getAttribute('aria-valuetext')).startsWith('100% of the map shows 31 December'), await line.getAttribute('aria-valuetext'));
    await page.keyboard.press('Home');
    await page.waitForTimeout(300);
    truthy(!earlier.equals(await sides()), 'another map');
    for (let step = 0; step < 50; step += 1) await page.keyboard.press('ArrowRight');
    same(await line.inputValue(), '50');
  });
  await check('the line is pushed with the pointer, and the map beside its handle is still moved', async () => {
    const box = await line.boundingBox();
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    await page.mouse.move(middle.x - 160, middle.y, { steps: 8 });
    await page.mouse.up();
    truthy(Number(await line.inputValue()) < 45, await line.inputValue());
    const before = await page.evaluate(() => location.search);
    await page.mouse.move(box.x + 120, middle.y);
    await page.mouse.down();
    await page.mouse.move(box.x + 200, middle.y + 40, { steps: 6 });
    await page.mouse.up();
    await until(async () => (await page.evaluate(() => location.search)) !== before, 'the map to move');
  });
  await settled(page);
  await accessible(page, 'two days compared');
  await picture('desktop-light-compare');
  await check('the link keeps both days', async () => {
    const days = panel.locator('input[type=date]');
    await days.nth(0).fill('2024-06-30');
    await days.nth(1).fill('2025-06-30');
    await until(async () => /against=2024-06-30/.test(page.url()) && /until=2025-06-30/.test(page.url()), 'both days in the address');
    await page.locator('.swipe-day', { hasText: '30 June 2024' }).waitFor();
    await page.reload();
    await page.locator('.swipe-day', { hasText: '30 June 2025' }).waitFor();
    same(await days.nth(0).inputValue(), '2024-06-30');
  });
  await check('a day on the left that is not before the other is said to be wrong', async () => {
    await panel.locator('input[type=date]').nth(0).fill('2025-12-31');
    await panel.getByText('The day on the left comes before').waitFor();
    same(await panel.locator('.compare-changes').count(), 0);
  });
  await check('a report that leaves out earlier moves is not compared, and one press counts from the beginning', async () => {
    await page.goto(`${base}?view=dispersal&tool=compare&against=2024-06-30&since=2025-01-01`);
    await panel.getByRole('button', { name: 'Count from the beginning' }).click();
    await panel.locator('.compare-changes').waitFor();
    truthy(!page.url().includes('since='), page.url());
  });
  await check('an earlier day that cannot be had is told of, and asked for again', async () => {
    await page.route('**/api/dispersal?as_of=2024-05-31*', (route) => route.abort());
    await panel.locator('input[type=date]').nth(0).fill('2024-05-31');
    await panel.locator('.failed').waitFor();
    same(await line.count(), 0);
    await page.unroute('**/api/dispersal?as_of=2024-05-31*');
    await panel.getByRole('button', { name: 'Try again' }).click();
    await line.waitFor();
  });
  await check('the map is as before once the comparison is closed', async () => {
    await panel.getByRole('button', { name: 'Close' }).click();
    await until(async () => (await line.count()) === 0, 'no line');
  });
  await clean('the comparison', faults.filter((fault) => !/dispersal\?as_of|ERR_FAILED/.test(fault)));
  await close();
  const small = await open(`${base}?view=dispersal&tool=compare&lang=fr`, { viewport: phone, locale: 'fr-FR', colorScheme: 'dark', hasTouch: true });
  await check('on a phone the comparison is read and pushed, in French', async () => {
    await small.page.locator('.swipe input').waitFor();
    await small.page.locator('.compare-changes').waitFor();
    same(await small.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    same(await small.page.getByText(/^(?:[a-z]+-)+[a-z_]+$/).count(), 0);
  });
  await accessible(small.page, 'two days compared on a phone, dark and in French');
  await small.page.screenshot({ path: join(out, 'phone-dark-fr-compare.png'), fullPage: true });
  await small.close();
  await of_what_is_given_out();

  async function of_what_is_given_out() {
    const away = await open(`${base}?view=dispersal`, { viewport: desktop, locale: 'en-GB' });
    await check('whoever reads of no household compares counts that were given out only, and is told where there are none', async () => {
      await away.page.evaluate(() => sessionStorage.setItem('jalon-viewed-as', 'planner'));
      await away.page.goto(`${base}?view=dispersal&tool=compare`);
      await away.page.getByText('This report has no earlier year').waitFor();
      await away.page.locator('.compare input[type=date]').first().fill('2020-12-31');
      await away.page.locator('.compare .failed', { hasText: 'given out' }).waitFor();
      same(await away.page.locator('.swipe').count(), 0);
    });
    await away.close();
  }
}
