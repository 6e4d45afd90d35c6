// A practitioner's calendar is put on a telephone: the square is read by a camera, leads to a page that opens once, and nothing secret is in it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch, newPage } from './support/chromium.mjs';
import { enter, startEmpty } from './support/empty.mjs';
import { look } from './support/look.mjs';

let practice;
let browser;
before(async () => {
  [practice, browser] = await Promise.all([startEmpty({ isBeside: true }), launch()]);
});
after(async () => {
  await browser?.close();
  await practice?.stop();
});

/** What a reader finds in the square on the screen. */
async function scanned(page) {
  const folder = mkdtempSync(join(tmpdir(), 'grappe-square-'));
  try {
    const path = join(folder, 'square.png');
    await page.locator('.qr').screenshot({ path });
    return execFileSync('zbarimg', ['--quiet', '--raw', path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('a telephone is set up by the square on the screen, once', async () => {
  const { url } = practice;
  const { page, faults } = await newPage(browser, url);
  const wrong = [];
  const looked = async (at, name) => wrong.push(...(await look(at, name)));
  await enter(page, practice);
  await page.goto(`${url}/admin/setup/practitioners/new`);
  await page.locator('#name').fill('Dr Hélène d’Aubigné');
  await page.locator('.save button').click();
  await page.waitForURL((to) => !to.pathname.endsWith('/new'));

  await page.goto(`${url}/admin/phones`);
  await looked(page, 'phones');
  await page.locator('form.card button').click();
  // Radicale does not run here: the account is made all the same.
  await page.locator('.note.bad').waitFor();
  await looked(page, 'phones-made');
  await page.locator('.rows a').first().click();
  await looked(page, 'phone');
  await page.locator('form.card button').first().click();
  await page.locator('.qr').waitFor();
  await looked(page, 'phone-shown');
  const password = await page.locator('dd code.num').innerText();
  assert.match(password, /^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/);

  const link = await scanned(page);
  assert.ok(link.startsWith(`${url}/phone/`) && !link.includes(password), link);
  const phone = await newPage(browser, url);
  await phone.page.goto(link);
  await looked(phone.page, 'phone-link');
  await phone.page.locator('form button').click();
  await phone.page.locator('dd code.num').waitFor();
  assert.equal(await phone.page.locator('dd code.num').innerText(), password);
  await looked(phone.page, 'phone-opened');
  const profile = await phone.page.locator('a[href$=".mobileconfig"]').getAttribute('href');
  const answer = await phone.page.request.get(new URL(profile, url).href);
  assert.equal(answer.headers()['content-type'], 'application/x-apple-aspen-config');
  assert.ok((await answer.text()).includes(password));
  const again = await phone.page.request.get(link);
  assert.equal(again.status(), 404);
  assert.deepEqual([wrong, faults, phone.faults], [[], [], []]);
});
