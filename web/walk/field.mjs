// The walk of whoever visits settlements with a phone: offline, with a tab that dies, refusals, two tabs, and back in the network.
import { join } from 'node:path';
import { until } from './watch.mjs';

const photo = new URL('../public/icon-512.png', import.meta.url).pathname;
/** Words that must not be found in what the browser keeps. */
const SECRETS = ['Gravi', 'mud to the knee', 'agent-of-the-walk', 'litres_pd', 'S02', '43.92'];
/** The corners of a rectangle of 60 m by 40 m in the settlement that is visited. */
const RING = [[1.1653, 43.9222], [1.1653 + 60 / 80_271, 43.9222], [1.1653 + 60 / 80_271, 43.9222 + 40 / 111_110], [1.1653, 43.9222 + 40 / 111_110]];

/** `base` is the team's server, `inside` the cookies of somebody who may write visits. */
export async function field(base, inside, { browser, check, same, truthy, accessible, out, phone }) {
  const context = await browser.newContext({ reducedMotion: 'reduce', storageState: inside, viewport: phone, locale: 'en-GB', hasTouch: true });
  const shown = (page, name) => page.screenshot({ path: join(out, `phone-light-visit-${name}.png`), fullPage: true });
  let page = await context.newPage();
  const faults = [];
  const guard = (on) => {
    on.on('pageerror', (error) => faults.push(`script: ${error.message}`));
    on.on('request', (request) => !request.url().startsWith(base) && /^http/.test(request.url()) && faults.push(`request to ${request.url()}`));
    on.on('console', (message) => /Content Security Policy|Trusted/.test(message.text()) && faults.push(message.text()));
  };
  guard(page);
  const home = `${base}/?view=visit`;
  const button = (name) => page.getByRole('button', { name, exact: true });
  const visitsOf = async (code) => (await (await context.request.get(`${base}/api/settlements/${code}/visits`)).json()).items;
  const before = (await visitsOf('S02')).length;
  /** The tab dies as a phone kills it, without a word to the page; another one is opened. */
  const killed = async () => {
    const dead = new Promise((resolve) => page.on('crash', resolve));
    page.goto('chrome://crash').catch(() => undefined);
    await dead;
    await page.close();
    page = await context.newPage();
    guard(page);
    await page.goto(home);
  };

  await check('the form of a visit is opened from the settlement, and is fetched only then', async () => {
    const fetched = [];
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
    await page.goto(`${base}/?site=S02`);
    await page.locator('.explanation header').waitFor();
    same(fetched.filter((path) => /Field.*\.js$/.test(path)), []);
    await page.locator('.explanation header').getByRole('button', { name: 'Visit', exact: true }).click();
    await page.locator('.field-sites').first().waitFor();
    same(fetched.filter((path) => /Field.*\.js$/.test(path)).length, 1);
  });
  await check('a settlement is taken along, and the page itself is kept', async () => {
    await page.locator('.field-take', { hasText: 'Gravière' }).first().click();
    await page.getByText('1 of at most 30').waitFor();
    await page.getByText(/with the map around it \(\d+ kB\)/).waitFor();
    await until(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated'), 'the worker');
    await shown(page, '1-home');
  });
  await accessible(page, 'the choice of settlements in the field');
  await check('without a network the page opens again, with what was taken along', async () => {
    await context.setOffline(true);
    await page.goto(home);
    await page.locator('.field-site-name', { hasText: 'Gravière' }).waitFor();
    same(await page.locator('.field-sites li').count(), 1);
    await page.getByText('No network').waitFor();
    await shown(page, '2-offline');
  });
  await check('the keyboard alone answers: a number, a yes, what is still so, and nobody who could tell', async () => {
    await page.locator('.field-sites .big-button').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('.visit-choice').waitFor();
    await shown(page, '3-start');
    await page.locator('.visit-choice .first').focus();
    await page.keyboard.press('Enter');
    await until(() => page.evaluate(() => document.activeElement?.id === 'visit-title'), 'the focus on the heading');
    await page.locator('.visit-known .button').first().focus();
    await page.keyboard.press('Space');
    await page.locator('.visit-question').nth(1).getByRole('button', { name: 'no', exact: true }).focus();
    await page.keyboard.press('Space');
    await shown(page, '4-group');
    same(await page.locator('.visit-question [aria-pressed=true]').count(), 2);
    await page.locator('.visit-ways .first').focus();
    await page.keyboard.press('Enter');
    await page.locator('.visit-number input').first().focus();
    await page.keyboard.type('12 m');
    await page.locator('.visit-wrong').waitFor();
    await shown(page, '5-wrong-number');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('12,5');
    await until(async () => (await page.locator('.visit-wrong').count()) === 0, 'no fault');
  });
  await accessible(page, 'a group of questions');
  await check('a tab that dies in mid-form loses nothing, without a network too', async () => {
    await killed();
    await page.locator('.visit-number input').first().waitFor();
    same(await page.locator('.visit-number input').first().inputValue(), '12,5');
    await page.locator('.visit-ways button').first().click();
    same(await page.locator('.visit-question [aria-pressed=true]').count(), 2);
  });
  await check('a refused position is said in words, and the visit goes on', async () => {
    const steps = await page.locator('.visit-progress').getAttribute('max');
    for (let at = 1; at < Number(steps) - 2; at += 1) await page.locator('.visit-ways .first').click();
    await button('Walk around it').click();
    await page.getByText('Draw the outline on the map, or allow it in its settings').waitFor();
    await button('Leave the outline out').click();
    await page.locator('.sure button').first().click();
    await page.locator('.visit-ways .first').click();
    await page.locator('#visit-position').waitFor();
    await button('Take my position').click();
    await page.getByText('does not give its position').waitFor();
    await shown(page, '6-position-refused');
  });
  await check('a position has its accuracy beside it', async () => {
    await context.grantPermissions(['geolocation'], { origin: base });
    await context.setGeolocation({ latitude: 43.6, longitude: 1.44, accuracy: 14 });
    await button('Take my position').click();
    await page.getByText('known to 14 m').waitFor();
  });
  await check('the settlement is walked around without a network, and what is too rough is not taken down', async () => {
    await page.locator('.visit-ways button').first().click();
    await context.setGeolocation({ longitude: RING[0][0], latitude: RING[0][1], accuracy: 60 });
    await button('Walk around it').click();
    await page.getByText('nothing is taken down').waitFor();
    await page.locator('.outline-rule summary').click();
    await page.locator('.outline-rule select').first().selectOption('1');
    for (const [at, [longitude, latitude]] of along(RING, 16).entries()) {
      await context.setGeolocation({ longitude, latitude, accuracy: 4 });
      await page.waitForTimeout(1_060);
      if (at === 6) await shown(page, '6a-outline-walking');
      // A walk is paused and gone on with.
      if (at === 7) {
        await button('Pause').click();
        await page.getByText('Go on where you stopped').waitFor();
        await button('Go on walking').click();
      }
    }
    truthy((await page.locator('.outline-told').innerText()).includes('Points: 16'), await page.locator('.outline-told').innerText());
  });
  await accessible(page, 'a settlement that is walked around');
  await check('a walk that is not finished keeps the visit from being sent, and a tab that dies in it loses nothing', async () => {
    await killed();
    await page.getByText('Go on where you stopped').waitFor();
    truthy((await page.locator('.outline-told').innerText()).includes('Points: 16'), 'all points');
    await page.locator('.visit-ways .first').click();
    await page.locator('.visit-ways .first').click();
    await page.getByText('The walk around the settlement is not finished').waitFor();
    await page.locator('.visit-choices button').last().click();
    await page.locator('.visit-ways button').first().click();
  });
  await check('the ring is closed, its area is within two hundredths of the true one, and its corners are moved by keyboard', async () => {
    await button('Close the ring').focus();
    await page.keyboard.press('Enter');
    const area = async () => Number((await page.locator('.outline-told p').first().innerText()).match(/([\d,]+) m²/)[1].replace(',', ''));
    truthy(Math.abs((await area()) / 2400 - 1) < 0.02, `${await area()} m²`);
    await until(() => page.locator('.field-map canvas').count(), 'the map');
    // The map that was taken along is drawn: railway, zones and neighbourhoods have other colours than the bare ground.
    await until(async () => (await coloursOf(page)) > 20, 'the map that was taken along');
    same(await page.locator('.field-map .map-note').count(), 0);
    await shown(page, '6b-outline-closed');
    await page.getByRole('button', { name: 'Next corner' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText(/^Corner 1 of/).waitFor();
    await button('Take it out').focus();
    await page.keyboard.press('Enter');
    truthy((await area()) < 2350, 'a corner less');
    await button('Take one back').focus();
    await page.keyboard.press('Enter');
    truthy(Math.abs((await area()) / 2400 - 1) < 0.02, `${await area()} m² again`);
  });
  await accessible(page, 'an outline on the map');
  await check('the visit goes on after the outline', async () => {
    await page.locator('.visit-ways .first').click();
    await page.getByText('known to 14 m').waitFor();
  });
  await check('a photo is made small and shown, and a text is no photo', async () => {
    await page.locator('input[type=file]').setInputFiles(photo);
    await page.locator('.visit-photos img').waitFor();
    await page.locator('input[type=file]').setInputFiles({ name: 'letter.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no photo') });
    await page.getByText('cannot read this picture').waitFor();
    same(await page.locator('.visit-photos li').count(), 1);
    await page.locator('textarea').fill('mud to the knee');
    await shown(page, '7-place');
  });
  await accessible(page, 'place, photos and remarks');
  await check('a second tab does not write over the first, and can go on in its place', async () => {
    const second = await context.newPage();
    await second.goto(home);
    await second.getByText('open in another tab').waitFor();
    await second.screenshot({ path: join(out, 'phone-light-visit-8-second-tab.png') });
    await second.getByRole('button', { name: 'Go on here' }).click();
    await second.locator('textarea').waitFor();
    same(await second.locator('textarea').inputValue(), 'mud to the knee');
    await page.getByText('open in another tab').waitFor();
    await page.close();
    page = second;
    guard(page);
  });
  await check('the whole visit is seen once more, finished, and sealed on the phone', async () => {
    await page.locator('.visit-ways .first').click();
    await page.getByLabel('Your code or role').fill('agent-of-the-walk');
    await shown(page, '9-review');
    await button('Finish and send').click();
    await page.locator('.field-sent.kept').waitFor();
    await page.getByText('Sealed; waits for the network').waitFor();
    await shown(page, '10-sealed');
  });
  await accessible(page, 'what waits on the phone');
  await check('nothing that the browser keeps tells where, what or who', async () => {
    const kept = await page.evaluate(lyingAbout);
    truthy(kept.bytes.length > 1_000, `something is kept: ${kept.bytes.length}`);
    same(SECRETS.filter((secret) => kept.words.includes(secret)), []);
    // Three letters come up by chance in so many that are locked.
    same(SECRETS.filter((secret) => secret.length > 4 && kept.bytes.includes(secret)), []);
  });
  await check('the tab dies again, the network returns, and the visit is on the server once', async () => {
    await killed();
    await page.getByText('Sealed; waits for the network').waitFor();
    await context.setOffline(false);
    await until(async () => (await page.locator('.field-queue').count()) === 0, 'an empty queue', 20_000);
    const [visit, ...others] = await visitsOf('S02');
    same(others.length, before);
    same([visit.outline.how, visit.outline.accuracy_m, Math.abs(visit.outline.area_m2 / 2400 - 1) < 0.02], ['walked', 4, true]);
    same([visit.by, visit.note, visit.position.accuracy_m, visit.answers.length], ['agent-of-the-walk', 'mud to the knee', 14, 3]);
    const files = await (await context.request.get(`${base}/api/settlements/S02/visits/${visit.id}/files`)).json();
    same(files.items.map(({ name }) => name), ['icon-512.jpg']);
  });
  await atTheDesk();
  await refusals();
  await check('nobody has broken the policy, asked another origin or thrown', () => same(faults, []));
  await context.close();

  async function atTheDesk() {
    const desk = await context.newPage();
    guard(desk);
    await desk.setViewportSize({ width: 1280, height: 900 });
    const press = (name) => desk.getByRole('button', { name, exact: true });
    const shape = async () => (await (await context.request.get(`${base}/api/settlements/S02`)).json()).geometry;
    const before = await shape();
    await check('the desk sees the outline over the shape that stands', async () => {
      await desk.goto(`${base}/?site=S02`);
      await desk.locator('.outlines-sketch').waitFor();
      truthy((await desk.locator('.outlines').innerText()).includes('A visit proposes another outline'), 'the title');
      same(await desk.locator('.outlines-sketch path').count(), 3);
      await desk.locator('.outlines').scrollIntoViewIfNeeded();
      await desk.screenshot({ path: join(out, 'desktop-light-outline-proposed.png') });
    });
    await accessible(desk, 'an outline that is proposed');
    await check('setting it aside needs a reason, and what has changed since is not overwritten', async () => {
      await press('Set it aside').click();
      await desk.getByText('Write why the outline is not taken over').waitFor();
      const renamed = { headers: { 'if-match': '*', 'content-type': 'application/merge-patch+json' }, data: JSON.stringify({ properties: { households: 37 } }) };
      truthy((await context.request.patch(`${base}/ogc/collections/settlements/items/S02`, renamed)).ok(), 'the edit of another');
      await desk.locator('.outlines input').fill('it has grown to the south');
      await press('Take it over as the shape').click();
      await desk.locator('.outlines .failed').waitFor();
      same(await desk.locator('.outlines input').inputValue(), 'it has grown to the south');
      same(await shape(), before);
    });
    await check('it is taken over by keyboard, and the settlement has that shape', async () => {
      await press('Take it over as the shape').focus();
      await desk.keyboard.press('Enter');
      await desk.locator('.outlines-decided').waitFor();
      truthy((await desk.locator('.outlines-decided').innerText()).includes('it has grown to the south'), 'the reason');
      truthy(JSON.stringify(await shape()) !== JSON.stringify(before), 'another shape');
      await desk.locator('.explanation-body .outlines').waitFor();
      await desk.screenshot({ path: join(out, 'desktop-light-outline-taken.png') });
    });
    await desk.close();
  }

  async function refusals() {
    const nothingChanged = async (code) => {
      await page.goto(`${home}&site=${code}`);
      await page.locator('.field-sites .big-button').first().click();
      await page.getByRole('button', { name: 'Nothing has changed since' }).click();
      await page.getByText('every known answer is dated anew').waitFor();
    };
    const answering = (status, word, detail) => page.route('**/api/visits/sealed', (route) => route.fulfill({ status, contentType: 'application/problem+json', json: { type: `about:blank#${word}`, title: 'No', detail } }));
    await check('"nothing has changed" is one tap, and one more to finish', async () => {
      await nothingChanged('S01');
      await shown(page, '11-nothing-changed');
    });
    await check('a session that has ended keeps the visit, and says where to sign in', async () => {
      await answering(401, 'not-signed-in', 'sign in first');
      await button('Finish and send').click();
      await page.locator('.field-sent.signed-out').waitFor();
      same(await page.locator('.field-queue li').count(), 1);
      await shown(page, '12-session-ended');
    });
    await check('a refusal stands beside what was written, and the visit can be corrected', async () => {
      await page.unroute('**/api/visits/sealed');
      await answering(422, 'refused', 'no checklist asks ‘colour’; nothing was stored');
      await button('Send now').click();
      await page.locator('.field-beside').waitFor();
      truthy((await page.locator('.field-beside').innerText()).includes('colour'), 'what the server says');
      await shown(page, '13-refused');
      await accessible(page, 'a refused visit');
      await button('Correct it').click();
      await page.getByText('every known answer is dated anew').waitFor();
      await page.unroute('**/api/visits/sealed');
    });
    await check('what others have said meanwhile is laid beside it', async () => {
      const answers = (await (await context.request.get(`${base}/api/settlements/S01/answers`)).json()).items;
      const told = answers.find(({ unit, source }) => unit === 'yes_no' && source?.of === 'visit');
      const other = { by: 'somebody-else', validated: true, answers: { [told.question]: told.reply === 'yes' ? 'no' : 'yes' } };
      truthy((await context.request.post(`${base}/api/settlements/S01/visits`, { data: other })).ok(), 'the visit of another');
      await button('Finish and send').click();
      await page.locator('.field-outcome').waitFor();
      truthy((await page.locator('.field-outcome').innerText()).includes('others have said something else'), 'the words');
      await shown(page, '14-others-differ');
    });
    await accessible(page, 'two answers side by side');
    await check('what is seen is put away', async () => {
      await button('I have seen it').click();
      await page.locator('.field-outcome').waitFor({ state: 'detached' });
    });
    await check('a browser without room says so, and the form stays', async () => {
      await page.goto(`${home}&site=S03`);
      await page.locator('.field-sites .big-button').first().click();
      await page.locator('.visit-choice .first').click();
      // What a browser does when its disk is full.
      await page.evaluate(() => {
        window.puts = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = () => {
          throw new DOMException('full', 'QuotaExceededError');
        };
      });
      await page.locator('.visit-question .big-button').first().click();
      await page.getByText('no room left in this browser').waitFor();
      same(await page.locator('.visit-question [aria-pressed=true]').count(), 1);
      await shown(page, '15-no-room');
      await page.evaluate(() => (IDBObjectStore.prototype.put = window.puts));
      await page.locator('.visit-question .big-button').first().click();
      await until(async () => (await page.getByText('no room left').count()) === 0, 'room again');
    });
    await check('in French and in the dark it is the same form', async () => {
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
      await page.goto(`${home}&lang=fr`);
      await page.locator('.visit-question').first().waitFor();
      same(await page.getByText(/^(?:[a-z]+-)+[a-z_]+$/).count(), 0);
      await page.screenshot({ path: join(out, 'phone-dark-visit-group-fr.png'), fullPage: true });
    });
    await accessible(page, 'the form in French and in the dark');
    await check('a visit is put aside, gone on with and given up', async () => {
      await page.locator('.visit-ways button').first().click();
      await button('Mettre de côté').click();
      await page.getByText('Une visite est commencée').waitFor();
      await page.screenshot({ path: join(out, 'phone-dark-visit-aside-fr.png'), fullPage: true });
      await button('La reprendre').click();
      await button('Abandonner cette visite').click();
      await page.locator('.sure button').first().click();
      await page.locator('.field-sites').first().waitFor();
    });
    await check('an outline is drawn with taps and a cross, refused while it crosses itself, and stays out of what nobody sends', async () => {
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await nothingChanged('S03');
      await button('Add an outline, a position, photos or remarks').click();
      await button('Draw it on the map').click();
      const map = page.locator('.field-map .map-target');
      await until(() => page.locator('.field-map canvas').count(), 'the map');
      const box = await map.boundingBox();
      const tap = async (x, y) => {
        const many = Number((await page.locator('.outline-told').innerText()).match(/Corners: (\d+)/)[1]);
        await page.touchscreen.tap(box.x + box.width * x, box.y + box.height * y);
        await until(async () => (await page.locator('.outline-told').innerText()).match(/Corners: (\d+)/)[1] === String(many + 1), 'one corner more');
      };
      await tap(0.3, 0.3);
      await tap(0.7, 0.7);
      await tap(0.7, 0.3);
      await tap(0.3, 0.7);
      await page.getByText('The line crosses or touches itself').waitFor();
      await shown(page, '17-outline-crossed');
      await accessible(page, 'an outline that crosses itself');
      await button('Take one back').click();
      await page.getByText('The line crosses').waitFor({ state: 'detached' });
      await button('Corner here').click();
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
      await page.goto(`${home}&lang=fr`);
      await page.getByText('Sommets :').waitFor();
      same(await page.getByText(/^(?:[a-z]+-)+[a-z_]+$/).count(), 0);
      await page.screenshot({ path: join(out, 'phone-dark-visit-outline-fr.png'), fullPage: true });
      await accessible(page, 'the outline in French and in the dark');
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await page.goto(home);
      await page.locator('.visit-ways button').first().click();
      await button('Give up this visit').click();
      await page.locator('.sure button').first().click();
      await page.locator('.field-sites').first().waitFor();
    });
    await check('the network returns while the page is closed, and the worker hands the visit in; the page puts it away later', async () => {
      const visits = (await visitsOf('S03')).length;
      await nothingChanged('S03');
      await context.setOffline(true);
      await button('Add an outline, a position, photos or remarks').click();
      await page.locator('.visit-ways .first').click();
      await page.locator('input[type=file]').setInputFiles(photo);
      await page.locator('.visit-photos img').waitFor();
      await page.locator('.visit-ways .first').click();
      await button('Finish and send').click();
      await page.locator('.field-sent.kept').waitFor();
      const other = await context.newPage();
      await other.goto('about:blank');
      const scope = await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).scope);
      await page.close();
      await context.setOffline(false);
      await other.goto(`${base}/app.webmanifest`);
      await dispatched(context, other, scope);
      await until(async () => (await visitsOf('S03')).length === visits + 1, 'the visit on the server', 20_000);
      const [{ id }] = await visitsOf('S03');
      const files = async () => (await (await context.request.get(`${base}/api/settlements/S03/visits/${id}/files`)).json()).items.length;
      await until(async () => (await files()) === 1, 'its photo', 20_000);
      page = other;
      guard(page);
      await page.goto(home);
      await page.locator('.field-sites').first().waitFor();
      await until(async () => (await page.locator('.field-queue').count()) === 0, 'an empty queue', 20_000);
      same([(await visitsOf('S03')).length, await files()], [visits + 1, 1]);
    });
    await check('a newer page waits until it is taken up, and what was written is there again', async () => {
      await page.goto(`${home}&site=S04`);
      await page.locator('.field-sites .big-button').first().click();
      await page.locator('.visit-choice').waitFor();
      await button('Put it aside').click();
      // Another address for the worker is another worker to the browser, as another build is.
      await page.evaluate(() => navigator.serviceWorker.register('/sw.js?newer'));
      await page.getByText('A newer version of this page is here').waitFor();
      await shown(page, '16-newer-page');
      const loaded = page.waitForEvent('load');
      await button('Use it').click();
      await loaded;
      await page.locator('.visit').waitFor();
      same(await page.locator('.visit .site-code').innerText(), 'S04');
    });
    await check('a part of the page that an upgrade has taken away says what to do', async () => {
      const stale = await browser.newContext({ storageState: inside, locale: 'en-GB', serviceWorkers: 'block' });
      const other = await stale.newPage();
      await other.route('**/assets/Field-*.js', (route) => route.fulfill({ status: 404 }));
      await other.goto(home);
      await other.getByText('This part of the page has not come').waitFor();
      await other.unroute('**/assets/Field-*.js');
      await other.getByRole('button', { name: 'Load the page anew' }).click();
      await other.locator('.field-find').waitFor();
      await stale.close();
    });
    await check('the page can be installed, with an icon of every size that is told', async () => {
      const asked = await context.request.get(`${base}/app.webmanifest`);
      truthy(/^application\/manifest\+json/.test(asked.headers()['content-type']), asked.headers()['content-type']);
      const manifest = await asked.json();
      same([manifest.display, manifest.icons.length], ['standalone', 3]);
      for (const { src, sizes } of manifest.icons) {
        const wide = await page.evaluate(async (address) => (await createImageBitmap(await (await fetch(address)).blob())).width, src);
        same(`${wide}x${wide}`, sizes);
      }
    });
    await check('signing out takes the key and all that it locks off the phone', async () => {
      await page.locator('.account-name').click();
      page.once('dialog', (dialog) => dialog.accept());
      await page.locator('.account-dialog').getByRole('button', { name: 'Sign out' }).first().click();
      await page.locator('.door input').first().waitFor();
      same(await page.evaluate(namesOfKeys), ['salt']);
    });
  }
}

/** Has the browser tell the worker that the network is back, as it does by itself some time after. */
async function dispatched(context, page, scope) {
  const devtools = await context.newCDPSession(page);
  const registered = new Promise((resolve) => devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => registrations.filter(({ scopeURL, isDeleted }) => scopeURL === scope && !isDeleted).forEach(({ registrationId }) => resolve(registrationId))));
  await devtools.send('ServiceWorker.enable');
  const registrationId = await registered;
  await devtools.send('ServiceWorker.dispatchSyncEvent', { origin: new URL(scope).origin, registrationId, tag: 'jalon-visits', lastChance: false });
}

/** So many places along a ring, the first corner first. */
function along(ring, count) {
  const closed = [...ring, ring[0]];
  const long = closed.slice(1).map(([lon, lat], at) => Math.hypot((lon - closed[at][0]) * 80_271, (lat - closed[at][1]) * 111_110));
  const around = long.reduce((sum, each) => sum + each, 0);
  return Array.from({ length: count }, (_, step) => {
    let left = (step * around) / count;
    let edge = 0;
    while (left > long[edge]) left -= long[edge++];
    const [from, to] = [closed[edge], closed[edge + 1]];
    return [from[0] + ((to[0] - from[0]) * left) / long[edge], from[1] + ((to[1] - from[1]) * left) / long[edge]];
  });
}

/** How many colours the tiles of the map have, which lie under the line. */
function coloursOf(page) {
  return page.evaluate(() => {
    const seen = new Set();
    for (const canvas of document.querySelectorAll('.field-map canvas')) {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      for (let at = 0; at < data.length; at += 4 * 37) seen.add(data.slice(at, at + 4).join());
    }
    return seen.size;
  });
}

/** Everything that lies in the browser's stores, as words and as letters of what is locked. Runs in the page. */
async function lyingAbout() {
  const bytes = [];
  const told = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
  const letters = (value) => {
    if (value instanceof CryptoKey) return '';
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
      bytes.push(new TextDecoder('latin1').decode(value));
      return '';
    }
    if (Array.isArray(value)) return value.map(letters).join();
    return typeof value === 'object' && value !== null ? Object.entries(value).map(([name, each]) => `${name}=${letters(each)}`).join() : String(value);
  };
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((resolve) => (indexedDB.open(name).onsuccess = ({ target }) => resolve(target.result)));
    for (const store of database.objectStoreNames) {
      const on = database.transaction(store).objectStore(store);
      const ask = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
      told.push(letters(await ask(on.getAllKeys())), letters(await ask(on.getAll())));
    }
    database.close();
  }
  for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) told.push(request.url);
  return { words: told.join('\n'), bytes: bytes.join('\n') };
}

/** Which keys are left. Runs in the page. */
async function namesOfKeys() {
  const database = await new Promise((resolve) => (indexedDB.open('jalon-field').onsuccess = ({ target }) => resolve(target.result)));
  return new Promise((resolve) => {
    const asked = database.transaction('keys').objectStore('keys').getAllKeys();
    asked.onsuccess = () => resolve(asked.result);
  });
}
