// The walk of whoever runs the installation: other systems that are told what changes, and the sheet of the national platform.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from './watch.mjs';

/** `base` is a server with a sign-on whose provider takes in what is told; `provider` its address. */
export async function administration(base, provider, { browser, check, same, truthy, accessible, out, desktop, phone }) {
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: desktop, locale: 'en-GB', acceptDownloads: true });
  const page = await context.newPage();
  const picture = (name) => page.screenshot({ path: join(out, `${name}.png`), fullPage: true });
  const rows = page.locator('.webhooks > li');
  const button = (name) => page.getByRole('button', { name, exact: true });
  await page.goto(base);
  await page.locator('.door-sign-on a').click();
  await page.getByText('administrator').click();
  await page.locator('table.sites tbody tr').first().waitFor();
  await check('the administration is fetched when it is opened', async () => {
    const fetched = [];
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
    await page.locator('.views button', { hasText: 'Administration' }).click();
    await page.locator('.work-tabs').getByRole('button', { name: 'Other systems' }).click();
    await page.locator('#webhooks-title').waitFor();
    same(fetched.filter((path) => /Administration.*\.js$/.test(path)).length, 1);
    await page.locator('.administration .notice', { hasText: 'No other system' }).waitFor();
  });
  await check('an address that may not be used is refused in words, and what was typed stays', async () => {
    await button('Add an address').click();
    await until(() => page.evaluate(() => document.activeElement?.type === 'url'), 'the focus in the form');
    await page.keyboard.type('http://10.1.2.3/jalon');
    await page.keyboard.press('Enter');
    await page.locator('.webhook-form .failed').waitFor();
    truthy((await page.locator('.webhook-form .failed').innerText()).includes('https://'), 'what to do');
    same(await page.locator('.webhook-form input[type=url]').inputValue(), 'http://10.1.2.3/jalon');
  });
  await accessible(page, 'the form of an address');
  await check('the keyboard alone makes an address, whose secret is shown once', async () => {
    const input = page.locator('.webhook-form input[type=url]');
    await input.focus();
    await input.press('ControlOrMeta+a');
    await page.keyboard.type(`${provider}/told`);
    await page.keyboard.press('Enter');
    await page.locator('.webhook-secret code').waitFor();
    truthy(/^jlnwh_/.test(await page.locator('.webhook-secret code').innerText()), 'the secret');
    await rows.first().waitFor();
    await picture('desktop-light-administration-secret');
    await button('I have copied it').click();
    await page.reload();
    await rows.first().waitFor();
    same(await page.locator('.webhook-secret').count(), 0);
    same(await page.getByText('jlnwh_').count(), 0);
  });
  await check('a trial is answered, and what became of it is listed', async () => {
    await button('Send a trial').click();
    await page.locator('.webhook-tried').waitFor();
    truthy((await page.locator('.webhook-tried').innerText()).startsWith('The trial was taken in'), 'taken in');
    await button('What became of each').click();
    await page.locator('.deliveries tbody tr', { hasText: 'trial' }).waitFor();
    const incident = { settlement: 'S02', kind: 'fire', on: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10), narrative: 'a bin has burnt', by: 'duty officer' };
    const filed = await page.request.post(`${base}/api/incidents`, { data: incident });
    truthy(filed.ok(), await filed.text());
    await until(async () => {
      await button('What became of each').click();
      await button('What became of each').click();
      await page.locator('.deliveries').waitFor();
      return (await page.locator('.deliveries tbody tr').count()) > 1;
    }, 'the incident to be told');
    const told = await page.locator('.deliveries tbody').innerText();
    truthy(told.includes('incidents') && told.includes('taken in') && told.includes('204'), told);
    await picture('desktop-light-administration-deliveries');
  });
  await accessible(page, 'the administration');
  await check('an address is altered, paused, gone on with', async () => {
    await button('Alter').click();
    await page.locator('.webhook-form input[type=url]').fill(`${provider}/broken`);
    await page.locator('.webhook-form').getByLabel('visits').uncheck();
    await button('Save').click();
    await page.locator('.webhook-form').waitFor({ state: 'detached' });
    await until(async () => (await rows.first().locator('h3').innerText()).endsWith('/broken'), 'the other address');
    truthy(!(await rows.first().innerText()).includes('visits'), 'without visits');
    await button('Send a trial').click();
    await page.locator('.webhook-tried.bad').waitFor();
    truthy((await page.locator('.webhook-tried').innerText()).includes('500'), 'what was answered');
    await button('Pause').click();
    await rows.first().getByText('Paused').waitFor();
    await button('Go on').click();
    await rows.first().getByText('Told of everything').waitFor();
  });
  await check('a change that was given up is told of in words, with both ways on', async () => {
    const [one] = (await (await page.request.get(`${base}/api/webhooks`)).json()).items;
    const asked = [];
    await page.route('**/api/webhooks', (route) => route.fulfill({ json: { items: [{ ...one, stopped: true, tries: 20, told: 41 }] } }));
    await page.route('**/api/webhooks/*', (route) => {
      asked.push(route.request().postDataJSON());
      return route.fulfill({ json: { webhook: one } });
    });
    await page.reload();
    await page.locator('.webhook-state.stopped').waitFor();
    await accessible(page, 'an address that has stopped');
    await picture('desktop-light-administration-stopped');
    await button('Send it again and go on').click();
    await until(() => asked.length === 1, 'the first way');
    await button('Pass it over').click();
    await until(() => page.evaluate(() => document.activeElement?.textContent === 'No, leave it'), 'the focus on no');
    await page.keyboard.press('Enter');
    await page.locator('.sure').waitFor({ state: 'detached' });
    same(asked.length, 1);
    await button('Pass it over').click();
    await page.locator('.sure button').first().click();
    await until(() => asked.length === 2, 'the second way');
    same(asked, [{ active: true }, { skip: true }]);
    await page.unroute('**/api/webhooks');
    await page.unroute('**/api/webhooks/*');
    await page.reload();
  });
  await check('what cannot be undone is asked once more', async () => {
    await button('Take out').click();
    truthy((await page.locator('.sure').innerText()).includes('what was noted is gone'), 'what is lost');
    await button('No, leave it').click();
    same(await rows.count(), 1);
    await button('Take out').click();
    await page.locator('.sure button').first().click();
    await page.locator('.administration .notice', { hasText: 'No other system' }).waitFor();
  });
  await check('rows are taken along as a file, and a file is taken in whole or not at all', async () => {
    await page.locator('.work-tabs').getByRole('button', { name: 'Files' }).click();
    const files = page.locator('section[aria-labelledby=files-title]');
    await files.locator('select').selectOption('casework/teams');
    const [empty] = await Promise.all([page.waitForEvent('download'), button('An empty file').click()]);
    same((await readFile(await empty.path(), 'utf8')).trim(), 'name,phone,email,settlements,neighbourhoods,all');
    const offer = (text) => files.locator('input[type=file]').setInputFiles({ name: 'teams.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await offer('name;phone;all\nVoirie;18;perhaps\n');
    await files.locator('.failed').waitFor();
    truthy((await files.locator('.failed').innerText()).includes('row 1'), await files.innerText());
    await offer('name;phone;all\nVoirie;18;yes\n');
    await files.getByText('teams.csv: 1 added').waitFor();
    await picture('desktop-light-administration-files');
  });
  await accessible(page, 'rows as files');
  let sheet = '';
  await check('the sheet of the national platform is handed over', async () => {
    const [file] = await Promise.all([page.waitForEvent('download'), button('Take as CSV').click()]);
    same(file.suggestedFilename(), 'national.csv');
    sheet = await readFile(await file.path(), 'utf8');
    truthy(sheet.includes('Appellation du site'), 'its titles');
  });
  const give = (name, text) => page.locator('.drop input').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  const report = page.locator('.national-report');
  await check('a sheet that says nothing new has nothing to store', async () => {
    await give('unchanged.csv', sheet);
    await report.waitFor();
    truthy((await report.innerText()).includes('nothing that is not known'), await report.innerText());
    await button('Choose another sheet').click();
  });
  await check('a sheet with a fault tells row and column, and nothing of it is taken', async () => {
    await give('faulty.csv', 'Appellation du site;Latitude;Longitude;Date d’installation\nLe pont;43.605;1.415;pas un jour\n');
    await page.locator('.rows-refused li').first().waitFor();
    const told = await page.locator('.rows-refused').innerText();
    truthy(told.includes('Row 2') && told.includes('installation'), told);
    await picture('desktop-light-national-refused');
  });
  await accessible(page, 'a sheet that was refused');
  await check('what a sheet changes is seen before it is stored', async () => {
    await give('new.csv', 'Appellation du site;Latitude;Longitude;Nombre de ménages\nClos des Tilleuls;44.05;1.10;7\n');
    await report.waitFor();
    const told = await report.innerText();
    truthy(told.includes('Nothing is stored yet') && told.includes('Clos des Tilleuls') && told.includes('Nombre de ménages'), told);
    await picture('desktop-light-national-tried');
    const ranked = await (await page.request.get(`${base}/api/ranking?limit=500`)).text();
    truthy(!ranked.includes('Clos des Tilleuls'), 'nothing is stored');
  });
  await accessible(page, 'the report of a sheet');
  await check('it is stored, and taken back by its number', async () => {
    await button('Store it: 1 added, 0 changed').click();
    await button('Take it back').first().waitFor();
    truthy((await report.innerText()).includes('was taken in'), await report.innerText());
    const ranked = await (await page.request.get(`${base}/api/ranking?limit=500`)).text();
    truthy(ranked.includes('Clos des Tilleuls'), 'it is stored');
    await picture('desktop-light-national-stored');
    await report.getByRole('button', { name: 'Take it back' }).click();
    await report.locator('.sure button').first().click();
    await page.getByText(/Change \d+ was taken back/).waitFor();
    const after = await (await page.request.get(`${base}/api/ranking?limit=500`)).text();
    truthy(!after.includes('Clos des Tilleuls'), 'it is taken back');
  });
  await check('in French too, and on a phone', async () => {
    await page.locator('.languages button[lang=fr]').click();
    await page.locator('.work-tabs').getByRole('button', { name: 'Autres systèmes' }).click();
    await page.getByText('Autres systèmes informés des changements').waitFor();
    same(await page.getByText(/^(?:[a-z]+-)+[a-z_]+$/).count(), 0);
    await picture('desktop-light-administration-fr');
    await page.goBack();
    await page.locator('.drop').waitFor();
    await page.setViewportSize(phone);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    const within = await page.locator('.drop').evaluate((box) => box.scrollWidth <= box.clientWidth);
    await picture('phone-light-administration');
    truthy(within, 'nothing runs over the edge of the box for a file');
    truthy(wide <= 0, `${wide} px too wide`);
  });
  await context.close();
}
