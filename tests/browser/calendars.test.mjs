// A practitioner's calendar is linked, step by step, without a script; each page is looked at as the others are.
import assert from 'node:assert/strict';
import { cpSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { after, before, test } from 'node:test';

import { startCalendars } from './support/calendars.mjs';
import { launch, newPage } from './support/chromium.mjs';
import { enter, startEmpty } from './support/empty.mjs';
import { look } from './support/look.mjs';

const given = {};
before(async () => {
  [given.practice, given.browser, given.calendars] = await Promise.all([startEmpty(), launch(), startCalendars()]);
});
after(async () => {
  await given.browser?.close();
  await given.practice?.stop();
  await given.calendars?.stop();
});

/** Opens every folded part, so that it is looked at as well. */
const unfold = (page) => page.locator('main details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));

test('a calendar is linked in three steps', async () => {
  const { page, faults } = await newPage(given.browser, given.practice.url);
  const wrong = [];
  const seen = async (name) => {
    await unfold(page);
    wrong.push(...(await look(page, `calendars-${name}`)));
  };
  const press = (name) => Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).click()]);
  await enter(page, given.practice);
  await page.goto(`${given.practice.url}/admin/setup/practitioners/new`);
  await page.locator('#name').fill('Dr Hélène d’Aubigné');
  await Promise.all([page.waitForURL(/done=saved/), page.locator('.save button').click()]);

  await page.goto(`${given.practice.url}/admin/setup/calendars`);
  await page.getByRole('link', { name: 'Relier un agenda' }).click();
  await seen('address');
  await page.locator('#url').fill(given.calendars.url);
  await page.locator('#user').fill('dr');
  await page.locator('#secret').fill('faux');
  await press('Chercher les agendas');
  await seen('clear');
  await page.locator('#clear').check();
  await press('Chercher les agendas');
  await seen('refused');
  await page.locator('#secret').fill('secret');
  await press('Chercher les agendas');
  await seen('choose');
  await press('Continuer');
  await seen('nothing-chosen');
  await page.getByLabel('Agenda – écriture', { exact: false }).check();
  await press('Continuer');
  await seen('trial');
  await press('Faire l\'essai');
  await seen('tried');
  await press('Relier cet agenda');
  assert.match(page.url(), /\/admin\/setup\/calendars\/\d+\?done=/);
  await seen('linked');
  await press('Vérifier la connexion');
  await seen('checked');
  await press('Mettre en pause');
  await seen('paused');
  await page.goto(`${given.practice.url}/admin/setup/calendars`);
  await seen('list');

  // A copy of the database is put back: what taking the calendar up again would do is shown before it is done.
  const copy = `${tmpdir()}/grappe-copy-${process.pid}.sqlite3`;
  await given.practice.restart((database) => cpSync(database, copy));
  await page.goto(`${given.practice.url}/admin/setup/practitioners/new`);
  await page.locator('#name').fill('Dr Karim Benhaddou');
  await Promise.all([page.waitForURL(/done=saved/), page.locator('.save button').click()]);
  await given.practice.restart((database) => renameSync(copy, database));
  await page.goto(`${given.practice.url}/admin/to-do`);
  await seen('returned');
  await page.getByRole('link', { name: 'Voir ce qui changerait' }).click();
  const accept = page.getByRole('button', { name: 'Accepter et reprendre' });
  for (let looks = 0; looks < 40 && !(await accept.isVisible()); looks += 1) {
    await page.waitForTimeout(500);
    await page.reload();
  }
  await seen('dry-run');
  await Promise.all([page.waitForURL(/\/admin\/to-do\?done=calendar/), accept.click()]);
  assert.deepEqual([...wrong, ...faults], []);
});
