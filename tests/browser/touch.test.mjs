// The agenda under a finger and without the machine: a long press takes an appointment, a quick one scrolls, and a lost connection is told.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { newPage } from './support/chromium.mjs';
import { signIn } from './support/desk.mjs';
import { visitDemo } from './support/visit.mjs';

const LONG = 500; // More than the page waits for.
const ROW = 8; // Pixels of five minutes, about.

const visit = visitDemo();
let signedIn = null;

/** Signed in once for the whole file: the link of the demonstration is good once. */
async function tablet() {
  signedIn ??= (async () => {
    const opened = await newPage(visit.browser, visit.demo.url, { hasTouch: true });
    await signIn(opened.page, visit.demo.secretary);
    opened.cdp = await opened.context.newCDPSession(opened.page);
    return opened;
  })();
  return signedIn;
}

/** The next day with appointments still to come; the block of one of them. */
async function openDay(page) {
  await page.goto(`${visit.demo.url}/admin?all=1`);
  for (let days = 0; days < 14; days += 1) {
    await Promise.all([page.waitForEvent('load'), page.locator('[rel=next]').click()]);
    if ((await page.locator('.b[data-a]').count()) > 3) return page.locator('.b[data-a]').nth(1);
  }
  return assert.fail('no day with appointments');
}

/** A finger that goes down, waits, goes on by so many pixels in steps, and ends as told. */
async function finger({ page, cdp }, block, { wait, down, end = 'touchEnd' }) {
  await block.scrollIntoViewIfNeeded();
  const box = await block.boundingBox();
  const [x, y] = [box.x + 25, box.y + 5];
  const touch = (type, to) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints: to === undefined ? [] : [{ x, y: to }] });
  await touch('touchStart', y);
  await page.waitForTimeout(wait);
  for (let step = 1; step <= 8; step += 1) {
    await touch('touchMove', y + (down * step) / 8);
    await page.waitForTimeout(20);
  }
  const isHeld = (await page.locator('.g').count()) === 1;
  await touch(end);
  return isHeld;
}

test('a long press takes an appointment, which is moved and put back', async () => {
  const opened = await tablet();
  const { page, faults } = opened;
  const block = await openDay(page);
  const link = await block.locator('a').first().getAttribute('href');
  const address = page.url();
  assert.ok(await finger(opened, block, { wait: LONG, down: 3 * ROW }), 'nothing was taken');
  // It went, or the time was taken and the page asks for a reason: an answer of the server in both cases.
  await page.locator('#news .note, #why[open]').first().waitFor();
  assert.equal(page.url(), address, 'the link under the finger was followed');
  if (await page.locator('#why[open]').count()) await page.keyboard.press('Escape');
  else {
    assert.equal(await page.locator(`.b a[href="${link}"]`).count(), 0, 'another row stands for it');
    await page.keyboard.press('Control+z');
    await page.locator('#news .note', { hasText: 'Défait' }).or(page.locator('#news [role=status]')).first().waitFor();
  }
  assert.deepEqual(faults, []);
});

test('a finger that goes on at once scrolls, and a call that comes in lets go', async () => {
  const opened = await tablet();
  const { page, faults } = opened;
  const block = await openDay(page);
  const place = await block.getAttribute('class');
  assert.equal(await finger(opened, block, { wait: 0, down: -120 }), false);
  assert.equal(await page.locator('.g').count(), 0);
  assert.ok(await finger(opened, block, { wait: LONG, down: 3 * ROW, end: 'touchCancel' }));
  await page.waitForFunction(() => !document.querySelector('.g'));
  await page.waitForTimeout(500);
  assert.equal(await block.getAttribute('class'), place);
  assert.equal(await page.locator('#news .note').count(), 0);
  assert.deepEqual(faults, []);
});

test('the keys are a dialog that keeps the focus until Escape', async () => {
  const { page, faults } = await tablet();
  await openDay(page);
  await page.keyboard.press('?');
  const box = page.getByRole('dialog', { name: 'Clavier et souris' });
  await box.waitFor();
  assert.match(await box.innerText(), /montrer cette aide/);
  for (let tabs = 0; tabs < 6; tabs += 1) {
    await page.keyboard.press('Tab');
    // Between its last and its first part the browser itself may have the focus, never the page behind.
    assert.ok(await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest('#keys-box') !== null));
  }
  await page.keyboard.press('Escape');
  await box.waitFor({ state: 'hidden' });
  await page.locator('#keys').click();
  await box.waitFor();
  await page.locator('#keys-box button').click();
  await box.waitFor({ state: 'hidden' });
  assert.deepEqual(faults, []);
});

test('a page without an agenda says that the connection is lost and keeps what was typed', async () => {
  const { page, context } = await tablet();
  await page.goto(`${visit.demo.url}/admin/patients/new`);
  await page.locator('main input[type=text], main input:not([type])').first().fill('Lefèvre');
  await context.setOffline(true);
  await page.locator('#lost').waitFor();
  await page.locator('main form button').last().click();
  assert.equal(new URL(page.url()).pathname, '/admin/patients/new');
  assert.equal(await page.locator('main input[type=text], main input:not([type])').first().inputValue(), 'Lefèvre');
  await context.setOffline(false);
  await page.locator('#lost').waitFor({ state: 'hidden', timeout: 15_000 });
});
