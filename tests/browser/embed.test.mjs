// The practice's own site, on another origin: the frame of free times shows itself there, and nowhere else.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, test } from 'node:test';

import { newPage } from './support/chromium.mjs';
import { signIn } from './support/desk.mjs';
import { visitDemo } from './support/visit.mjs';

const visit = visitDemo();
const WEBSITE = '/admin/setup/website';
/** Lines that the settings gave; the page of the practice's site has them. */
let snippet;
const servers = [];

/** A site of somebody's, with the lines in it, on a port and so an origin of its own. */
async function site() {
  const server = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html; charset=utf-8');
    answer.end(`<!doctype html><html lang="fr"><title>Cabinet</title><h1>Cabinet</h1>${snippet}`);
  });
  await new Promise((ready) => server.listen(0, 'localhost', ready));
  servers.push(server);
  return `http://localhost:${server.address().port}`;
}

let prepared;
/** The practice's own site, named in the settings; made by the first test that asks. */
const named = () => (prepared ??= name());

async function name() {
  const own = await site();
  const { page } = await newPage(visit.browser, visit.demo.url);
  await signIn(page, visit.demo.administrator);
  await page.goto(visit.demo.url + WEBSITE);
  const care = await page.locator('#care option').nth(1).getAttribute('value');
  await page.goto(`${visit.demo.url}${WEBSITE}?care=${care}`);
  snippet = await page.locator('#snippet').inputValue();
  await page.locator('[name=sites]').fill(own);
  await page.locator(`form[action$="${WEBSITE}"][method=post] button`).click();
  await page.locator('[role=status]').waitFor();
  return own;
}
after(() => servers.forEach((server) => server.close()));

/** A page that is not ours: it asks two origins, and what it may not show is what is looked at. */
async function stranger(options) {
  const context = await visit.browser.newContext({ locale: 'fr-FR', ...options });
  return context.newPage();
}

test('a time that is chosen on the practice\'s site is held on ours', async () => {
  const page = await stranger();
  await page.goto(await named());
  const frame = page.frameLocator('iframe');
  const time = frame.locator('button[name^="start="]').first();
  await time.waitFor();
  await page.locator('body > a').waitFor({ state: 'hidden' });
  const [shown, needed] = [
    await page.locator('iframe').evaluate((one) => one.clientHeight),
    await frame.locator('html').evaluate((html) => html.scrollHeight),
  ];
  assert.ok(shown >= needed && shown - needed < 4 && shown > 100, `${shown} of ${needed} pixels`);
  assert.ok(await page.locator('iframe').getAttribute('title'));
  // What it costs, and who is free first, before anything is chosen.
  const words = (await frame.locator('main').innerText()).replace(/\s/g, ' ');
  assert.match(words, /\d+ €/);
  assert.match(words, /Peu importe dès \p{L}+ \d+/u);
  await time.click();
  await page.waitForURL(`${visit.demo.url}/**`);
  assert.match(new URL(page.url()).pathname, /^\/(book|answers)$/);
  await page.locator('h1').waitFor();
});

test('a site that was not named shows the link only', async () => {
  await named();
  const other = await site();
  const page = await stranger();
  await page.goto(other);
  await page.locator('iframe').waitFor({ state: 'attached' });
  await page.waitForTimeout(1500);
  assert.equal(await page.locator('iframe').evaluate((one) => one.clientHeight), 0);
  await page.locator('body > a').click();
  await page.waitForURL(`${visit.demo.url}/**`);
});

test('without JavaScript the link leads to the booking', async () => {
  const page = await stranger({ javaScriptEnabled: false });
  await page.goto(await named());
  await page.locator('body > a').click();
  await page.waitForURL(`${visit.demo.url}/times**`);
});
