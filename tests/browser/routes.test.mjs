// Every page of the back office that the table of routes knows, at both widths, held against the same as the others: none is left out
// because no link led to it. What links do not lead to is made or named here.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { newPage } from './support/chromium.mjs';
import { nameOf } from './support/crawl.mjs';
import { signIn } from './support/desk.mjs';
import { look } from './support/look.mjs';
import { visitDemo } from './support/visit.mjs';

const visit = visitDemo();

/** Answers that are no pages, and doors that somebody who is in does not see: pages.test.mjs and passkeys.test.mjs look at those. */
const NO_PAGES = [
  '/admin/events', '/admin/print', '/admin/messages/calls.pdf', '/admin/setup/website/poster.pdf', '/admin/patients/{id}/export.json', '/admin/statistics/csv', '/admin/statistics/measures/csv',
  '/admin/sign-in', '/admin/welcome', '/admin/second-factor', '/admin/invitation/{code}',
];

const table = readFileSync(fileURLToPath(new URL('../fixtures/rights.txt', import.meta.url)), 'utf8');
const routes = [...table.matchAll(/^GET +(\/admin\S*)/gm)].map(([, route]) => route).filter((route) => !NO_PAGES.includes(route));

/** The first link on a page that leads to this route. */
async function linkOn(page, from, route) {
  await page.goto(visit.demo.url + from);
  const shape = new RegExp(`^${route.replace(/\{\w+\}/g, '\\d+')}$`);
  const links = await page.locator('a[href]').evaluateAll((all) => all.map((a) => a.href));
  const found = links.find((link) => link.startsWith(visit.demo.url) && shape.test(new URL(link).pathname));
  assert.ok(found, `${from} leads to no ${route}`);
  return found.slice(visit.demo.url.length);
}

const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A time is taken ill away, and who cannot be written to is to be phoned; long enough that somebody is concerned on a Friday evening too. */
async function fallIll(page) {
  await page.goto(`${visit.demo.url}/admin/ill?practitioner=1&until=${day(4)}`);
  await page.locator('form[method=post][action$="/ill"] button').last().click();
  await page.waitForURL(/\/admin\/ill\/\d+/);
  return new URL(page.url()).pathname;
}

/** An absence over days with appointments waits as a draft. */
async function draft(page) {
  await page.goto(`${visit.demo.url}/admin/setup/absences/new`);
  await page.locator('#practitioner').selectOption({ index: 2 });
  await page.locator('#from_date').fill(day(1));
  await page.locator('#to_date').fill(day(8));
  await page.locator('main form:not([action*="remove"]) button').last().click();
  await page.waitForURL(/\/admin\/setup\/drafts\/\d+/);
  return new URL(page.url()).pathname;
}

/** What has numbers in its address: where such a page is found. */
const FOUND = {
  '/admin/appointments/{id}': (page) => linkOn(page, '/admin?view=week', '/admin/appointments/{id}'),
  '/admin/appointments/{id}/copy': async (page) => `${await linkOn(page, '/admin?view=week', '/admin/appointments/{id}')}/copy`,
  '/admin/appointments/{id}/move': async (page) => `${await linkOn(page, '/admin?view=week', '/admin/appointments/{id}')}/move`,
  // No calendar of the demonstration came back from a copy: calendars.test.mjs puts one back and looks at it.
  '/admin/calendars/{id}/dry-run': () => '/admin/to-do',
  '/admin/ill/{draft}': fallIll,
  '/admin/patients/{id}': () => '/admin/patients/1',
  '/admin/patients/{id}/erase': () => '/admin/patients/1/erase',
  '/admin/patients/{id}/export.html': () => '/admin/patients/1/export.html',
  '/admin/patients/{id}/merge': () => '/admin/patients/1/merge?other=2',
  '/admin/patients/{id}/relatives': () => '/admin/patients/1/relatives',
  // No calendar server is beside the demonstration: phones.test.mjs looks at it.
  '/admin/phones/{id}': () => '/admin/phones',
  '/admin/setup/absences/{id}': () => '/admin/setup/absences/new',
  '/admin/setup/calendars/{id}': () => '/admin/setup/calendars/new',
  '/admin/setup/care-types/{id}': () => '/admin/setup/care-types/1',
  '/admin/setup/care-types/{id}/with/{practitioner}': () => '/admin/setup/care-types/1/with/1',
  '/admin/setup/drafts/{id}': draft,
  '/admin/setup/exceptions/{id}': () => '/admin/setup/exceptions/new',
  '/admin/setup/practitioners/{id}': () => '/admin/setup/practitioners/1',
  '/admin/setup/resources/{id}': () => '/admin/setup/resources/new',
  '/admin/setup/schedules/{id}': () => '/admin/setup/schedules/1',
  '/admin/setup/staff/{id}': () => '/admin/setup/staff/1',
  '/admin/waiting/new': () => '/admin/waiting/new?patient=1',
  '/admin/waiting/{id}': (page) => linkOn(page, '/admin/waiting', '/admin/waiting/{id}'),
};

/** A secret of each kind is made: the one time that it is shown is a page of its own. */
const ISSUED = {
  '/admin/setup/tokens': async (form) => form.locator('input[type=checkbox]').first().check(),
  '/admin/setup/feeds': async (form) => form.locator('select').first().selectOption({ index: 1 }),
  '/admin/setup/kiosks': async (form) => form.locator('[name=place]').fill("salle d'attente du 1er étage"),
  '/admin/setup/webhooks': async (form) => {
    await form.locator('[name=url]').fill('https://example.org/une-adresse-assez-longue-pour-un-telephone/qui-ne-se-coupe-nulle-part');
    await form.locator('input[type=checkbox]').first().check();
  },
};

test('every page of the table of routes', async () => {
  assert.ok(routes.length >= 50, `${routes.length} routes were read`);
  const { page, faults } = await newPage(visit.browser, visit.demo.url);
  await signIn(page, visit.demo.administrator);
  // It is handed over as a file, which has no policy; here it is looked at as its reader will see it.
  await page.route('**/export.html', async (route) => {
    const response = await route.fetch();
    const { 'content-disposition': _, 'content-security-policy': __, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });
  const wrong = [];
  for (const route of routes) {
    const find = FOUND[route] ?? (() => route);
    assert.ok(FOUND[route] || !route.includes('{'), `nothing says where a page of ${route} is`);
    const address = await find(page);
    const response = await page.goto(visit.demo.url + address, { waitUntil: 'load' });
    if (response.status() !== 200) wrong.push(`${address}: ${response.status()}`);
    wrong.push(...(await look(page, `route-${nameOf(route)}`)));
    if (!ISSUED[route]) continue;
    const form = page.locator(`form[action$="${route}"]`);
    await form.locator('[name=name]').fill('Logiciel de téléphonie du rez-de-chaussée');
    await ISSUED[route](form);
    await form.locator('button').last().click();
    await page.locator('code.secret').waitFor();
    wrong.push(...(await look(page, `route-${nameOf(route)}-made`)));
  }
  assert.deepEqual([...wrong, ...faults], []);
});
