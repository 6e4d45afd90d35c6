// What every page is held against, at both widths, and its picture for the eyes.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { DESK, PHONE } from './chromium.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const pictures = fileURLToPath(new URL('../out/', import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Keys of the catalogues: on a page they are texts that are missing. One without a hyphen may be a word. */
const keys = new Set(
  readdirSync(join(root, 'locales/fr')).flatMap((file) =>
    [...readFileSync(join(root, 'locales/fr', file), 'utf8').matchAll(/^([a-z][a-z0-9-]*-[a-z0-9-]+) =/gm)].map(([, key]) => key),
  ),
);
if (keys.size < 300) throw new Error(`only ${keys.size} keys were read`);

/** Looks at the page as it is; the list of what is wrong. */
export async function look(page, name) {
  mkdirSync(pictures, { recursive: true });
  const wrong = [];
  for (const [width, viewport] of [['360', PHONE], ['1280', DESK]]) {
    await page.setViewportSize(viewport);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) wrong.push(`${name} at ${width}: ${wide} px too wide`);
    await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true });
  }
  const words = await page.evaluate(() => `${document.title} ${document.body.innerText}`.split(/\s+/));
  for (const word of words) if (keys.has(word)) wrong.push(`${name}: the text ${word} is missing`);
  // Without motion: a colour half-way between two schemes is nobody's.
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    for (const violation of await violations(page)) wrong.push(`${name}, ${scheme}: ${violation}`);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: null });
  return wrong;
}

async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id} at ${nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')} (${nodes.length})`);
  });
  return found;
}
