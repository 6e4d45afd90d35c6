// A series of visits at the desk, with the keyboard alone: booked together, moved together, and what becomes of the rest.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DESK, newPage } from './support/chromium.mjs';
import { signIn } from './support/desk.mjs';
import { enter, focused, tabTo } from './support/keys.mjs';
import { look } from './support/look.mjs';
import { visitDemo } from './support/visit.mjs';

/** The care of the demonstration that a second visit must follow, two to four weeks later. */
const FIRST_VISIT = 7;
const DAY_MS = 86_400_000;
const visit = visitDemo();

/** Looks at the page and goes on at the desk. */
async function looked(page, name) {
  const wrong = await look(page, name);
  await page.setViewportSize(DESK);
  return wrong;
}

/** What is chosen among the times of the next visit: where it starts. */
async function chosen(page) {
  return new Date((await page.locator('fieldset.next input:checked').getAttribute('value')).split('|')[1]);
}

/** Takes the first free time of the page, and goes on to the next page. */
async function takeTime(page) {
  const start = await firstTime(page);
  await follow(page, '.day button[name=at]');
  return start;
}

/** Where the first free time of the page starts. */
async function firstTime(page) {
  return new Date((await page.locator('.day button[name=at]').first().getAttribute('value')).split('|')[1]);
}

/** Goes to the page that a link with this name leads to. */
async function follow(page, selector) {
  await tabTo(page, selector);
  await enter(page);
}

/** Books both visits; the page of the first one is open then. `first`, `next`: their starts. */
async function bookBoth(page, wrong) {
  await page.goto(`${visit.demo.url}/admin/patients/1`);
  const name = (await page.locator('h1').innerText()).trim();
  const born = await page.locator('#born').inputValue();
  await page.goto(`${visit.demo.url}/admin/book?care=${FIRST_VISIT}`);
  await focused(page, '#q');
  await page.keyboard.type(`${name} ${born}`);
  await enter(page);
  if ((await page.locator('input[name=patient]').count()) === 0) await follow(page, '.found button');
  const first = await takeTime(page);
  assert.ok((await page.locator('fieldset.next input[type=radio]').count()) > 1, 'no next times are proposed');
  // The best one is chosen already; the arrow takes the one after it.
  const best = await chosen(page);
  await focused(page, '[name=do][value=book]');
  for (let tabs = 0; !(await page.evaluate(() => document.activeElement.matches('fieldset.next input[type=radio]'))); tabs += 1) {
    assert.ok(tabs < 60, 'the next times are not reached backwards');
    await page.keyboard.press('Shift+Tab');
  }
  await page.keyboard.press('ArrowDown');
  const next = await chosen(page);
  assert.notEqual(next.getTime(), best.getTime());
  wrong.push(...(await looked(page, 'admin-book-series')));
  await follow(page, '[name=do][value=book]');
  assert.match(await page.locator('[role=status]').first().innerText(), /enregistré/);
  const { length } = await page.locator('.b a', { hasText: name }).all();
  assert.ok(length > 0, 'it does not stand on the sheet');
  const href = await page.locator('.b a', { hasText: name }).first().getAttribute('href');
  await follow(page, `.b a[href="${href}"]`);
  return { first, next };
}

test('a series is booked, moved and called off with the keyboard alone', { timeout: 300_000 }, async () => {
  const { page, faults } = await newPage(visit.browser, visit.demo.url);
  const wrong = [];
  await signIn(page, visit.demo.secretary);
  const { first, next } = await bookBoth(page, wrong);
  const days = (next - first) / DAY_MS;
  assert.ok(days > 13 && days < 29, `${days} days between the visits`);
  wrong.push(...(await looked(page, 'admin-series-first')));
  assert.equal(await page.locator('.rows.rest > li').count(), 1);
  const sheet = page.url();

  // The first visit goes where the next one no longer fits: the page says so and proposes the move of both.
  await follow(page, 'main section a[href$="/move"]');
  for (let pages = 0; next - (await firstTime(page)) > 13 * DAY_MS; pages += 1) {
    assert.ok(pages < 12, 'no time that is too near to the next visit');
    await follow(page, '[name=jump]');
  }
  await takeTime(page);
  await page.locator('fieldset.next .note.warn').waitFor();
  wrong.push(...(await looked(page, 'admin-series-move')));
  assert.ok((await chosen(page)) > next);
  await follow(page, '[name=do][value=move]');
  assert.match(await page.locator('[role=status]').first().innerText(), /déplacé/);

  // Called off: the page asks about the visit that is left.
  await page.goto(sheet);
  await follow(page, 'main .note a[href*="/admin/appointments/"]');
  await tabTo(page, 'details:has(form[action$="/cancel"]) > summary');
  await page.keyboard.press('Enter');
  await tabTo(page, 'input[name=rest]');
  wrong.push(...(await looked(page, 'admin-series-cancel')));
  await follow(page, '[name=by][value=patient]');
  if ((await page.locator('.rows.rest').count()) === 0) {
    await page.goto(sheet);
    await follow(page, 'main .note a[href*="/admin/appointments/"]');
  }
  await page.locator('.rows.rest button[name=by]').waitFor();
  wrong.push(...(await looked(page, 'admin-series-rest')));
  await follow(page, '.rows.rest button[name=by]');
  await page.goto(sheet);
  await follow(page, 'main .note a[href*="/admin/appointments/"]');
  assert.equal(await page.locator('.rows.rest > li').count(), 0, 'nothing is left of the series');
  assert.deepEqual(wrong, []);
  assert.deepEqual(faults, []);
});
