// The ranking without script: found from the page, read in both languages, and its own door.
import { join } from 'node:path';

export async function plain(base, inside, { browser, check, same, truthy, accessible, out, desktop, phone }) {
  const looks = [
    ['desktop-light-plain', { viewport: desktop, locale: 'en-GB' }, 'Where to go first'],
    ['phone-dark-fr-plain', { viewport: phone, locale: 'fr-FR', colorScheme: 'dark' }, 'Où aller d’abord'],
  ];
  for (const [name, look, title] of looks) {
    const context = await browser.newContext({ javaScriptEnabled: false, storageState: inside, ...look });
    const page = await context.newPage();
    await check(`without script the page leads to the ranking (${look.locale})`, async () => {
      await page.goto(base);
      await page.locator('noscript a').first().click();
      await page.getByRole('heading', { name: title }).waitFor();
      same(await page.locator('tbody tr').count(), 19);
      truthy(/[A-E] – /.test(await page.locator('tbody tr').first().innerText()), 'the class in a letter and in words');
      await page.screenshot({ path: join(out, `${name}.png`), fullPage: true });
    });
    await context.close();
    const scripted = await browser.newContext({ storageState: inside, reducedMotion: 'reduce', ...look });
    const other = await scripted.newPage();
    await other.goto(`${base}/ranking`);
    await check(`nothing of it runs over the edge (${look.locale})`, async () => same(await other.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true));
    await accessible(other, `the ranking without script (${look.locale})`);
    await scripted.close();
  }
  const stranger = await browser.newContext({ javaScriptEnabled: false, viewport: phone, locale: 'en-GB' });
  const door = await stranger.newPage();
  await check('whoever has not signed in gets a door that needs no script, and is refused in words', async () => {
    await door.goto(`${base}/ranking`);
    same(new URL(door.url()).pathname, '/ranking/sign-in');
    await door.getByLabel('Name').fill('nobody');
    await door.getByLabel('Password').fill('wrong horse wrong stable');
    await door.keyboard.press('Enter');
    await door.getByRole('alert').waitFor();
    same(await door.getByLabel('Name').inputValue(), 'nobody');
    same(await door.getByLabel('Password').inputValue(), '');
    await door.screenshot({ path: join(out, 'phone-light-plain-door.png'), fullPage: true });
  });
  await stranger.close();
}
