// Every page at both widths: nothing too wide, no foreign host, no script error, nothing the policy refuses, no text missing,
// nothing that a screen reader or weak eyes would stumble over. The pictures are in tests/browser/out.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { newPage } from './support/chromium.mjs';
import { crawl, nameOf } from './support/crawl.mjs';
import { signIn } from './support/desk.mjs';
import { look } from './support/look.mjs';
import { cancel, hold, identify, prove } from './support/patient.mjs';
import { visitDemo } from './support/visit.mjs';

const visit = visitDemo();

test('the pages that links of the booking page lead to', async () => {
  const { page, faults } = await newPage(visit.browser, visit.demo.url);
  const wrong = [];
  const kinds = await crawl(page, `${visit.demo.url}/`, visit.demo.url, async (kind, status) => {
    if (status !== 200) wrong.push(`${kind}: ${status}`);
    wrong.push(...(await look(page, `public-${nameOf(kind)}`)));
  });
  assert.ok(kinds.length >= 4, kinds.join(', '));
  assert.deepEqual([...wrong, ...faults], []);
});

test('the pages of a booking, one after the other', async () => {
  const { page, faults } = await newPage(visit.browser, visit.demo.url);
  const wrong = [];
  const seen = async (name) => wrong.push(...(await look(page, `booking-${name}`)));
  await page.goto(`${visit.demo.url}/times?care=2`);
  // Not tomorrow's first: this one can still be moved.
  await hold(page, (await page.locator('button[name^="start="]').count()) - 1);
  await seen('1-identity');
  await page.locator('form[action$="/book"]').evaluate((form) => form.setAttribute('novalidate', ''));
  await page.locator('#family').fill('1234');
  await Promise.all([page.waitForEvent('load'), page.locator('form[action$="/book"] > p button').last().click()]);
  await seen('2-identity-refused');
  await identify(page);
  await seen('3-code');
  await page.locator('#code').fill('000000');
  await Promise.all([page.waitForEvent('load'), page.locator('form[action$="/book/code"] button').click()]);
  await seen('4-code-wrong');
  await prove(page, visit.demo.url);
  await seen('5-done');
  for (const [path, name] of [['/appointment', '6-manage'], ['/appointment/move', '7-move'], ['/demo/outbox', '8-outbox'], ['/nowhere', '9-not-found'], ['/mine', '11-mine'], ['/again', '13-again']]) {
    await page.goto(visit.demo.url + path);
    await seen(name);
  }
  const click = (button) => Promise.all([page.waitForEvent('load'), page.locator(button).first().click()]);
  await click('button[name^="start="]');
  await seen('14-again-confirm');
  await click('form[action$="/again/confirm"] button');
  await page.waitForURL(/\/again\/done/);
  await seen('15-again-done');
  await page.goto(`${visit.demo.url}/mine`);
  await click('form[action$="/mine/feed"] button');
  await page.locator('code.secret').waitFor();
  await seen('12-calendar-made');
  await page.goto(`${visit.demo.url}/appointment`);
  await cancel(page);
  await seen('10-cancelled');
  assert.deepEqual([...wrong, ...faults], []);
});

test('the pages of the back office', async () => {
  const { page, faults } = await newPage(visit.browser, visit.demo.url);
  const wrong = [];
  for (const [address, name] of [[`${visit.demo.url}/admin/sign-in`, 'sign-in'], [visit.demo.administrator, 'welcome']]) {
    await page.goto(address);
    wrong.push(...(await look(page, `door-${name}`)));
  }
  await signIn(page, visit.demo.administrator);
  const kinds = await crawl(page, `${visit.demo.url}/admin`, `${visit.demo.url}/admin`, async (kind, status) => {
    if (status !== 200) wrong.push(`${kind}: ${status}`);
    wrong.push(...(await look(page, nameOf(kind))));
  });
  assert.ok(kinds.length >= 20, kinds.join(', '));
  assert.deepEqual([...wrong, ...faults], []);
});
