// Watches a page for what must never happen: console errors, requests to anyone else, broken content policy.

/** Faults seen so far, each in one line. */
export async function watch(page, base) {
  const faults = [];
  const origin = new URL(base).origin;
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== origin) faults.push(`request to ${url.origin}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`answer ${response.status()} for ${response.url()}`);
  });
  await page.exposeFunction('reportViolation', (text) => faults.push(`content policy: ${text}`));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => window.reportViolation(`${event.violatedDirective} ${event.blockedURI}`));
  });
  return faults;
}

/** Asks again and again until the question says yes; under a strict policy a page cannot wait by itself. */
export async function until(question, what, timeout_ms = 15_000) {
  const end = Date.now() + timeout_ms;
  for (;;) {
    const answer = await question();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
}

/** When the map has stood still for a moment. */
export async function settled(page) {
  let before = '';
  let same = 0;
  await until(async () => {
    const now = await page.evaluate(() => {
      const canvases = [...document.querySelectorAll('.map-target canvas')];
      return canvases.map((canvas) => canvas.toDataURL().length).join() + location.search;
    });
    same = now === before && now !== '' ? same + 1 : 0;
    before = now;
    return same >= 6;
  }, 'the map to stand still');
}
