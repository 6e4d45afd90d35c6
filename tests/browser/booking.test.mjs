// A patient books, moves and cancels; the secretary sees each step arrive on the agenda that is open.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { newPage } from './support/chromium.mjs';
import { dateOf, hourOf, signIn } from './support/desk.mjs';
import { cancel, hold, identify, PATIENT, press, prove } from './support/patient.mjs';
import { visitDemo } from './support/visit.mjs';

const FOLLOW_UP = 2;
/** Later than this an appointment is moved and cancelled freely. */
const FREE = 2 * 86_400_000;
/** The screen hears of a commit at once; a machine that builds at the same time is slow. */
const SOON = { timeout: 30_000 };

const visit = visitDemo();

/** The free times that a page offers. */
async function startsOn(page) {
  const values = await page.locator('button[name^="start="]').evaluateAll((buttons) => buttons.map((button) => button.name.slice('start='.length)));
  return values.map((value) => new Date(value));
}

/** `seen(check)` brings the agenda up to date as its user would, then checks. */
async function journey(person, patient, desk, seen) {
  await patient.page.goto(`${visit.demo.url}/times?care=${FOLLOW_UP}`);
  const starts = await startsOn(patient.page);
  // Far enough to be moved freely, on a day with another free time, so that the move is seen on the screen that is open.
  const hasTwin = (start, at) => at > 0 && dateOf(start) === dateOf(starts[at - 1]);
  const booked = await hold(patient.page, starts.findIndex((start, at) => +start > Date.now() + FREE && hasTwin(start, at)));
  await desk.page.goto(`${visit.demo.url}/admin?view=day&day=${dateOf(booked)}`);
  const mine = () => desk.page.locator('a', { hasText: new RegExp(person.family, 'i') });
  assert.equal(await mine().count(), 0);

  await identify(patient.page, person);
  await prove(patient.page, visit.demo.url);
  await seen(() => mine().first().waitFor(SOON));
  assert.match(await mine().first().innerText(), hourOf(booked));

  await patient.page.goto(`${visit.demo.url}/appointment/move`);
  const offered = await startsOn(patient.page);
  const chosen = offered.findIndex((start) => dateOf(start) === dateOf(booked) && +start !== +booked);
  assert.ok(chosen >= 0, 'no other time on the day');
  await press(patient.page.locator('button[name^="start="]').nth(chosen));
  await patient.page.waitForURL(/\/appointment\?moved/);
  await seen(() => mine().filter({ hasText: hourOf(offered[chosen]) }).first().waitFor(SOON));

  await patient.page.goto(`${visit.demo.url}/appointment`);
  await cancel(patient.page);
  await seen(() => mine().first().waitFor({ ...SOON, state: 'detached' }));
  assert.deepEqual([...patient.faults, ...desk.faults], []);
}

test('each step arrives by itself on the open agenda', async () => {
  const [patient, desk] = [await newPage(visit.browser, visit.demo.url), await newPage(visit.browser, visit.demo.url)];
  await signIn(desk.page, visit.demo.secretary);
  const streams = [];
  desk.page.on('framenavigated', () => streams.splice(0));
  desk.page.on('response', (response) => {
    const kind = response.headers()['content-type'] ?? '';
    if (kind.startsWith('text/event-stream')) streams.push(response.url());
  });
  await journey({ ...PATIENT, family: "L'Hôte-Premier", email: 'premier@example.org' }, patient, desk, async (check) => {
    const opened = await desk.page.evaluate(() => performance.timeOrigin);
    await check();
    // Told by the stream: not loaded again, and not found out by asking after the stream was lost.
    assert.equal(streams.length, 1, streams.join(', '));
    assert.equal(await desk.page.evaluate(() => performance.timeOrigin), opened);
    assert.ok(await desk.page.locator('#live-lost').isHidden(), 'the stream was lost');
  });
});

test('without scripts each step is there when the agenda is loaded again', async () => {
  const plain = { javaScriptEnabled: false };
  const [patient, desk] = [await newPage(visit.browser, visit.demo.url, plain), await newPage(visit.browser, visit.demo.url, plain)];
  await signIn(desk.page, visit.demo.administrator);
  await journey({ ...PATIENT, family: "L'Hôte-Second", email: 'second@example.org' }, patient, desk, async (check) => {
    await desk.page.reload();
    await check();
  });
});
