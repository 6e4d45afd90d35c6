// A patient on the booking page, with the keyboard and the mouse only.
import assert from 'node:assert/strict';

/** Invented, with a domain that nobody can have (RFC 2606). */
export const PATIENT = {
  given: 'Maëlle-Anne',
  family: "L'Hôte-Zéphyr",
  born: '17/05/1984',
  email: 'maelle.lhote@example.org',
  phone: '06 39 98 12 34',
};

/** Presses a button, opening first the fold that hides it. */
export async function press(button) {
  if (!(await button.isVisible())) await button.locator('xpath=ancestor::details[not(@open)][1]/summary').click();
  await button.click();
}

/** Takes the free time number `nth` of the page; where it starts, for the first of several people. */
export async function hold(page, nth = 0) {
  const button = page.locator('button[name^="start="]').nth(nth);
  const [start] = (await button.getAttribute('name')).slice('start='.length).split(',');
  await press(button);
  await page.waitForURL(/\/book(\?|$)/);
  return new Date(start);
}

/** Fills the identity in and sends it; the code is asked for at once. */
export async function identify(page, patient = PATIENT) {
  await tell(page, patient);
  await page.waitForURL(/\/book\/code/);
}

/** Fills the identity in and sends it, whatever comes then. */
export async function tell(page, patient) {
  for (const [name, text] of Object.entries(patient)) await page.locator(`#${name}`).fill(text);
  await page.locator('#consent').check();
  await page.locator('form[action$="/book"] > p button').last().click();
}

/** The code of the newest e-mail in the outbox of the demonstration. */
async function newestCode(page, url) {
  const outbox = await page.context().newPage();
  await outbox.goto(`${url}/demo/outbox`);
  const text = await outbox.locator('main').innerText();
  await outbox.close();
  const [code] = text.match(/\b\d{3}\s?\d{3}\b/) ?? [];
  assert.ok(code, `no code in the outbox: ${text.slice(0, 400)}`);
  return code;
}

/** Reads the code of the newest e-mail and sends it. */
export async function prove(page, url) {
  await page.locator('#code').fill(await newestCode(page, url));
  await page.locator('form[action$="/book/code"] button').click();
  await page.waitForURL(/\/book\/done/);
}

/** Goes from the page on which no time suits onto the waiting list; `seen` is called with each page as it stands. */
export async function join(page, url, patient = PATIENT, seen = async () => {}) {
  await page.locator('a[href*="/waiting?"]').click();
  await page.waitForURL(/\/waiting\?/);
  await seen('waiting');
  for (const [name, text] of Object.entries(patient)) await page.locator(`#${name}`).fill(text);
  await page.locator('#consent').check();
  await page.locator('form[action$="/waiting"] > p button').last().click();
  await page.waitForURL(/\/waiting\/code/);
  await seen('waiting-code');
  await page.locator('#code').fill(await newestCode(page, url));
  await page.locator('form[action$="/waiting/code"] button').click();
  await page.waitForURL(/\/waiting\/mine/);
  await seen('waiting-mine');
}

/** Cancels the appointment whose page is open. */
export async function cancel(page) {
  await press(page.locator('form[action$="/appointment/cancel"] button').last());
  await page.waitForURL(/\/appointment\/cancelled/);
}
