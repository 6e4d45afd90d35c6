// The pages of patients for everybody (WCAG 2.2 AA, RGAA 4.1): the keyboard alone with what a screen reader says, large letters on a small
// screen, no motion where none is wanted, and nothing that axe-core finds, however small.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { newPage } from './support/chromium.mjs';
import { cancel, hold, identify, join as joinList, PATIENT, press, prove } from './support/patient.mjs';
import { visitDemo } from './support/visit.mjs';

const visit = visitDemo();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const transcript = fileURLToPath(new URL('transcripts/flow.txt', import.meta.url));
const pictures = fileURLToPath(new URL('out/', import.meta.url));
const TABS_MAX = 200;
const FOLLOW_UP = 2;

/** Goes on with Tab until what has the focus matches; it must be seen to have it, and not lie under anything. */
async function tabTo(page, selector) {
  for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate((wanted) => {
      const focused = document.activeElement;
      if (!focused.matches(wanted)) return null;
      const { outlineStyle, boxShadow } = getComputedStyle(focused);
      const { left, top, width, height } = focused.getBoundingClientRect();
      const above = document.elementFromPoint(left + width / 2, top + height / 2);
      return { isSeen: outlineStyle !== 'none' || boxShadow !== 'none', isFree: focused.contains(above) || Boolean(above?.contains(focused)) };
    }, selector);
    if (!found) continue;
    assert.deepEqual(found, { isSeen: true, isFree: true }, `${selector} has the focus and does not show it`);
    return;
  }
  assert.fail(`${selector} is not reached in ${TABS_MAX} tabs`);
}

async function enter(page) {
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

/** What a screen reader is told of the page, with what changes from day to day put aside. */
async function told(page) {
  const tree = await page.locator('body').ariaSnapshot();
  return tree
    .replace(/\/url: .*/g, '/url')
    .replace(/\b(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) \d+(er)? \p{L}+( \d{4})?/giu, 'DATE')
    .replace(/\b\d{1,2}\s?h(\s?\d\d)?\b/g, 'HOUR')
    .replace(/\b\d+:\d\d\b/g, 'LEFT')
    .replace(/Dès DATE à HOUR|Complet en ligne pour le moment\s: appelez le cabinet/g, 'FIRST')
    .replace(/Dr [^\n"]*? (d'Aubigné|Benhaddou)/g, 'WHO');
}

test('with the keyboard alone, and what a screen reader says', async () => {
  const { page, faults } = await newPage(visit.browser, visit.demo.url);
  const steps = [];
  const step = async (name) => steps.push(`# ${name}\n\n${await told(page)}\n`);
  await page.goto(visit.demo.url);
  await step('motifs');
  await tabTo(page, `a[href*="care=${FOLLOW_UP}"]`);
  await enter(page);
  // A week on, so that it can still be moved: the same words every day.
  await tabTo(page, '.weeks a');
  await enter(page);
  await tabTo(page, 'button[name^="start="]');
  const start = new Date(await page.evaluate(() => document.activeElement.name.slice('start='.length)));
  await enter(page);
  await step('identité');
  for (const name of ['given', 'family', 'born', 'email', 'phone']) {
    await tabTo(page, `#${name}`);
    await page.keyboard.type(PATIENT[name]);
  }
  await tabTo(page, '#consent');
  await page.keyboard.press('Space');
  await tabTo(page, 'form[action$="/book"] .row button');
  await enter(page);
  await step('code');
  const outbox = await page.context().newPage();
  await outbox.goto(`${visit.demo.url}/demo/outbox`);
  const [code] = (await outbox.locator('main').innerText()).match(/\b\d{3}\s?\d{3}\b/);
  await outbox.close();
  await tabTo(page, '#code');
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/book\/done/);
  await step('confirmation');

  // What was booked is said whole: date, hour, practitioner, care.
  const said = await page.locator('main').ariaSnapshot();
  const clock = (options) => start.toLocaleString('fr-FR', { timeZone: 'Europe/Paris', ...options });
  const hour = `${Number(clock({ hour: 'numeric' }).replace(/\D/g, ''))} h`;
  for (const words of [clock({ weekday: 'long' }), clock({ month: 'long' }), hour, /Dr |Anne-Sophie/, 'Consultation de suivi']) {
    assert.match(said.replace(/\s/g, ' '), words instanceof RegExp ? words : new RegExp(words), `${words} is not said`);
  }

  await tabTo(page, 'a[href$="/appointment"]');
  await enter(page);
  await step('rendez-vous');
  await tabTo(page, 'details.cancel summary');
  await page.keyboard.press('Enter');
  await tabTo(page, 'form[action$="/appointment/cancel"] button');
  await enter(page);
  assert.match(page.url(), /\/appointment\/cancelled/);
  await step('annulation');

  // On Sundays nobody receives.
  await page.goto(`${visit.demo.url}/times?care=${FOLLOW_UP}&d7=1`);
  await step('rien ne convient');
  await tabTo(page, 'a[href*="/waiting?"]');
  await enter(page);
  await step('liste d’attente');

  const now = steps.join('\n');
  if (process.env.UPDATE_TRANSCRIPT || !existsSync(transcript)) writeFileSync(transcript, now);
  assert.equal(now, readFileSync(transcript, 'utf8'), 'what a screen reader says has changed: read it, then UPDATE_TRANSCRIPT=1');
  assert.deepEqual(faults, []);
});

/** Every page of the flow, each called with the page as it stands. */
async function walk(page, email, seen) {
  // To one address goes one code a minute.
  const patient = { ...PATIENT, email };
  const { url } = visit.demo;
  for (const [path, name] of [['/', 'home'], ['/search?q=vaccin', 'search'], ['/times?care=1', 'times'], ['/privacy', 'privacy'], ['/nowhere', 'nowhere']]) {
    await page.goto(url + path);
    await seen(name);
  }
  await page.goto(`${url}/times?care=${FOLLOW_UP}`);
  await hold(page, (await page.locator('button[name^="start="]').count()) - 1);
  await seen('identity');
  await identify(page, patient);
  await seen('code');
  await prove(page, url);
  await seen('done');
  for (const [path, name] of [['/appointment', 'appointment'], ['/appointment/move', 'move'], ['/appointment/earlier', 'earlier']]) {
    await page.goto(url + path);
    await seen(name);
  }
  await page.goto(`${url}/appointment`);
  await cancel(page);
  await seen('cancelled');
  await page.goto(`${url}/times?care=${FOLLOW_UP}&people=3`);
  await seen('times-together');
  await hold(page, (await page.locator('button[name^="start="]').count()) - 1);
  await seen('identity-together');
  // Given back: of one day only a part may be held at once.
  await press(page.locator('button[formaction$="/book/release"]'));
  await page.waitForURL(/\/times/);
  await page.goto(`${url}/times?care=${FOLLOW_UP}&d7=1`);
  await seen('times-nothing');
  await joinList(page, url, { ...PATIENT, email: `waiting.${email}` }, seen);
}

test('axe-core finds nothing, however small', async () => {
  const { page, faults } = await newPage(visit.browser, visit.demo.url);
  const wrong = [];
  await walk(page, 'colours@example.org', async (name) => {
    await page.evaluate(axe);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const found = await page.evaluate(async () => (await window.axe.run(document, { resultTypes: ['violations'] })).violations);
      for (const { id, impact, nodes } of found) wrong.push(`${name}, ${colorScheme}: ${id} (${impact}) at ${nodes.map((node) => node.target.join(' ')).join(' | ')}`);
    }
  });
  assert.deepEqual(wrong, []);
  assert.deepEqual(faults, []);
});

test('letters twice as large on a screen of 320 pixels: nothing is cut, nothing scrolls sideways', async () => {
  const { page } = await newPage(visit.browser, visit.demo.url, { viewport: { width: 320, height: 640 } });
  // As a browser whose reader chose letters of twice the size.
  await page.addInitScript(() => addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '200%'; }));
  const wrong = [];
  await walk(page, 'large.letters@example.org', async (name) => {
    await page.screenshot({ path: join(pictures, `large-${name}-320.png`), fullPage: true });
    const size = await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
    if (size < 26) wrong.push(`${name}: letters of ${size} px do not follow the reader's size`);
    wrong.push(...(await page.evaluate((name) => {
      const found = [];
      for (const fold of document.querySelectorAll('details')) fold.open = true;
      const { scrollWidth, clientWidth } = document.documentElement;
      if (scrollWidth > clientWidth) found.push(`${name}: ${scrollWidth - clientWidth} px too wide`);
      for (const one of document.querySelectorAll('body *')) {
        const { overflowX, overflowY, clip, position } = getComputedStyle(one);
        // What only a screen reader is to find is cut on purpose.
        if (position === 'absolute' && (clip !== 'auto' || one.matches('.vh, .skip'))) continue;
        const box = one.getBoundingClientRect();
        if (box.width === 0 || box.height === 0) continue;
        const isCut = (overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1) || (overflowY === 'hidden' && one.scrollHeight > one.clientHeight + 1);
        if (isCut && !one.matches('input, select, textarea')) found.push(`${name}: ${one.tagName}.${one.className} is cut`);
        if (box.right > clientWidth + 1 && one.textContent.trim()) found.push(`${name}: ${one.tagName}.${one.className} ends ${Math.round(box.right - clientWidth)} px outside`);
      }
      return found;
    }, name)));
  });
  assert.deepEqual([...new Set(wrong)], []);
});

test('nothing moves where no motion is wanted', async () => {
  const { page } = await newPage(visit.browser, visit.demo.url);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const wrong = [];
  await walk(page, 'no.motion@example.org', async (name) => {
    wrong.push(...(await page.evaluate((name) => [...document.querySelectorAll('*')].flatMap((one) => {
      const { animationName, animationDuration, transitionDuration, scrollBehavior } = getComputedStyle(one);
      const moves = (animationName !== 'none' && parseFloat(animationDuration) > 0.01) || transitionDuration.split(',').some((each) => parseFloat(each) > 0.01);
      return moves || scrollBehavior === 'smooth' ? [`${name}: ${one.tagName}.${one.className} moves`] : [];
    }), name)));
  });
  assert.deepEqual([...new Set(wrong)], []);
});
