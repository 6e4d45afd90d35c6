// The practice is set up by forms that need no scripts.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { newPage } from './support/chromium.mjs';
import { signIn } from './support/desk.mjs';
import { visitDemo } from './support/visit.mjs';

const NAME = 'Certificat « sport » & L’école';

const visit = visitDemo();

test('a kind of appointment is made without scripts, and patients find it', async () => {
  const { page, context, faults } = await newPage(visit.browser, visit.demo.url, { javaScriptEnabled: false });
  await signIn(page, visit.demo.administrator);
  await page.goto(`${visit.demo.url}/admin/setup/care-types/new`);
  const save = () => page.locator('.save button').click();

  // What is wrong is said at its field, and what was typed is kept.
  await page.locator('#duration').fill('vingt');
  await save();
  assert.equal(await page.locator('#name').getAttribute('aria-invalid'), 'true');
  assert.ok(await page.locator('#name-error').isVisible());
  assert.equal(await page.locator('#duration').inputValue(), 'vingt');

  await page.locator('#name').fill(NAME);
  await page.locator('#duration').fill('20');
  await save();
  await page.waitForURL((url) => !url.pathname.endsWith('/new'));
  assert.ok(await page.locator('.note.ok').isVisible());

  await page.goto(`${visit.demo.url}/admin/setup/care-types`);
  assert.ok(await page.locator('main', { hasText: NAME }).isVisible());
  const patient = await context.newPage();
  await patient.goto(visit.demo.url);
  assert.match(await patient.locator('main').innerText(), /Certificat « sport » & L’école/);
  assert.deepEqual(faults, []);
});
