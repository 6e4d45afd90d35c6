// Passkeys with a browser and an authenticator made of software: registered, used alone, removed.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { newPage } from './support/chromium.mjs';
import { signIn } from './support/desk.mjs';
import { visitDemo } from './support/visit.mjs';

const visit = visitDemo();

/** An authenticator that knows its owner, as a telephone does. */
async function plugIn(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', { options });
  const refuses = (isRefusing) => devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: !isRefusing });
  return { refuses };
}

test('a passkey is added in the account, and signs in alone', async () => {
  // Passkeys are bound to a name.
  const url = visit.demo.url.replace('127.0.0.1', 'localhost');
  const { page, faults } = await newPage(visit.browser, url);
  const authenticator = await plugIn(page);
  await signIn(page, visit.demo.administrator.replace('127.0.0.1', 'localhost'));

  await page.goto(`${url}/admin/account`);
  const add = page.locator('form[data-passkey=create]');
  await add.locator('input[name=name]').fill('Portable « gris »');
  await add.locator('button').click();
  await page.waitForURL(/done=passkey/);
  assert.ok(await page.locator('.rows', { hasText: 'Portable « gris »' }).isVisible());

  const codes = page.locator('form[action$="/recovery-codes"] button');
  await Promise.all([page.waitForEvent('load'), codes.click()]);
  assert.equal(await page.locator('ol.codes li').count(), 10);

  await page.locator('form[action$="/sign-out"] button').click();
  await page.waitForURL(/sign-in/);
  const use = page.locator('form[data-passkey=get]');
  assert.ok(await use.locator('[data-trouble]').isHidden(), 'no trouble before there is any');
  await authenticator.refuses(true);
  await use.locator('button').click();
  await page.locator('form[data-passkey=get] [data-trouble]').waitFor({ state: 'visible' });
  await authenticator.refuses(false);
  await use.locator('button').click();
  await page.waitForURL(/\/admin$/);

  await page.goto(`${url}/admin/account`);
  assert.match(await page.locator('main').innerText(), /Utilisée la dernière fois/);
  await page.locator('form[action$="/remove"] button').click();
  await page.waitForURL(/done=removed/);
  await page.locator('form[action$="/sign-out"] button').click();
  await page.locator('form[data-passkey=get] button').click();
  await page.waitForURL(/\/admin\/passkey$/);
  assert.ok(await page.locator('.note.bad').isVisible(), 'a passkey that was removed opens nothing');
  assert.deepEqual(faults.filter((fault) => !/422/.test(fault)), []);
});
