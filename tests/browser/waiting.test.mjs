// A patient cancels; somebody who waits is offered the time, accepts it on a telephone, and the open agenda shows it.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DESK, newPage, PHONE } from './support/chromium.mjs';
import { dateOf, signIn } from './support/desk.mjs';
import { look } from './support/look.mjs';
import { cancel, hold, identify, PATIENT, prove } from './support/patient.mjs';
import { visitDemo } from './support/visit.mjs';

const FOLLOW_UP = 2;
const visit = visitDemo();

/** Invented; the second fact is the beginning of the name. */
const WAITING = { given: 'Ornella', family: 'Quévremont', born: '02/03/1979', email: 'ornella@example.org' };

/** Writes the person down and puts them on the list for what was booked, before everybody else. */
async function waits(page, url) {
  await page.goto(`${url}/admin/patients/new`);
  for (const [name, text] of Object.entries(WAITING)) await page.locator(`#${name}`).fill(text);
  await page.locator('main form button').last().click();
  await page.waitForURL(/\/admin\/patients\/\d+/);
  await page.locator('a[href*="/admin/waiting/new"]').first().click();
  await page.locator('#care').selectOption(String(FOLLOW_UP));
  await page.locator('#urgency').selectOption('urgent');
  assert.deepEqual(await look(page, 'admin-waiting-new'), []);
  await page.setViewportSize(DESK);
  await page.locator('main form button').last().click();
  await page.waitForURL(/\/admin\/waiting\?done=joined/);
}

/** The newest offer in the outbox of the demonstration. */
async function offerLink(page, url) {
  await page.goto(`${url}/demo/outbox`);
  const text = await page.locator('main').innerText();
  const [link] = text.match(/http:\/\/\S+\/o\/[\w-]{22}/) ?? [];
  assert.ok(link, `no offer in the outbox: ${text.slice(0, 400)}`);
  return link;
}

test('a cancellation is offered, accepted on a telephone, and seen on the open agenda', async () => {
  const { url } = visit.demo;
  const patient = await newPage(visit.browser, url);
  await patient.page.goto(`${url}/times?care=${FOLLOW_UP}`);
  // The last hour of the page is far enough ahead for an offer of two hours.
  const start = await hold(patient.page, (await patient.page.locator('button[name^="start="]').count()) - 1);
  await identify(patient.page, PATIENT);
  await prove(patient.page, url);

  const desk = await newPage(visit.browser, url);
  await signIn(desk.page, visit.demo.secretary);
  await waits(desk.page, url);
  await desk.page.goto(`${url}/admin?day=${dateOf(start)}`);
  await desk.page.locator('#live').waitFor();

  await patient.page.goto(`${url}/appointment`);
  await cancel(patient.page);
  await desk.page.locator('.offered', { hasText: 'proposé à la liste' }).first().waitFor();

  const phone = await newPage(visit.browser, url, { viewport: PHONE });
  await phone.page.goto(await offerLink(phone.page, url));
  await phone.page.waitForURL(/\/offer$/);
  assert.deepEqual(await look(phone.page, 'public-offer-fact'), []);
  await phone.page.setViewportSize(PHONE);
  await phone.page.locator('#fact').fill('Quévremont');
  await phone.page.locator('main form button').click();
  await phone.page.locator('form[action$="/offer/accept"] button').waitFor();
  assert.deepEqual(await look(phone.page, 'public-offer'), []);
  await phone.page.setViewportSize(PHONE);
  await phone.page.locator('form[action$="/offer/accept"] button').click();
  await phone.page.waitForURL(/\/appointment\?offer/);

  await desk.page.locator('.b', { hasText: 'QUÉVREMONT' }).first().waitFor();
  await phone.page.goto(`${url}/appointment/earlier`);
  assert.deepEqual(await look(phone.page, 'public-earlier'), []);
  await desk.page.goto(`${url}/admin/waiting`);
  assert.deepEqual(await look(desk.page, 'admin-waiting'), []);
  await desk.page.locator('main a[href*="/admin/waiting/"]').first().click();
  assert.deepEqual(await look(desk.page, 'admin-waiting-entry'), []);
  assert.deepEqual([...patient.faults, ...desk.faults, ...phone.faults], []);
});
