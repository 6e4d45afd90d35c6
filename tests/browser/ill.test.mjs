// « Malade aujourd'hui » from the agenda: one screen, one button, the phone list; a patient chooses among the times offered.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { newPage } from './support/chromium.mjs';
import { signIn } from './support/desk.mjs';
import { look } from './support/look.mjs';
import { visitDemo } from './support/visit.mjs';

const visit = visitDemo();

test('an illness is one screen, and a patient chooses another time by link', async () => {
  const { url } = visit.demo;
  const { page, context, faults } = await newPage(visit.browser, url, { javaScriptEnabled: true });
  const wrong = [];
  await signIn(page, visit.demo.secretary);
  await page.locator('a[href$="/admin/ill"]').click();
  await page.waitForURL(/\/admin\/ill$/);
  wrong.push(...(await look(page, 'ill-who')));

  // The end of next week, whatever day it is: somebody is booked until then.
  const until = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  await page.locator('#practitioner').selectOption({ index: 1 });
  await page.locator('#until').fill(until);
  await page.locator('form[method=get] button').click();
  await page.waitForURL(/practitioner=/);
  wrong.push(...(await look(page, 'ill-list')));
  const concerned = await page.locator('form[method=post][action$="/admin/ill"] .rows li').count();
  assert.ok(concerned > 1, `${concerned} appointments`);

  await page.locator('input[name=tell][value=offer]').check();
  await page.locator('form[action$="/admin/ill"] input[name=note]').fill('Nous sommes désolés, voir http://exemple.fr');
  await page.locator('form[method=post][action$="/admin/ill"] button').click();
  await page.locator('#note-error').waitFor();
  assert.equal(await page.locator('form[action$="/admin/ill"] input[name=note]').inputValue(), 'Nous sommes désolés, voir http://exemple.fr');
  assert.ok(await page.locator('input[name=tell][value=offer]').isChecked());
  await page.locator('form[action$="/admin/ill"] input[name=note]').fill('Nous sommes désolés.');
  await page.locator('form[method=post][action$="/admin/ill"] button').click();
  await page.waitForURL(/\/admin\/ill\/\d+$/);
  wrong.push(...(await look(page, 'ill-calls')));

  // Who is to be phoned: reached, and cancelled at once
  // (An hour of today that is over can no longer be cancelled.)
  const cancel = page.locator('.calls li button[value=cancelled]');
  const before = await cancel.count();
  if (before > 0) {
    await Promise.all([page.waitForEvent('load'), cancel.first().click()]);
    assert.equal(await cancel.count(), before - 1);
  }

  // The e-mail of the first patient who was offered times.
  const patient = await context.newPage();
  await patient.goto(`${url}/demo/outbox`);
  wrong.push(...(await look(patient, 'ill-outbox')));
  const text = await patient.locator('main').innerText();
  assert.match(text, /Rendez-vous à déplacer/);
  assert.match(text, /Nous sommes désolés\./);
  assert.deepEqual([...wrong, ...faults], []);
});
