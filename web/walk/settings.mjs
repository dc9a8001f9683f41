// The walk of whoever runs and audits the installation: accounts, weights tried and kept, the record of changes, what is due, how it is.
import { join } from 'node:path';
import { until } from './watch.mjs';

export async function settings(base, { check, same, truthy, accessible, clean, open, out, desktop, phone }) {
  const { page, faults, close } = await open(`${base}?view=administration&lang=en`, { viewport: desktop, locale: 'en-GB' });
  const picture = (name) => page.screenshot({ path: join(out, `${name}.png`), fullPage: true });
  const button = (name) => page.getByRole('button', { name, exact: true });
  const tab = (name) => page.locator('.work-tabs').getByRole('button', { name, exact: true });
  const agent = page.locator('.people > li', { hasText: 'agent.garonne' });

  await check('the administration opens with the people, and each part has its place in the link', async () => {
    await page.locator('.people > li').first().waitFor();
    same(await page.locator('.work-tabs button').count(), 8);
    truthy((await page.locator('.people').innerText()).includes('(you)'), 'oneself is marked');
  });
  await check('an account is made by keyboard alone, and its link is shown once', async () => {
    await button('Add somebody').focus();
    await page.keyboard.press('Enter');
    await until(() => page.evaluate(() => document.activeElement?.getAttribute('pattern') !== null), 'the focus in the form');
    await page.keyboard.type('agent.garonne');
    await page.keyboard.press('Tab');
    await page.keyboard.type('sanit');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.locator('.webhook-secret code').waitFor();
    truthy(/\/invitation#/.test(await page.locator('.webhook-secret code').innerText()), 'the link');
    await agent.waitFor();
    truthy((await agent.innerText()).includes('has not chosen a password yet'), await agent.innerText());
    await picture('desktop-light-people');
    await button('I have copied it').click();
    same(await page.locator('.webhook-secret').count(), 0);
  });
  await check('a name that is taken is refused, and what was typed stays', async () => {
    await button('Add somebody').click();
    await page.locator('.webhook-form input').first().fill('agent.garonne');
    await page.locator('.webhook-form select').selectOption('planner');
    await button('Make the account').click();
    await page.locator('.webhook-form .failed').waitFor();
    same(await page.locator('.webhook-form input').first().inputValue(), 'agent.garonne');
    await page.locator('.webhook-form').getByRole('button').last().click();
  });
  await check('a role is given until a day, for some settlements, and taken back', async () => {
    await agent.locator('.person-name').click();
    truthy(page.url().includes('entry=agent.garonne'), page.url());
    const form = agent.locator('form');
    await form.locator('select').selectOption('legal_officer');
    await form.locator('input[type=date]').fill('2031-12-31');
    await form.locator('input:not([type])').fill('S01, S02');
    await form.getByLabel('courts and owners').check();
    await form.getByRole('button').click();
    await agent.getByText('until 31 December 2031').waitFor();
    truthy((await agent.innerText()).includes('for S01 and S02 only'), await agent.innerText());
    await picture('desktop-light-person');
    await accessible(page, 'an account that is open');
    await agent.locator('.person li').last().getByRole('button', { name: 'Take back' }).click();
    await agent.locator('.sure button').first().click();
    await agent.getByText('The role is taken back.').waitFor();
  });
  await check('sessions are ended and the account is closed, each asked once more', async () => {
    await agent.getByRole('button', { name: 'End all sessions' }).click();
    await agent.locator('.sure button').first().click();
    await agent.getByText('are ended').waitFor();
    await agent.getByRole('button', { name: 'Close the account' }).click();
    await agent.locator('.sure button').first().click();
    await agent.getByText('closed on').waitFor();
    await agent.locator('.person-name').click();
    await agent.waitFor({ state: 'detached' });
    await page.getByLabel('closed accounts too').check();
    await agent.waitFor();
  });

  await tab('Weights').click();
  await page.locator('.weights-section').first().waitFor();
  const section = (name) => page.locator('.weights-section', { has: page.locator('summary', { hasText: name }) });
  await check('every number of the weights is there, by what it is about', async () => {
    truthy((await page.locator('.weights-field').count()) > 100, 'more than a hundred numbers');
    truthy((await page.locator('.weights-effect').innerText()).includes('Change a number'), 'nothing is tried yet');
  });
  await check('a changed number tells at once who moves, and nothing is kept', async () => {
    await section('Zones: flood').locator('summary').click();
    const fields = section('Zones: flood').locator('input');
    for (const [at, value] of ['0.01', '0.02', '0.03', '0.04'].entries()) await fields.nth(at).fill(value);
    await page.locator('.weights-told').waitFor();
    truthy(/[1-9]\d* go down/.test(await page.locator('.weights-told').innerText()), await page.locator('.weights-told').innerText());
    await picture('desktop-light-weights');
    same(await page.evaluate(async () => (await (await fetch('/api/weights')).json()).versions.length), 0);
  });
  await accessible(page, 'weights that are tried');
  await check('weights that do not make 1 say so, and are brought to it', async () => {
    await section('Questions: fire').locator('summary').click();
    await section('Questions: fire').getByLabel('hydrant too far: weight').fill('0.4');
    await section('Questions: fire').locator('.weights-wrong button').waitFor();
    await page.locator('.weights-effect .failed').waitFor();
    await picture('desktop-light-weights-sum');
    await section('Questions: fire').locator('.weights-wrong button').click();
    await page.locator('.weights-told').waitFor();
    same(await section('Questions: fire').getByLabel('hydrant too far: weight').inputValue(), '0.4');
  });
  await check('others who have set weights meanwhile are not overwritten unseen', async () => {
    await page.route('**/api/weights?*', (route) => route.fulfill({ status: 412, contentType: 'application/problem+json', json: { type: 'about:blank#stale', title: 'Precondition Failed', status: 412, detail: 'other weights were put in force meanwhile; look at them, then set yours', request_id: 'r1' } }));
    await page.locator('.weights-effect input').fill('a dyke was built');
    await page.locator('.weights-effect button[type=submit]').click();
    await button('Try against those now in force').click();
    await page.unroute('**/api/weights?*');
    await page.locator('.weights-told').waitFor();
    same(await page.locator('.weights-effect input').inputValue(), 'a dyke was built');
  });
  await check('they are kept with a reason, and every settlement is assessed under them', async () => {
    await page.locator('.weights-effect button[type=submit]').click();
    await page.getByText(/Version 1 is in force; \d+ settlements/).waitFor();
    await page.getByText('a dyke was built').waitFor();
    await picture('desktop-light-weights-kept');
  });
  await check('the default is taken up again', async () => {
    await page.getByRole('button', { name: 'Try this one: version 0' }).click();
    await page.locator('.weights-told').waitFor();
    await page.locator('.weights-effect input').fill('the dyke is only planned');
    await page.locator('.weights-effect button[type=submit]').click();
    await page.getByText(/Version 2 is in force/).waitFor();
  });

  await tab('Record of changes').click();
  await check('the record tells the newest change first, and finds those of a kind', async () => {
    await page.locator('.record-detail').first().waitFor();
    truthy((await page.locator('table tbody tr').count()) > 20, 'a page of changes');
    await page.locator('form[role=search] select').selectOption('weights-set');
    await page.keyboard.press('Enter');
    await button('Look for it').click();
    await until(async () => (await page.locator('table').first().locator('tbody tr').count()) === 2, 'the two settings');
    truthy((await page.locator('table').first().innerText()).includes('the dyke is only planned'), 'the reason');
    truthy(page.url().includes('by-action=weights-set'), page.url());
    same(await page.evaluate(() => document.activeElement?.textContent?.trim()), 'Look for it');
    await page.reload();
    await until(async () => (await page.locator('table').first().locator('tbody tr').count()) === 2, 'the same two by the link alone');
    same(await page.locator('form[role=search] select').inputValue(), 'weights-set');
    await page.locator('form[role=search] input').first().fill('nobody.at.all');
    await button('Look for it').click();
    await page.getByText('No change is like this').waitFor();
  });
  await check('the records are gone through, and are whole', async () => {
    await button('Check that the records are whole').click();
    await page.getByText('Nothing was altered').waitFor({ timeout: 60_000 });
    await page.locator('form[role=search] input').first().fill('');
    await page.locator('form[role=search] select').selectOption('');
    await button('Look for it').click();
    await page.locator('.record-detail').first().waitFor();
    await picture('desktop-light-record');
  });
  await accessible(page, 'the record of changes');

  await tab('What is kept, and how long').click();
  await check('what a run would erase is told, and nothing is erased', async () => {
    await page.locator('table tbody tr').first().waitFor();
    truthy((await page.locator('section').innerText()).includes('The clock'), await page.locator('section').innerText());
    await picture('desktop-light-retention');
  });
  await accessible(page, 'what is due');
  await check('a run by hand is offered where the clock agrees, wants a reason, is asked once more, and tells what went', async () => {
    const line = { class: 'journal', months: 24, kept: 300, due: 9, oldest: '2023-01-05', next_run: 3 };
    const sent = [];
    await page.route('**/api/retention', (route) => {
      if (route.request().method() === 'GET') return route.fulfill({ json: { clock: sent.length > 1 ? 'same_day' : 'agrees', classes: [line], seen: 'abc' } });
      sent.push(route.request().postDataJSON());
      if (sent.length === 1) return route.fulfill({ status: 412, contentType: 'application/problem+json', json: { type: 'stale', title: 'stale', status: 412, detail: 'something else is due by now' } });
      return route.fulfill({ json: { clock: 'agrees', is_run: true, erased: [{ class: 'journal', count: 3 }] } });
    });
    await page.reload();
    const reason = page.getByLabel('Why it cannot wait');
    await reason.fill('now');
    same(await button('Erase now').isDisabled(), true);
    await reason.fill('asked for by the city');
    for (const round of [1, 2]) {
      await button('Erase now').click();
      truthy((await page.locator('.sure').innerText()).includes('3 records are erased for good'), 'what is lost');
      if (round === 1) await picture('desktop-light-retention-run');
      await page.locator('.sure button').first().click();
      if (round === 1) await page.locator('.failed').waitFor();
    }
    await page.getByText('Erased: ').waitFor();
    same(sent, [1, 2].map(() => ({ reason: 'asked for by the city', seen: 'abc' })));
    await until(async () => (await button('Erase now').count()) === 0, 'no second run that day');
    await page.unroute('**/api/retention');
  });

  await tab('The installation').click();
  await check('the installation tells how it is, and assesses all on demand', async () => {
    await page.getByText('answers within').waitFor();
    await button('Assess now').click();
    await page.getByText('The last run ended').waitFor({ timeout: 60_000 });
    await picture('desktop-light-installation');
  });
  await accessible(page, 'the installation');
  await clean('the administration', faults.filter((fault) => !/answer (409|412|422)|status of (409|412|422)/.test(fault)));
  await close();

  for (const part of ['people', 'weights', 'record', 'retention', 'installation']) {
    const small = await open(`${base}?view=administration&part=${part}&lang=fr`, { viewport: phone, locale: 'fr-FR', colorScheme: 'dark' });
    await small.page.locator('.people > li, .weights-section, .record-detail, table tbody tr, .administration dl').first().waitFor();
    await check(`on a phone, dark and in French: ${part}`, async () => {
      same(await small.page.getByText(/^(?:[a-z]+-)+[a-z_]+$/).count(), 0);
      same(await small.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    });
    await accessible(small.page, `${part} on a phone, dark and in French`);
    await small.page.screenshot({ path: join(out, `phone-dark-fr-${part}.png`), fullPage: true });
    await small.close();
  }
  await refused();

  async function refused() {
    const away = await open(`${base}?view=administration&part=record&lang=en`, { viewport: desktop, locale: 'en-GB' });
    await check('whoever may not open the part of a link is told so, and gets the first they may', async () => {
      await away.page.evaluate(() => sessionStorage.setItem('jalon-viewed-as', 'territory_admin'));
      await away.page.reload();
      await away.page.getByText('does not reach the part').waitFor();
      same(await away.page.locator('.work-tabs button').count(), 6);
    });
    await check('a server that does not answer is told of, and asked again', async () => {
      await away.page.route('**/api/users', (route) => route.abort());
      await away.page.reload();
      await away.page.locator('.failed').waitFor();
      await away.page.unroute('**/api/users');
      await away.page.getByRole('button', { name: 'Try again' }).click();
      await away.page.locator('.people > li').first().waitFor();
    });
    await away.close();
  }
}
