// The practice's machine stops, or a proxy before it has nobody behind: nothing that was typed or moved is lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { newPage } from './support/chromium.mjs';
import { signIn } from './support/desk.mjs';
import { startDemo } from './support/grappe.mjs';
import { visitDemo } from './support/visit.mjs';

const visit = visitDemo();

/** The form of a new record with a name in it; `posts`: what was sent since. */
async function typed(demo) {
  const { page, context } = await newPage(visit.browser, demo.url);
  await signIn(page, demo.secretary);
  await page.goto(`${demo.url}/admin/patients/new`);
  await page.locator('#family').fill('Lefèvre');
  await page.locator('#given').fill('Aude');
  await page.locator('#phone').fill('06 39 98 12 34');
  const posts = [];
  page.on('request', (request) => { if (request.method() === 'POST') posts.push(request.url()); });
  return { page, context, posts, save: page.locator('main form[method=post] button').last() };
}

test('a stopped server keeps what was typed on the page', { timeout: 400_000 }, async () => {
  const demo = await startDemo();
  try {
    const { page, posts, save } = await typed(demo);
    await demo.stop();
    await save.click();
    await page.locator('#lost').waitFor();
    assert.equal(page.url(), `${demo.url}/admin/patients/new`);
    assert.equal(await page.locator('#family').inputValue(), 'Lefèvre');
    assert.deepEqual(posts, []);
  } finally {
    await demo.stop();
  }
});

test('a proxy with nobody behind it is a lost connection, and what is sent after it is sent once', async () => {
  const { page, context, posts, save } = await typed(visit.demo);
  const proxy = (route) => route.fulfill({ status: 502, body: 'Bad Gateway' });
  await context.route('**/*', proxy);
  await save.click();
  await page.locator('#lost').waitFor();
  assert.deepEqual(posts, []);
  await context.unroute('**/*', proxy);
  await page.locator('#lost').waitFor({ state: 'hidden', timeout: 15_000 });
  assert.equal(await page.locator('#given').inputValue(), 'Aude');
  await save.dblclick();
  await page.waitForURL(/\/admin\/patients\/\d+/);
  assert.equal(posts.length, 1);
});

test('an act on the sheet that a proxy answers is taken back, and the sheet stays', async () => {
  const { page, context } = await newPage(visit.browser, visit.demo.url);
  await signIn(page, visit.demo.administrator);
  const block = page.locator('.b[data-a]').first();
  const [id, place] = [await block.getAttribute('data-a'), await block.getAttribute('class')];
  const proxy = (route) => route.fulfill({ status: 503, body: '<h1>Service Unavailable</h1>', contentType: 'text/html' });
  await context.route('**/*', proxy);
  await block.locator('a').first().focus();
  for (const key of ['m', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  await page.locator('#news [role=alert]', { hasText: 'resté à sa place' }).waitFor();
  assert.ok(await page.locator('#live-lost').isVisible());
  assert.equal((await page.locator(`.b[data-a="${id}"]`).getAttribute('class')).replace(' kept', ''), place);
  assert.equal(await page.locator('.g').count(), 0);
  await context.unroute('**/*', proxy);
  await page.locator('#live-lost').waitFor({ state: 'hidden', timeout: 40_000 });
});

test('a proxy that answers the instant search leaves what was found, and says so until the machine is back', async (t) => {
  // The links of the other one, which open once, are used up.
  const demo = await startDemo();
  t.after(() => demo.stop());
  const { page, context } = await newPage(visit.browser, demo.url);
  await signIn(page, demo.secretary);
  await page.goto(`${demo.url}/admin/patients`);
  const field = page.locator('form[data-directory] input[name=q]');
  const found = () => page.locator('#found').innerText();
  const asked = () => page.waitForResponse((answer) => answer.request().method() === 'POST');
  await Promise.all([asked(), field.pressSequentially('ma', { delay: 20 })]);
  await page.locator('#found li').first().waitFor();
  const before = await found();
  const proxy = (route) => route.fulfill({ status: 502, body: '<h1>Bad Gateway</h1>', contentType: 'text/html' });
  await context.route('**/*', proxy);
  await Promise.all([asked(), field.pressSequentially('r', { delay: 20 })]);
  await page.locator('#lost').waitFor();
  assert.equal(await found(), before);
  assert.equal(await field.inputValue(), 'mar');
  await context.unroute('**/*', proxy);
  await page.locator('#lost').waitFor({ state: 'hidden', timeout: 15_000 });
  await Promise.all([asked(), field.pressSequentially('t', { delay: 20 })]);
  await page.waitForFunction((then) => document.getElementById('found').innerText !== then, before);
  assert.doesNotMatch(await found(), /Gateway/);
});
