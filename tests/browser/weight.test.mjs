// What the booking page costs a patient who opens it for the first time.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { newPage } from './support/chromium.mjs';
import { hold } from './support/patient.mjs';
import { visitDemo } from './support/visit.mjs';

const PAGE_MAX = 30_000;
const SCRIPT_MAX = 15_000;
const REQUESTS_MAX = 4;

const visit = visitDemo();

for (const path of ['/', '/times?care=2', '/search?care=2', '/embed?care=2', '/book']) {
  test(`${path} is light for who comes for the first time, and asks nobody else`, async (t) => {
    const { page, context, faults } = await newPage(visit.browser, visit.demo.url);
    // The form is shown to who holds a time: its assets are then loaded as if for the first time.
    if (path === '/book') {
      await page.goto(`${visit.demo.url}/times?care=2`);
      await hold(page);
      // Its own icon may still be on the way.
      await page.waitForLoadState('networkidle');
    }
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.clearBrowserCache');
    const kinds = new Map();
    const loaded = [];
    session.on('Network.responseReceived', ({ requestId, type, response }) => kinds.set(requestId, { type, url: response.url }));
    // What the page before still had under way ends here without having begun here.
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const known = kinds.get(requestId);
      // Pictures of the browser's own fields are no requests; a frame, opened here by itself, has no icon.
      if (known?.url.startsWith('http') && !known.url.endsWith('/favicon.ico')) loaded.push({ ...known, bytes: encodedDataLength });
    });
    await page.goto(visit.demo.url + path, { waitUntil: 'networkidle' });
    const bytes = (...types) => loaded.filter(({ type }) => types.includes(type)).reduce((sum, { bytes }) => sum + bytes, 0);
    const [shown, scripts] = [bytes('Document', 'Stylesheet'), bytes('Script')];
    t.diagnostic(`${loaded.length} requests, ${shown} bytes of HTML and CSS, ${scripts} of scripts, headers included`);
    assert.ok(shown > 0 && shown <= PAGE_MAX, `${shown} bytes`);
    assert.ok(scripts <= SCRIPT_MAX, `${scripts} bytes of scripts`);
    assert.ok(loaded.length <= REQUESTS_MAX, loaded.map(({ url }) => url).join(', '));
    assert.deepEqual(faults, []);
  });
}
