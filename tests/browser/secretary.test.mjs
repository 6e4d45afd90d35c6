// A secretary's day, with the keyboard: five bookings by telephone, one move, one patient who did not come, one illness, the day on paper. Every key
// is counted: a known patient is booked in at most twelve.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { DESK, PHONE, newPage } from './support/chromium.mjs';
import { dateOf, signIn } from './support/desk.mjs';
import { visitDemo } from './support/visit.mjs';

const KEYS_MAX = 12;
const BOOKINGS = 5;
const pictures = fileURLToPath(new URL('out/', import.meta.url));
mkdirSync(pictures, { recursive: true });

const visit = visitDemo();
let signedIn = null;

/** Signed in once for the whole file: the link of the demonstration is good once. */
async function desk() {
  signedIn ??= newPage(visit.browser, visit.demo.url).then(async (opened) => {
    await signIn(opened.page, visit.demo.secretary);
    return opened;
  });
  return signedIn;
}

/** A keyboard that counts. */
function counting(page) {
  let keys = 0;
  return {
    start: () => { keys = 0; },
    count: () => keys,
    press: async (key) => { keys += 1; await page.keyboard.press(key); },
    type: async (text) => { keys += text.length; await page.keyboard.type(text, { delay: 15 }); },
  };
}

const shot = (page, name) => page.screenshot({ path: join(pictures, `secretary-${name}.png`) });

/** Goes to the agenda of everybody on the next working day, a day on which some time is free. */
async function openAgenda(page) {
  await page.goto(`${visit.demo.url}/admin?all=1`);
  for (let days = 0; days < 14; days += 1) {
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('n')]);
    if ((await page.locator('.f a').count()) > 6 && (await page.locator('.b[data-a]').count()) > 6) return;
  }
  assert.fail('no day with appointments and free times');
}

/** Letters that find one patient of the practice only, few enough for the telephone. */
async function shortNames(page, wanted) {
  return page.evaluate(async (count) => {
    const form = document.getElementById('command-form');
    const found = [];
    for (let id = 1; found.length < count && id < 150; id += 1) {
      const record = await (await fetch(`/admin/patients/${id}`)).text();
      const name = /<h1>([^<]+)<\/h1>/.exec(record)?.[1] ?? '';
      const words = name.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').split(/[^a-z]+/).filter(Boolean);
      if (words.length !== 2) continue;
      for (const [family, given] of [[3, 1], [3, 2], [4, 2]]) {
        const letters = `${words[0].slice(0, family)} ${words[1].slice(0, given)}`;
        const body = new URLSearchParams(new FormData(form));
        body.set('q', letters);
        const text = await (await fetch(form.action, { method: 'POST', body })).text();
        if (!/offer armed/.test(text) || text.match(/class="choice"/g).length !== 1) continue;
        if (!found.includes(letters)) found.push(letters);
        break;
      }
    }
    return found;
  }, wanted);
}

test('a secretary’s day', { timeout: 240_000 }, async () => {
  const { page, faults } = await desk();
  await openAgenda(page);
  const day = new URL(page.url()).searchParams.get('day');
  await shot(page, '1-agenda');
  const names = await shortNames(page, BOOKINGS);
  assert.equal(names.length, BOOKINGS, 'not enough patients with names of their own');
  const keyboard = counting(page);

  const booked = [];
  for (const [n, letters] of names.entries()) {
    keyboard.start();
    await page.locator('body').evaluate(() => document.activeElement.blur());
    await keyboard.press('/');
    await keyboard.type(n % 2 ? `${letters} 15` : letters);
    if (n === 0) {
      await page.locator('.offer.armed').waitFor();
      await shot(page, '2-command');
    }
    await keyboard.press('Enter');
    const told = page.locator('#news [role=status]', { hasText: 'enregistré' });
    await told.waitFor({ timeout: 20_000 });
    assert.ok(keyboard.count() <= KEYS_MAX, `${keyboard.count()} keys for « ${letters} »`);
    booked.push(await told.locator('a').getAttribute('href'));
    await page.evaluate(() => document.querySelector('#news').replaceChildren());
  }
  assert.equal(new Set(booked).size, BOOKINGS, booked.join(' '));

  // One of the day is moved with the arrows, and back with Ctrl+Z.
  await page.goto(`${visit.demo.url}/admin?day=${day}&all=1`);
  const block = page.locator('.b[data-a]').nth(3);
  const name = (await block.locator('a').innerText()).replace(/^\S+\s\S+\s(?:\d\d\s)?/, '').split('\n')[0];
  await block.locator('a').focus();
  const before = await block.getAttribute('class');
  await page.keyboard.press('m');
  for (let n = 0; n < 3; n += 1) await page.keyboard.press('PageDown');
  await shot(page, '3-moving');
  await page.keyboard.press('Enter');
  const why = page.locator('#why[open]');
  const moved = page.locator('#news [role=status]', { hasText: 'déplacé' });
  await why.or(moved).first().waitFor();
  if (await why.isVisible()) {
    await shot(page, '4-why');
    await page.keyboard.type('urgence');
    await page.keyboard.press('Enter');
    await moved.waitFor();
  }
  const focused = await page.evaluate(() => document.activeElement.closest('.b')?.className ?? '');
  assert.notEqual(focused, '', `the focus is lost after moving ${name}`);
  assert.notEqual(focused.match(/\br\d+/)?.[0], before.match(/\br\d+/)?.[0]);
  await shot(page, '5-moved');
  await page.keyboard.press('Control+z');
  await page.locator('#news [role=status]', { hasText: 'comme avant' }).waitFor();

  // Longer by ten minutes with +, and given up with Escape.
  await page.locator('.b[data-a] a').nth(2).focus();
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  assert.equal(await page.locator('.g').count(), 1);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.g').count(), 0);

  // Cancelled with Delete, after a question.
  await page.locator('.b[data-a] a').nth(4).focus();
  await page.keyboard.press('Delete');
  await page.locator('#call-off[open]').waitFor();
  await shot(page, '6-cancel');
  await page.locator('#call-off button[value=practice]').press('Enter');
  await page.locator('#news [role=status]', { hasText: "l'heure est libre" }).waitFor();
  await page.locator('#news form button').press('Enter');
  await page.locator('#news [role=status]', { hasText: 'comme avant' }).waitFor();

  // Somebody did not come: one click, and a second one the same day.
  await page.goto(`${visit.demo.url}/admin/to-do`);
  const unsettled = page.locator('[aria-labelledby=u-h] a');
  assert.ok((await unsettled.count()) > 0, 'the demonstration left nobody without a state');
  await Promise.all([page.waitForEvent('load'), unsettled.first().press('Enter')]);
  await Promise.all([page.waitForEvent('load'), page.locator('button[value=no_show]').press('Enter')]);
  await Promise.all([page.waitForEvent('load'), page.locator('button[value=no_show][autofocus]').press('Enter')]);
  await page.locator('#news [role=status]', { hasText: 'état est enregistré' }).waitFor();
  await shot(page, '7-no-show');

  // A practitioner is ill: the absence, the messages and the list of calls from one screen.
  await page.goto(`${visit.demo.url}/admin/ill`);
  await page.locator('#practitioner').selectOption({ index: 2 });
  await Promise.all([page.waitForEvent('load'), page.locator('form[method=get] button').press('Enter')]);
  await shot(page, '7-ill');
  await Promise.all([page.waitForEvent('load'), page.locator('main form[method=post] button').last().press('Enter')]);
  assert.ok(!(await page.locator('[role=alert]').count()), await page.locator('main').innerText());
  await shot(page, '7-ill-told');

  // The day on paper.
  const link = await page.goto(`${visit.demo.url}/admin?day=${day}&all=1`).then(() => page.locator('a[href*="/admin/print"]').getAttribute('href'));
  const paper = await page.request.get(visit.demo.url + link.replace(/^.*(?=\/admin\/print)/, ''));
  assert.equal(paper.headers()['content-type'], 'application/pdf');
  assert.match((await paper.body()).subarray(0, 8).toString(), /^%PDF-/);
  assert.deepEqual(faults, []);
});

test('the sheet printed by the browser is a page for each practitioner, black on white', async () => {
  const { page, faults } = await desk();
  const days = [0, 1, 2, 3, 4].map((ahead) => dateOf(Date.now() + ahead * 86_400_000));
  for (const day of days) {
    await page.goto(`${visit.demo.url}/admin?day=${day}&all=1`);
    if ((await page.locator('.b[data-a]').count()) > 1) break;
  }
  const columns = await page.locator('.col').count();
  assert.ok(columns > 1 && (await page.locator('.b[data-a]').count()) > 1, `${columns} columns`);
  // What the screen is set to must not get onto paper.
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const looks = await page.evaluate(() => ['html', 'body', 'main', '.tools h1', '.sheet', '.col', '.col h2', '.b', '.b a', '.b b']
    .flatMap((name) => [...document.querySelectorAll(name)].map((part) => {
      const { color, backgroundColor } = getComputedStyle(part);
      return { name, color, backgroundColor };
    })));
  for (const { name, color, backgroundColor } of looks) {
    assert.equal(color, 'rgb(0, 0, 0)', name);
    assert.ok(['rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)'].includes(backgroundColor), `${name}: ${backgroundColor}`);
  }
  assert.equal(looks.find(({ name }) => name === 'html').backgroundColor, 'rgb(255, 255, 255)');
  const paper = await page.pdf({ path: join(pictures, 'secretary-8-print.pdf'), format: 'A4' });
  await page.emulateMedia({ media: null, colorScheme: null });
  assert.equal((paper.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length, columns);
  assert.deepEqual(faults, []);
});

/** Waits for the end of an act; where the time is taken or closed, a reason is given. */
async function settled(page, told) {
  const done = page.locator('#news [role=status]', { hasText: told });
  const why = page.locator('#why[open]');
  const busy = page.locator('#news [role=alert]', { hasText: 'déjà un rendez-vous' });
  await done.or(why).or(busy).first().waitFor();
  if (await why.isVisible()) {
    await page.locator('#why-reason').fill('essai');
    await page.keyboard.press('Enter');
    await done.or(busy).first().waitFor();
  }
  assert.equal(await page.locator('.g').count(), 0, 'the shape of the move is still there');
  await page.evaluate(() => document.querySelector('#news').replaceChildren());
}

/** Brings an appointment into view; where it is then. In one step: the agenda may be drawn anew at any moment. */
const shownAt = (block) =>
  block.evaluate((shown) => {
    shown.scrollIntoView({ block: 'center' });
    const { x, y, width, height } = shown.getBoundingClientRect();
    return { x, y, width, height };
  });

test('a drag with the mouse, and one while the line is cut', { timeout: 120_000 }, async () => {
  const { page, context, faults } = await desk();
  await openAgenda(page);
  const drag = async (id, rows) => {
    const block = page.locator(`.b[data-a="${id}"]`);
    const box = await shownAt(block);
    await page.mouse.move(box.x + 20, box.y + 6);
    await page.mouse.down();
    await page.mouse.move(box.x + 22, box.y + 20, { steps: 3 });
    await page.mouse.move(box.x + 22, box.y + 6 + rows * 8, { steps: 6 });
    await shot(page, '9-drag');
    await page.mouse.up();
  };
  const id = await page.locator('.b[data-a]').nth(1).getAttribute('data-a');
  const place = await page.locator(`.b[data-a="${id}"]`).getAttribute('class');
  await context.setOffline(true);
  await drag(id, 18);
  await page.locator('#news [role=alert]', { hasText: 'resté à sa place' }).waitFor();
  assert.ok(await page.locator('#live-lost').isVisible());
  assert.equal((await page.locator(`.b[data-a="${id}"]`).getAttribute('class')).replace(' kept', ''), place);
  assert.equal(await page.locator('.g').count(), 0);
  await shot(page, '10-offline');
  await context.setOffline(false);
  await page.waitForFunction(() => document.getElementById('live-lost').hidden, null, { timeout: 40_000 });

  await drag(id, 18);
  await settled(page, 'déplacé');

  // The lower edge makes it longer, from the same start.
  const edge = page.locator('.b[data-a]').nth(2);
  const box = await shownAt(edge);
  await page.mouse.move(box.x + 30, box.y + box.height - 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 30, box.y + box.height + 30, { steps: 5 });
  await page.mouse.up();
  await settled(page, 'durée est changée');

  // A week has one scale for all its days: the next column is the next day. Then a copy.
  await page.goto(`${visit.demo.url}/admin?view=week&p1=1`);
  await page.locator('[rel=next]').click();
  await page.waitForLoadState();
  for (const [key, told] of [['m', 'déplacé'], ['c', 'enregistré']]) {
    await page.locator('.b[data-a] a').nth(3).focus();
    await page.keyboard.press(key);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await settled(page, told);
  }
  assert.deepEqual(faults.filter((fault) => !/ERR_INTERNET/.test(fault)), []);
});

test('the agenda on a telephone, the month and the rooms', { timeout: 120_000 }, async () => {
  const { page, faults } = await desk();
  await page.setViewportSize(PHONE);
  for (const [query, name] of [['all=1', 'day'], ['view=month&all=1', 'month'], ['by=both&all=1', 'rooms']]) {
    await page.goto(`${visit.demo.url}/admin?${query}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0, `${name} is too wide`);
    await shot(page, `11-phone-${name}`);
    await page.setViewportSize(DESK);
    await shot(page, `12-desk-${name}`);
    await page.setViewportSize(PHONE);
  }
  assert.deepEqual(faults, []);
});
