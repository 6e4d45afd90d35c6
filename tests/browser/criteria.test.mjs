// What a visit to the booking page costs, counted; what it says when somebody else was faster, or lives by another clock.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { newPage } from './support/chromium.mjs';
import { counted, counting } from './support/count.mjs';
import { hold, identify, PATIENT, prove } from './support/patient.mjs';
import { visitDemo } from './support/visit.mjs';

const FOLLOW_UP = 2;
const TIME = 'button[name^="start="]';
/** A time lost is told sooner than this. */
const LOST_MAX_MS = 1000;

const visit = visitDemo();

/** Who has no telephone types what must be typed, and no more. */
const { phone: _, ...REQUIRED } = PATIENT;

const load = (page, act) => Promise.all([page.waitForEvent('load'), act()]);

/** From the first page to the confirmation, as somebody who comes for the first time; the last time of the page, which is far enough. */
async function books(page, person) {
  await page.goto(visit.demo.url);
  await load(page, () => page.locator(`a.pick[href*="care=${FOLLOW_UP}"]`).click());
  // An hour that is seen without opening a day.
  const seen = page.locator(`section.day ${TIME}`);
  await load(page, () => seen.last().click());
  await identify(page, person);
  await prove(page, visit.demo.url);
}

test('a new patient books in five pages, six clicks and five fields at most', async (t) => {
  const { page, faults } = await newPage(visit.browser, visit.demo.url);
  await counting(page);
  await books(page, { ...REQUIRED, family: 'Compté', email: 'compte@example.org' });
  const { pages, clicks, fields } = await counted(page);
  t.diagnostic(`${pages} pages, ${clicks} clicks, ${fields.length} fields: ${fields.join(' ')}`);
  assert.ok(pages > 2 && pages <= 5, `${pages} pages`);
  assert.ok(clicks > 2 && clicks <= 6, `${clicks} clicks`);
  assert.ok(fields.length > 2 && fields.length <= 5, fields.join(' '));
  assert.deepEqual(faults, []);
});

test('a known device books again in three clicks and no field', async (t) => {
  const { page, context, faults } = await newPage(visit.browser, visit.demo.url);
  await books(page, { ...REQUIRED, family: 'Connu', email: 'connu@example.org' });
  await load(page, () => page.locator('form[action$="/device/remember"] button').click());
  await context.clearCookies({ name: /pass|link|lately|again|hold/i });

  const later = await context.newPage();
  await counting(later);
  await later.goto(visit.demo.url);
  await load(later, () => later.locator('a[href$="/again"]').first().click());
  await load(later, () => later.locator(TIME).first().click());
  await load(later, () => later.locator('form[action$="/again/confirm"] button').click());
  await later.waitForURL(/\/again\/done/);
  const { pages, clicks, fields } = await counted(later);
  t.diagnostic(`${pages} pages, ${clicks} clicks, ${fields.length} fields`);
  assert.ok(clicks > 0 && clicks <= 3, `${clicks} clicks`);
  assert.deepEqual(fields, []);
  assert.deepEqual(faults, []);
});

test('a link of a message cancels in two clicks and one fact', async () => {
  const first = await newPage(visit.browser, visit.demo.url);
  await first.page.goto(`${visit.demo.url}/times?care=${FOLLOW_UP}`);
  await hold(first.page, (await first.page.locator(TIME).count()) - 1);
  await identify(first.page, { ...REQUIRED, family: "L'Absent", email: 'absent@example.org' });
  await prove(first.page, visit.demo.url);
  await first.page.goto(`${visit.demo.url}/demo/outbox`);
  const [link] = (await first.page.locator('main').innerText()).match(/http:\/\/\S+\/m\/[\w-]{22}/) ?? [];
  assert.ok(link, 'no link in the newest message');

  // Another machine, which knows nothing.
  const { page, faults } = await newPage(visit.browser, visit.demo.url);
  await counting(page);
  await page.goto(link);
  await page.locator('#fact').fill('lab');
  await load(page, () => page.keyboard.press('Enter'));
  await page.locator('details.cancel summary').click();
  await load(page, () => page.locator('form[action$="/appointment/cancel"] button').click());
  assert.match(page.url(), /\/appointment\/cancelled/);
  const { clicks, fields } = await counted(page);
  assert.ok(clicks > 0 && clicks <= 2, `${clicks} clicks`);
  assert.equal(fields.length, 1, fields.join(' '));
  assert.deepEqual(faults, []);
});

test('a time lost while typing is told within a second, with the nearest three and everything typed', async (t) => {
  const slow = await newPage(visit.browser, visit.demo.url);
  // With one practitioner: who asks for anybody gets whoever else is free then.
  const times = `${visit.demo.url}/times?care=${FOLLOW_UP}&practitioner=1`;
  await slow.page.goto(times);
  // Not the first: one that somebody gives back may be offered to who waits for it.
  const start = await hold(slow.page, 5);
  const person = { ...REQUIRED, family: 'Lent', email: 'lent@example.org' };
  for (const [name, text] of Object.entries(person)) await slow.page.locator(`#${name}`).fill(text);
  await slow.page.locator('#consent').check();
  // In another window it was given back, and somebody took it.
  const other = await slow.context.newPage();
  await other.goto(`${visit.demo.url}/book`);
  await load(other, () => other.locator('button[formaction$="/book/release"]').click());
  const fast = await newPage(visit.browser, visit.demo.url);
  await fast.page.goto(times);
  const value = start.toISOString().replace('.000', '');
  await load(fast.page, () => fast.page.locator(`button[name="start=${value}"]`).click());
  assert.match(fast.page.url(), /\/book/);

  await load(slow.page, () => slow.page.locator('form[action$="/book"] > p button').last().click());
  const { requestStart, responseEnd } = await slow.page.evaluate(() => performance.getEntriesByType('navigation')[0].toJSON());
  t.diagnostic(`${Math.round(responseEnd - requestStart)} ms`);
  assert.ok(responseEnd - requestStart < LOST_MAX_MS, `${responseEnd - requestStart} ms`);
  assert.match(await slow.page.locator('[role=alert]').first().innerText(), /vient de réserver/);
  assert.equal(await slow.page.locator('button[name^="other="]').count(), 3);
  for (const [name, text] of Object.entries(person)) assert.equal(await slow.page.locator(`#${name}`).inputValue(), text);
  assert.ok(await slow.page.locator('#consent').isChecked());
  // One click takes another.
  await load(slow.page, () => slow.page.locator('button[name^="other="]').first().click());
  assert.match(slow.page.url(), /\/book\/code/);
  assert.deepEqual([...slow.faults, ...fast.faults], []);
});

test('the clock of the practice is named to who has another, and to nobody else', async () => {
  for (const [timezoneId, isNamed] of [['Europe/Paris', false], ['Europe/Brussels', false], ['America/Guadeloupe', true], ['Asia/Tokyo', true]]) {
    const { page, faults } = await newPage(visit.browser, visit.demo.url, { timezoneId });
    const said = async (where) => {
      const text = (await page.locator('main').innerText()).replace(/\s/g, ' ');
      assert.equal(text.includes('heure de Paris'), isNamed, `${where} in ${timezoneId}: ${text}`);
    };
    await page.goto(visit.demo.url);
    await said('the first page');
    await page.goto(`${visit.demo.url}/search?care=${FOLLOW_UP}`);
    await said('the search');
    await page.goto(`${visit.demo.url}/times?care=${FOLLOW_UP}`);
    await said('the page of times');
    await hold(page);
    await said('the form');
    // There, the hour of where one is stands beside it.
    if (isNamed) assert.match(await page.locator('.ticket').innerText(), /chez vous\s:\s\S+ .*\d{2}:\d{2}/);
    // One address holds few times at once.
    await load(page, () => page.locator('button[formaction$="/book/release"]').click());
    assert.deepEqual(faults, []);
  }
});
