// The telephone rings: the secretary books somebody she knows without touching the mouse.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { newPage } from './support/chromium.mjs';
import { dateOf, signIn } from './support/desk.mjs';
import { enter, focused, tabTo } from './support/keys.mjs';
import { visitDemo } from './support/visit.mjs';

const visit = visitDemo();

test('a known patient is booked by telephone with the keyboard alone', async () => {
  const { page, faults } = await newPage(visit.browser, visit.demo.url);
  await signIn(page, visit.demo.secretary);
  await page.goto(`${visit.demo.url}/admin/patients/1`);
  const name = (await page.locator('h1').innerText()).trim();
  const born = await page.locator('#born').inputValue();

  // The next day on which something is free.
  await page.goto(`${visit.demo.url}/admin`);
  let days = 0;
  do {
    await tabTo(page, 'a[rel=next]');
    await enter(page);
    days += 1;
  } while (days < 14 && (await page.locator('.f a').count()) === 0);
  await tabTo(page, '.f a');
  let start = await page.evaluate(() => new URL(document.activeElement.href).searchParams.get('start'));
  await enter(page);

  // The search has the focus already.
  await focused(page, '#q');
  await page.keyboard.type(`${name} ${born}`);
  await enter(page);
  if ((await page.locator('input[name=patient]').count()) === 0) {
    await tabTo(page, '.found button');
    await enter(page);
  }
  assert.match(await page.locator('.chosen').first().innerText(), new RegExp(name));
  // So has the button: one more key books.
  await focused(page, '[name=do][value=book]');
  await enter(page);
  // A gap may be too short for any care: the time proposed instead is taken, with everything else kept.
  if ((await page.locator('.near button').count()) > 0) {
    await tabTo(page, '.near button');
    start = await page.evaluate(() => document.activeElement.value.split('|')[1]);
    await enter(page);
    await focused(page, '[name=do][value=book]');
    await enter(page);
  }

  assert.equal(new URL(page.url()).searchParams.get('day'), dateOf(new Date(start)));
  assert.match(await page.locator('[role=status]').first().innerText(), /enregistré/);
  assert.ok((await page.locator('.b a', { hasText: name }).count()) > 0, 'it does not stand on the sheet');
  assert.deepEqual(faults, []);
});
