// The little of WebDriver BiDi (W3C) that the walk in Firefox needs: one window, questions to it, keys and clicks, what it reports.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A browser may take so long to open its door. */
const OPENS_MS = 60_000;

/** Keys as WebDriver writes them. */
const KEYS = { Enter: '\uE007', Tab: '\uE004', Escape: '\uE00C', ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015', Home: '\uE011', End: '\uE010' };

/** Starts Firefox without a window, with a profile of its own, and opens one page of this size. */
export async function firefox(program, { width, height }) {
  const profile = await mkdtemp(join(tmpdir(), 'jalon-firefox-'));
  // The same settings everywhere; a window that nobody sees has the focus, and nothing is looked up elsewhere.
  const settings = { 'focusmanager.testmode': true, 'intl.accept_languages': 'en-GB,en', 'ui.prefersReducedMotion': 1, 'app.update.enabled': false, 'browser.safebrowsing.downloads.remote.enabled': false, 'network.captive-portal-service.enabled': false, 'network.connectivity-service.enabled': false };
  await writeFile(join(profile, 'user.js'), Object.entries(settings).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(''));
  const child = spawn(program, ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'], { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, MOZ_REMOTE_SETTINGS_DEVTOOLS: '1' } });
  const end = async () => {
    child.kill();
    await new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve()));
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const talk = await connect(`${await doorOf(child)}/session`);
    await talk.ask('session.new', { capabilities: {} });
    await talk.ask('session.subscribe', { events: ['log.entryAdded', 'network.beforeRequestSent', 'network.responseCompleted'] });
    // A tab of its own: the one that Firefox begins with belongs to Firefox, which keeps the keyboard in its bar.
    const { context } = await talk.ask('browsingContext.create', { type: 'tab' });
    await talk.ask('browsingContext.activate', { context });
    await talk.ask('browsingContext.setViewport', { context, viewport: { width, height } });
    return { page: pageOf(talk, context), on: talk.on, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** The address that the browser says on its error output. */
function doorOf(child) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the browser opened no door')), OPENS_MS);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the browser ended with ${code}`)));
    createInterface({ input: child.stderr }).on('line', (line) => {
      const [, address] = /BiDi listening on (ws:\S+)/.exec(line) ?? [];
      if (address === undefined) return;
      clearTimeout(late);
      resolve(address);
    });
  });
}

/** Questions with their answers, by number, and what comes unasked. */
async function connect(address) {
  const socket = new WebSocket(address);
  const open = new Map();
  const listeners = [];
  let asked = 0;
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', () => reject(new Error(`no connection to ${address}`)), { once: true });
  });
  socket.addEventListener('message', ({ data }) => {
    const told = JSON.parse(data);
    if (told.type === 'event') return listeners.forEach((listen) => listen(told.method, told.params));
    const { resolve, reject } = open.get(told.id) ?? {};
    open.delete(told.id);
    if (told.type === 'success') resolve?.(told.result);
    else reject?.(new Error(`${told.error}: ${told.message}`));
  });
  const ask = (method, params) =>
    new Promise((resolve, reject) => {
      asked += 1;
      open.set(asked, { resolve, reject });
      socket.send(JSON.stringify({ id: asked, method, params }));
    });
  return { ask, on: (listen) => listeners.push(listen) };
}

function pageOf({ ask }, context) {
  /** What a function answers in the page, by way of JSON. */
  const evaluate = async (question, ...given) => {
    const declaration = `async () => JSON.stringify((await (${question})(...${JSON.stringify(given)})) ?? null)`;
    const answer = await ask('script.callFunction', { functionDeclaration: declaration, awaitPromise: true, target: { context } });
    if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
    return JSON.parse(answer.result.value);
  };
  const keys = (pressed) => ask('input.performActions', { context, actions: [{ type: 'key', id: 'keys', actions: pressed.flatMap((key) => [{ type: 'keyDown', value: KEYS[key] ?? key }, { type: 'keyUp', value: KEYS[key] ?? key }]) }] });
  const click = (x, y) => ask('input.performActions', { context, actions: [{ type: 'pointer', id: 'mouse', actions: [{ type: 'pointerMove', x: Math.round(x), y: Math.round(y) }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }] }] });
  return {
    evaluate,
    keys,
    click,
    goto: (url) => ask('browsingContext.navigate', { context, url, wait: 'complete' }),
    picture: async (path) => writeFile(path, Buffer.from((await ask('browsingContext.captureScreenshot', { context })).data, 'base64')),
  };
}
