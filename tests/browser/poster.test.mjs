// The poster as it hangs on a wall: printed, looked at by a reader of such squares, and followed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { newPage } from './support/chromium.mjs';
import { signIn } from './support/desk.mjs';
import { visitDemo } from './support/visit.mjs';

const visit = visitDemo();
/** As a telephone sees it from some steps away. */
const DOTS_PER_INCH = 60;

/** What a reader finds on the printed page. */
function scanned(pdf) {
  const folder = mkdtempSync(join(tmpdir(), 'grappe-poster-'));
  try {
    writeFileSync(join(folder, 'poster.pdf'), pdf);
    execFileSync('pdftoppm', ['-r', String(DOTS_PER_INCH), '-gray', '-png', '-singlefile', join(folder, 'poster.pdf'), join(folder, 'poster')]);
    return execFileSync('zbarimg', ['--quiet', '--raw', join(folder, 'poster.png')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('the square of the poster is read by a camera and leads to the booking', async () => {
  const { url } = visit.demo;
  const { page, faults } = await newPage(visit.browser, url);
  await signIn(page, visit.demo.administrator);
  for (const [choice, place] of [['', /\/$/], ['&care=2', /\/times\?care=2$/], ['&care=2&practitioner=1', /\/times\?care=2&practitioner=1$/]]) {
    const answer = await page.request.get(`${url}/admin/setup/website/poster.pdf?in=fr${choice}`);
    assert.equal(answer.status(), 200);
    const link = scanned(await answer.body());
    assert.equal(new URL(link).origin, url, link);
    const patient = await newPage(visit.browser, url);
    await patient.page.goto(link);
    assert.match(patient.page.url(), place, `${link} leads to ${patient.page.url()}`);
    assert.ok(await patient.page.locator('h1').isVisible());
    assert.deepEqual(patient.faults, []);
    await patient.context.close();
  }
  assert.deepEqual(faults, []);
});
