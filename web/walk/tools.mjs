// The walk through the instruments of the map: what is at a place, a measure, another day, classes of colours, the map taken along.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from './watch.mjs';

/** A place in the invented city, and what every file of it says there. */
const PLACE = { lat: 43.905, lon: 1.2 };

export async function tools(base, { check, same, truthy, accessible, clean, open, out, desktop, phone }) {
  const { page, faults, close } = await open(base, { viewport: desktop, locale: 'en-GB', acceptDownloads: true });
  const picture = (name) => page.screenshot({ path: join(out, `${name}.png`) });
  const panel = page.locator('.tools');
  const address = () => page.evaluate(() => location.search);
  const turnTo = (name) => panel.locator('.tools-head select').selectOption({ label: name });
  await page.locator('table.sites tbody tr').first().waitFor();
  await page.locator('.map-target canvas').first().waitFor();
  await check('the instruments are fetched when they are opened', async () => {
    const fetched = [];
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
    await page.getByRole('button', { name: 'Map tools' }).click();
    await panel.locator('input[type=search]').waitFor();
    same(fetched.filter((path) => /Tools-.*\.js$/.test(path)).length, 1);
  });
  for (const [how, text] of [['decimal degrees', '43.905, 1.2'], ['degrees, minutes and seconds', '43°54′18″N 1°12′00″E']])
    await check(`a place in ${how} is found by keyboard alone, and every layer says what is there`, async () => {
      await panel.locator('input[type=search]').fill(text);
      await page.keyboard.press('Enter');
      await panel.locator('.here-items li').first().waitFor();
      truthy((await panel.innerText()).includes(`${PLACE.lat.toFixed(5)} north, ${PLACE.lon.toFixed(5)} east`), 'the place');
      truthy(/Flood \d+ m away, low/.test((await panel.locator('.here-items').innerText()).replaceAll('\n', ' ')), 'distance and word of the flood zone');
    });
  await check('a settlement is found by its name', async () => {
    await panel.locator('input[type=search]').fill('grand-pont');
    await panel.locator('.tools-found button', { hasText: 'Sous le Grand-Pont' }).click();
    await panel.locator('.here-here', { hasText: 'Flood' }).waitFor();
    truthy((await panel.locator('.here-here').first().innerText()).includes('very high'), 'the severity in a word');
  });
  await accessible(page, 'what is at a place');
  await picture('desktop-light-here');
  await check('a click on the map asks about that place, and chooses no settlement', async () => {
    const box = await page.locator('.map-target').boundingBox();
    const before = await address();
    await page.mouse.click(box.x + box.width * 0.25, box.y + box.height * 0.7);
    await until(async () => (await address()) !== before, 'another place in the address');
    truthy(!(await address()).includes('site='), 'no settlement');
  });
  await check('a place that a link names is asked about when the link is opened', async () => {
    await page.goto(`${base}?tool=here&at=43.905/1.2&lang=en`);
    await panel.getByText('43.90500 north').waitFor();
  });
  await check('what was typed and names nothing says so', async () => {
    await panel.locator('input[type=search]').fill('nowhere at all');
    await panel.getByText('it is no place in coordinates').waitFor();
  });
  await check('a length and an area are measured by keyboard alone', async () => {
    await turnTo('Measure');
    await panel.getByRole('button', { name: 'Add the middle of the map' }).focus();
    await page.keyboard.press('Enter');
    for (const key of ['ArrowRight', 'ArrowDown']) {
      await page.locator('.map-target').focus();
      for (let step = 0; step < 2; step += 1) await page.keyboard.press(key);
      await page.waitForTimeout(400);
      await panel.getByRole('button', { name: 'Add the middle of the map' }).focus();
      await page.keyboard.press('Enter');
    }
    truthy(/^[\d.,]+ k?m$/.test(await panel.locator('.measure-told').innerText()), await panel.locator('.measure-told').innerText());
    await panel.getByLabel('Area').check();
    truthy(/(ha|m²), [\d.,]+ k?m around$/.test(await panel.locator('.measure-told').innerText()), await panel.locator('.measure-told').innerText());
    await panel.getByRole('button', { name: 'Take the last one back' }).click();
    await panel.getByRole('button', { name: 'Begin again' }).click();
    truthy((await panel.locator('.measure-told').innerText()).includes('No corner'), 'begun again');
  });
  await accessible(page, 'the measure');
  await check('another day has its own ranking, on the table and on the map, and the link keeps it', async () => {
    await turnTo('On another day');
    const slider = panel.locator('input[type=range]');
    await slider.waitFor();
    const today = await page.locator('table.sites').innerText();
    await slider.focus();
    await page.keyboard.press('Home');
    await page.locator('.ranking-then').waitFor();
    truthy(/day=\d{4}-\d\d-\d\d/.test(await address()), 'the day in the address');
    await until(async () => (await page.locator('table.sites').innerText()) !== today, 'another ranking');
    same(await page.locator('.danger-mark').count(), 0);
    await picture('desktop-light-another-day');
    const then = await page.locator('table.sites').innerText();
    await page.reload();
    await page.locator('.ranking-then').waitFor();
    await until(async () => (await page.locator('table.sites').count()) === 1 && (await page.locator('table.sites').innerText()) === then, 'the same ranking again');
  });
  await accessible(page, 'the ranking of another day');
  await check('a day before everything says that nothing was assessed, and leads back', async () => {
    await page.goto(`${base}?tool=day&day=2001-01-01&lang=en`);
    await page.getByText('Nothing had been assessed by then.').waitFor();
    await page.locator('.ranking-then button').click();
    await page.locator('table.sites tbody tr').first().waitFor();
    truthy(!(await address()).includes('day='), 'today again');
  });
  await check('neighbourhoods are coloured by classes of one’s own, which the legend and the link tell', async () => {
    await page.goto(`${base}?view=dispersal&tool=classes&lang=en`);
    await panel.locator('select').nth(1).selectOption('rate');
    await panel.locator('.histogram').waitFor();
    same(await page.locator('.legend .signs li .swatch').count(), 5);
    same(await panel.locator('.histogram-break').count(), 4);
    await panel.locator('select').nth(2).selectOption('quantile');
    await until(async () => (await address()).includes('classing=rate,quantile,5'), 'the method in the address');
    await panel.locator('select').nth(2).selectOption('manual');
    await panel.locator('input[type=text]').fill('1 ; 2,5');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await until(async () => (await address()).includes('classing=rate,manual,1,2.5'), 'the breaks in the address');
    const counts = await page.locator('.legend .signs .count').allInnerTexts();
    same(counts.reduce((sum, count) => sum + Number(count), 0), 30);
  });
  await accessible(page, 'the classes of colours');
  await picture('desktop-light-classes');
  await check('the map comes along as a picture and as a sheet of paper with its title', async () => {
    await page.goto(`${base}?tool=take&lang=en`);
    await page.locator('.map-target canvas').first().waitFor();
    for (const [format, begins] of [['png', '\x89PNG'], ['a4', '%PDF-'], ['a3', '%PDF-']]) {
      await panel.locator('select[name=format]').selectOption(format);
      await panel.locator('input[name=title]').fill('Before the council');
      const [file] = await Promise.all([page.waitForEvent('download'), panel.getByRole('button', { name: 'Take it' }).click()]);
      truthy((await readFile(await file.path(), 'latin1')).startsWith(begins), format);
    }
  });
  await check('a file that cannot be made says why, and the title stays', async () => {
    await page.route('**/api/maps/**', (route) => route.fulfill({ status: 503, json: { type: 'about:blank#busy', title: 'Busy', detail: 'too many requests wait', request_id: 'abc' } }));
    await panel.getByRole('button', { name: 'Take it' }).click();
    await panel.locator('.failed', { hasText: 'the server is busy' }).waitFor();
    same(await panel.locator('input[name=title]').inputValue(), 'Before the council');
    await page.unroute('**/api/maps/**');
  });
  await check('a server that does not answer about a place is told of, and asked again', async () => {
    await page.route('**/api/hazards/**', (route) => route.abort());
    await page.goto(`${base}?tool=here&at=43.905/1.2&lang=en`);
    await panel.locator('.failed').waitFor();
    await page.unroute('**/api/hazards/**');
    await panel.getByRole('button', { name: 'Try again' }).click();
    await panel.locator('.here-items li').first().waitFor();
  });
  const own = faults.filter((fault) => !/503|ERR_FAILED/.test(fault));
  await clean('the map with its instruments', own);
  await close();
  const small = await open(`${base}?tool=here&at=43.905/1.2&lang=fr`, { viewport: phone, locale: 'fr-FR', colorScheme: 'dark', hasTouch: true });
  await check('on a phone the instruments lie below the map and nothing runs over', async () => {
    await small.page.locator('.here-items li').first().waitFor();
    same(await small.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    const [map, tool] = await Promise.all([small.page.locator('.map-box').boundingBox(), small.page.locator('.tools').boundingBox()]);
    truthy(tool.y >= map.y + map.height - 1, 'below the map');
  });
  await accessible(small.page, 'the instruments on a phone, dark and in French');
  await small.page.screenshot({ path: join(out, 'phone-dark-fr-here.png'), fullPage: true });
  await small.close();
}
