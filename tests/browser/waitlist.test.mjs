// Nothing suits: a patient without an appointment joins the waiting list on a telephone without JavaScript, in five pages at most, and sees and
// leaves the own place by the link of the e-mail.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { newPage, PHONE } from './support/chromium.mjs';
import { look } from './support/look.mjs';
import { join, PATIENT } from './support/patient.mjs';
import { visitDemo } from './support/visit.mjs';

const FOLLOW_UP = 2;
const visit = visitDemo();

/** The newest link to a place on the list in the outbox of the demonstration. */
async function placeLink(page, url) {
  await page.goto(`${url}/demo/outbox`);
  const text = await page.locator('main').innerText();
  const [link] = text.match(/http:\/\/\S+\/w\/[\w-]{22}/) ?? [];
  assert.ok(link, `no place in the outbox: ${text.slice(0, 400)}`);
  return link;
}

test('on a telephone without JavaScript, in five pages at most', async () => {
  const { url } = visit.demo;
  const { page, faults } = await newPage(visit.browser, url, { viewport: PHONE, javaScriptEnabled: false });
  let pages = 1;
  // On Sundays nobody receives.
  await page.goto(`${url}/times?care=${FOLLOW_UP}&d7=1`);
  await join(page, url, PATIENT, async () => {
    pages += 1;
  });
  assert.ok(pages <= 5, `${pages} pages`);
  assert.match(await page.locator('main').innerText(), /Vous êtes sur la liste d'attente/);
  assert.deepEqual(faults, []);
});

test('the pages at both widths, and the own place by its link', async () => {
  const { url } = visit.demo;
  const { page, faults } = await newPage(visit.browser, url);
  const wrong = [];
  await page.goto(`${url}/times?care=${FOLLOW_UP}&d7=1`);
  wrong.push(...(await look(page, 'waitlist-nothing')));
  await join(page, url, { ...PATIENT, email: 'liste@example.org' }, async (name) => {
    wrong.push(...(await look(page, `waitlist-${name}`)));
  });
  const later = await newPage(visit.browser, url, { viewport: PHONE });
  await later.page.goto(await placeLink(later.page, url));
  await later.page.waitForURL(/\/waiting\/mine$/);
  wrong.push(...(await look(later.page, 'waitlist-door')));
  await later.page.locator('#fact').fill("L'Hôte-Zéphyr");
  await later.page.locator('main form button').click();
  await later.page.locator('form[action$="/waiting/mine/leave"] button').click();
  await later.page.locator('main', { hasText: "Vous n'êtes plus sur la liste d'attente" }).waitFor();
  wrong.push(...(await look(later.page, 'waitlist-left')));
  assert.deepEqual([...wrong, ...faults, ...later.faults], []);
});
