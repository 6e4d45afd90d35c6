// A tablet of the waiting room and the agenda, open side by side: who says to have come is shown there at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { newPage } from './support/chromium.mjs';
import { dateOf, signIn } from './support/desk.mjs';
import { visitDemo } from './support/visit.mjs';

/** Invented; nobody else has these initials and this birth. */
const COMING = { given: 'Xénia', family: 'Quistrebert', born: '29/02/1976' };
const SOON = { timeout: 30_000 };

const visit = visitDemo();
const load = (page, act) => Promise.all([page.waitForEvent('load'), act()]);

/** An instant of today, in the practice's zone, that the tablet takes for the hour of somebody who is here. */
function nearby() {
  const ahead = new Date(Math.ceil((Date.now() + 20 * 60_000) / 300_000) * 300_000);
  return dateOf(ahead) === dateOf(new Date()) ? ahead : new Date(Math.floor((Date.now() - 10 * 60_000) / 300_000) * 300_000);
}

/** Writes the person down and books them, beside the hours and whatever stands there: the test runs at any hour. */
async function books(page, start) {
  const { url } = visit.demo;
  await page.goto(`${url}/admin/patients/new`);
  for (const [name, text] of Object.entries(COMING)) await page.locator(`#${name}`).fill(text);
  await load(page, () => page.locator('main form button').last().click());
  await page.waitForURL(/\/admin\/patients\/\d+/);
  const patient = new URL(page.url()).pathname.split('/').pop();
  await page.goto(`${url}/admin/book?patient=${patient}&day=${dateOf(start)}`);
  await page.locator('#with').selectOption({ index: 1 });
  await page.locator('details.free-time').evaluate((fold) => { fold.open = true; });
  const hour = start.toLocaleTimeString('fr-FR', { timeZone: 'Europe/Paris', hour: '2-digit', minute: '2-digit' });
  await page.locator('#time').fill(hour);
  await page.locator('input[name=outside]').check();
  await page.locator('input[name=over]').check();
  await page.locator('#reason').fill('Vient sans rendez-vous');
  await load(page, () => page.locator('button[name=do][value=book]').last().click());
  assert.match(await page.locator('main').innerText(), /enregistré/, 'it was not booked');
}

test('who says to have come on the tablet is shown on the open agenda', async () => {
  const { url } = visit.demo;
  const desk = await newPage(visit.browser, url);
  await signIn(desk.page, visit.demo.administrator);
  const start = nearby();
  await books(desk.page, start);
  await desk.page.goto(`${url}/admin/setup/kiosks`);
  await desk.page.locator('[name=name]').fill('Entrée');
  await load(desk.page, () => desk.page.locator('form.card button').first().click());
  const link = await desk.page.locator('code.secret').innerText();

  const tablet = await newPage(visit.browser, url);
  await tablet.page.goto(link);
  await load(tablet.page, () => tablet.page.locator('main form button').click());

  await desk.page.goto(`${url}/admin?all=1&day=${dateOf(start)}`);
  await desk.page.locator('#live').waitFor({ state: 'attached' });
  const opened = await desk.page.evaluate(() => performance.timeOrigin);
  const block = desk.page.locator('.b', { hasText: /quistrebert/i });
  const said = async () => (await block.first().evaluate((one) => `${one.innerText} ${one.title} ${[...one.querySelectorAll('[title], [aria-label]')].map((part) => `${part.title} ${part.ariaLabel ?? ''}`).join(' ')}`)).replace(/\s+/g, ' ');
  await block.first().waitFor(SOON);
  assert.doesNotMatch(await said(), /arrivé/i);

  const [day, month, year] = COMING.born.split('/');
  for (const [name, text] of Object.entries({ day, month, year, given: 'x', family: 'q' })) await tablet.page.locator(`#${name}`).fill(text);
  await load(tablet.page, () => tablet.page.locator('main form button').click());
  const answer = await tablet.page.locator('main').innerText();
  assert.match(answer, /attendu/);
  assert.doesNotMatch(answer, /Xénia|Quistrebert/i, 'a name on the screen of everybody');

  await desk.page.waitForFunction(() => [...document.querySelectorAll('.b')].some((one) => /quistrebert/i.test(one.innerText) && /arrivé/i.test(one.outerHTML)), null, SOON);
  assert.equal(await desk.page.evaluate(() => performance.timeOrigin), opened, 'the page was loaded again');
  assert.deepEqual([...desk.faults, ...tablet.faults], []);
});
