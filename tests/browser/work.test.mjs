// While somebody floods the practice a patient books as always; without scripts, after a short wait.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';

import { newPage, PHONE } from './support/chromium.mjs';
import { look } from './support/look.mjs';
import { hold, identify, PATIENT, press, prove, tell } from './support/patient.mjs';
import { visitDemo } from './support/visit.mjs';

const SEARCH = readFileSync(fileURLToPath(new URL('../../src/web/assets/work-search.js', import.meta.url)), 'utf8');
/** Bytes of the scripts of the form while work is asked for. */
const SCRIPT_MAX = 15_000;

function search(salt, target, numbers) {
  const answers = [];
  const context = createContext({ TextEncoder, postMessage: (answer) => answers.push(answer) });
  runInContext(SEARCH, context);
  context.onmessage({ data: { salt, target, numbers } });
  return answers[0];
}

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

test('the search finds the number of the specification, and of salts of every length', () => {
  const salt = 'a1b2c3d4e5f60718?exp=1772500600';
  assert.equal(search(salt, 'f1ad7b396be713320c482be55f1b87472d36905b87db5e88731979f3888467a8', 50_000), 48_213);
  for (let length = 0; length <= 200; length += 1) {
    const text = randomBytes(length).toString('hex').slice(0, length);
    assert.equal(search(text, sha256(`${text}101`), 110), 101, `${length}`);
  }
  assert.equal(search(salt, sha256(`${salt}110`), 110), null, 'beyond the bound');
});

const visit = visitDemo();

/** Somebody who picks one time after the other and never books. */
async function flood(url, times) {
  const page = await (await fetch(`${url}/times?care=2`)).text();
  const starts = [...page.matchAll(/name="start=([^"]+)"/g)].map(([, start]) => start).slice(-40);
  assert.ok(starts.length > 0, 'there is no time to flood');
  let cookie = '';
  for (let i = 0; i < times; i += 1) {
    const body = new URLSearchParams({ care: '2', practitioner: '', seats: '1', start: starts[i % starts.length] });
    const answer = await fetch(`${url}/hold`, { method: 'POST', body, redirect: 'manual', headers: { cookie, origin: url } });
    const set = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
    if (set.length > 0) cookie = set.join('; ');
  }
}

test('under attack a patient with scripts notices nothing', async () => {
  await flood(visit.demo.url, 160);
  const { page, faults } = await newPage(visit.browser, visit.demo.url, { viewport: PHONE });
  const scripts = [];
  page.on('response', async (response) => {
    if (response.url().endsWith('.js')) scripts.push((await response.body()).length);
  });
  await page.goto(`${visit.demo.url}/times?care=2`);
  await hold(page);
  const work = page.locator('input[name=work]');
  assert.equal(await work.count(), 1, 'nothing is asked for');
  assert.equal(await work.getAttribute('data-numbers'), '800000');
  const focus = await page.evaluate(() => document.activeElement.tagName);
  await page.waitForFunction(() => document.querySelector('input[name=work]').value !== '', null, { timeout: 60_000 });
  assert.equal(await page.evaluate(() => document.activeElement.tagName), focus);
  assert.ok(scripts.reduce((sum, bytes) => sum + bytes, 0) <= SCRIPT_MAX, scripts.join(' + '));
  await identify(page, { ...PATIENT, family: 'Avec', email: 'avec@example.org' });
  assert.match(page.url(), /\/book\/code/);
  await prove(page, visit.demo.url);
  assert.deepEqual(faults, []);
});

test('a form that is sent before the work is done goes by itself when it is', async () => {
  const { page, faults } = await newPage(visit.browser, visit.demo.url);
  // The search begins late.
  await page.route(/work-search/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    await route.continue();
  });
  await page.goto(`${visit.demo.url}/times?care=2`);
  await hold(page);
  const status = page.locator('#work-status');
  assert.equal(await status.getAttribute('role'), 'status');
  await tell(page, { ...PATIENT, family: 'Vite', email: 'vite@example.org' });
  assert.match(await status.innerText(), /continue d'elle-même/);
  await page.waitForURL(/\/book\/code/, { timeout: 60_000 });
  assert.deepEqual(faults, []);
});

test('under attack a patient without scripts books after a short wait', async () => {
  const { page, faults } = await newPage(visit.browser, visit.demo.url, { viewport: PHONE, javaScriptEnabled: false });
  await page.goto(`${visit.demo.url}/times?care=2`);
  await hold(page);
  await tell(page, { ...PATIENT, family: 'Sans', email: 'sans@example.org' });
  const title = page.locator('h1');
  assert.match(await title.innerText(), /Merci de patienter 20\ssecondes/);
  const go = page.locator('main form button');
  await press(go);
  assert.match(await title.innerText(), /Merci de patienter/, 'too early');
  await page.waitForTimeout(20_500);
  await press(go);
  assert.match(page.url(), /\/book\/code/);
  await prove(page, visit.demo.url);
  assert.deepEqual(faults, []);
});

/** The form of somebody who holds a time, sent without work. */
async function arriveAtTheWait(page, family) {
  await page.goto(`${visit.demo.url}/times?care=2`);
  await hold(page);
  await page.locator('input[name=work]').evaluate((field) => field.setAttribute('name', 'none'));
  await tell(page, { ...PATIENT, family, email: `${family.toLowerCase()}@example.org` });
  await page.locator('form[data-wait]').waitFor();
}

test('the waiting page can be read by everybody', async () => {
  const { page } = await newPage(visit.browser, visit.demo.url);
  // Without its script it stays as long as it is looked at.
  await page.route(/\/work\./, (route) => route.abort());
  await arriveAtTheWait(page, 'Lent');
  assert.deepEqual(await look(page, 'patience'), []);
});

test('where the search cannot be had the waiting page goes on by itself when the wait is over', async () => {
  const { page, faults } = await newPage(visit.browser, visit.demo.url);
  await page.route(/work-search/, (route) => route.abort());
  await arriveAtTheWait(page, 'Panne');
  await page.waitForURL(/\/book\/code/, { timeout: 60_000 });
  assert.deepEqual(faults, []);
});
