// Under a path of another site, behind a proxy with another name: a patient books, and the door of the staff opens, without ever leaving it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, newPage } from './support/chromium.mjs';
import { startBehindProxy } from './support/grappe.mjs';
import { hold, identify } from './support/patient.mjs';

let served;
let browser;
before(async () => {
  [served, browser] = await Promise.all([startBehindProxy(), launch()]);
});
after(async () => {
  await browser?.close();
  await served?.stop();
});

/** Where everything on the page leads, all of it under the path; its style was loaded. */
async function stays(page) {
  assert.ok(page.url().startsWith(`${served.url}/`), page.url());
  const led = await page.locator('[href], [action], [src], [formaction]').evaluateAll((all) => all.flatMap((one) => ['href', 'action', 'src', 'formaction'].map((name) => one.getAttribute(name)).filter((to) => to && /^(\/|http)/.test(to))));
  assert.ok(led.length > 5, `${page.url()}: ${led}`);
  for (const to of led) assert.ok(to.startsWith('/rdv/') || to.startsWith(`${served.url}/`), `${page.url()} leads to ${to}`);
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.querySelector('.top')).display), 'inline', 'no style');
}

test('under a path, behind a proxy of another name, every step stays there', async () => {
  const { page, faults } = await newPage(browser, served.url);
  const lost = [];
  page.on('response', (response) => { if (response.status() >= 400) lost.push(`${response.status()}: ${response.url()}`); });
  await page.goto(`${served.url}/`);
  await stays(page);
  await Promise.all([page.waitForEvent('load'), page.locator('a.pick[href*="care=2"]').click()]);
  await stays(page);
  await hold(page);
  await stays(page);
  await identify(page);
  await stays(page);
  await page.goto(`${served.url}/admin`);
  assert.match(page.url(), /\/rdv\/admin\/sign-in/);
  await stays(page);
  assert.deepEqual([...lost, ...faults], []);
});
