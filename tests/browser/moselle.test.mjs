// An administrator sets a practice up from nothing, in Moselle, with one week in two; then the public page says the right times.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, newPage } from './support/chromium.mjs';
import { dateOf } from './support/desk.mjs';
import { enter, startEmpty } from './support/empty.mjs';
import { look } from './support/look.mjs';

const DAY_MS = 86_400_000;
const given = {};
before(async () => {
  [given.practice, given.browser] = await Promise.all([startEmpty(), launch()]);
});
after(async () => {
  await given.browser?.close();
  await given.practice?.stop();
});

/** Opens a form, answers, saves; where it leads. */
async function save(page, path, answers, choices = {}) {
  await page.goto(`${given.practice.url}/admin/setup/${path}`);
  await page.locator('details.card').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
  for (const [id, value] of Object.entries(answers)) {
    const field = page.locator(`[name="${id}"]`).last();
    if (value === true) await field.check();
    else await field.fill(value);
  }
  for (const [id, value] of Object.entries(choices)) await page.locator(`select[name="${id}"]`).selectOption(value);
  await page.locator('.save button').click();
  await page.waitForURL(/done=saved/);
}

/** ISO week of a date at noon, universal time. */
function weekOf(date) {
  const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * DAY_MS);
  return Math.ceil(((thursday - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / DAY_MS + 1) / 7);
}

/** The first Monday at least a week ahead whose week is odd, or even. */
function monday(isOdd) {
  const date = new Date(Date.UTC(...dateOf(new Date()).split('-').map((part, at) => Number(part) - (at === 1 ? 1 : 0)), 12));
  date.setTime(date.getTime() + 7 * DAY_MS);
  while (date.getUTCDay() !== 1 || weekOf(date) % 2 === 1 !== isOdd) date.setTime(date.getTime() + DAY_MS);
  return date;
}

/** Good Friday of a year (anonymous computus). */
function goodFriday(year) {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const h = (19 * a + b - (b >> 2) - Math.floor((8 * b + 13) / 25) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * (c >> 2) - h - (c % 4)) % 7;
  const days = h + l - 7 * Math.floor((a + 11 * h + 22 * l) / 451);
  return new Date(Date.UTC(year, 2, 22 + days - 2, 12));
}

function soonest(ofYear) {
  const year = new Date().getUTCFullYear();
  return [ofYear(year), ofYear(year + 1)].find((date) => date.getTime() > Date.now() + 2 * DAY_MS);
}

/** The hours that the public page offers on a date, `HH:MM` in Metz. */
async function hoursOn(page, care, date) {
  await page.goto(`${given.practice.url}/times?care=${care}&from=${dateOf(date)}`);
  const starts = await page.locator('button[name^="start="]').evaluateAll((all) => all.map((one) => one.name.slice('start='.length)));
  const clock = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', hour: '2-digit', minute: '2-digit' });
  return starts.map((start) => new Date(start)).filter((at) => dateOf(at) === dateOf(date)).map((at) => clock.format(at));
}

test('a practice in Moselle, from nothing to its free times', { timeout: 300_000 }, async () => {
  const { page, context, faults } = await newPage(given.browser, given.practice.url);
  await enter(page, given.practice);
  await save(page, 'practice', { name: 'Cabinet des Remparts', phone: '03 87 00 00 00', address: '3, rue des Remparts, 57000 Metz' }, { region: 'FR-AM' });
  await save(page, 'practitioners/new', { name: 'Dr Anne Muller', speciality: 'Médecine générale' });
  await save(page, 'resources/new', { name: 'Salle 1', kind: 'salle' });
  const usual = { min_notice: '0', horizon_days: '400', 'kind:salle': true };
  await save(page, 'care-types/new', { name: 'Consultation', duration: '60', ...usual });
  await save(page, 'care-types/new', { name: 'Urgence', duration: '60', ...usual });
  await save(page, 'care-types/new', { name: 'Deuxième dose', duration: '60', ...usual });
  await save(page, 'care-types/new', { name: 'Première dose', duration: '60', min_days: '21', max_days: '35', require_next: true, ...usual }, { next: '3' });

  // Odd weeks in the morning, even weeks in the afternoon; an hour for urgent cares only.
  const odd = { d1: '9h-12h', d5: '9h-12h', d6: '9h-12h', 'r1-hours': '12h-13h', 'r1-d:1': true, 'r1-care:2': true };
  await save(page, 'schedules/new', odd, { weeks: 'odd' });
  await save(page, 'schedules/new', { d1: '14h-17h', d5: '14h-17h', d6: '14h-17h' }, { weeks: 'even' });

  const patient = await context.newPage();
  const [inOdd, inEven] = [monday(true), monday(false)];
  assert.deepEqual(await hoursOn(patient, 1, inOdd), ['09:00', '10:00', '11:00']);
  assert.deepEqual(await hoursOn(patient, 2, inOdd), ['09:00', '10:00', '11:00', '12:00'], 'the reserved hour');
  assert.deepEqual(await hoursOn(patient, 1, inEven), ['14:00', '15:00', '16:00']);
  assert.ok((await hoursOn(patient, 4, inOdd)).length > 0, 'a first visit with a second one in reach');

  // After a year of 53 weeks two odd weeks follow each other: the screen warns and counts from a date instead.
  for (const schedule of [1, 2]) {
    await page.goto(`${given.practice.url}/admin/setup/schedules/${schedule}`);
    assert.match(await page.locator('main').innerText(), /53 semaines/);
    await Promise.all([page.waitForEvent('load'), page.locator('button[name=act][value=anchor]').click()]);
    assert.equal(await page.locator('select[name=weeks]').inputValue(), 'every');
    assert.equal(await page.locator('[name=n]').inputValue(), '2');
    assert.match(await page.locator('[name=anchor]').last().inputValue(), /^\d{4}-\d\d-\d\d$/);
    await page.locator('.save button').click();
    await page.waitForURL(/done=saved/);
  }

  // Good Friday and Saint Stephen's day are closed here; the practice may work on one of them after all.
  const friday = soonest(goodFriday);
  const stephen = soonest((year) => new Date(Date.UTC(year, 11, 26, 12)));
  for (const date of [friday, stephen]) assert.deepEqual(await hoursOn(patient, 1, date), [], dateOf(date));
  await page.goto(`${given.practice.url}/admin/setup/holidays`);
  await page.locator(`form.closing:has(input[value="${dateOf(friday)}"]) button[value=open]`).click();
  await page.waitForURL(/done=saved/);
  assert.equal((await hoursOn(patient, 1, friday)).length, 3);

  // A bridge day, closed by one click.
  const bridge = page.locator('form[action$="/holidays/bridge"]:has(button)').first();
  const day = await bridge.locator('input[name=day]').inputValue();
  await Promise.all([page.waitForEvent('load'), bridge.locator('button').click()]);
  assert.match(page.url(), /done=saved/);
  assert.deepEqual(await hoursOn(patient, 1, new Date(`${day}T12:00:00Z`)), []);

  const wrong = [];
  const editors = ['', 'practice', 'practitioners/1', 'resources/1', 'care-types', 'care-types/1', 'care-types/1/with/1', 'schedules', 'schedules/1',
    'schedules/2', 'exceptions/new', 'absences', 'absences/new', 'holidays'];
  for (const path of editors) {
    await page.goto(`${given.practice.url}/admin/setup/${path}`.replace(/\/$/, ''));
    await page.locator('details.card').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
    wrong.push(...(await look(page, `moselle-${path.replaceAll('/', '-') || 'hub'}`)));
  }
  assert.deepEqual([...wrong, ...faults], []);
});
