// Takes the pictures of the manual and the README from the demonstration.
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { launch, newPage } from './support/chromium.mjs';
import { startDemo } from './support/grappe.mjs';

const images = fileURLToPath(new URL('../../docs/images/', import.meta.url));
/** What a README may weigh on a slow line. */
const MAX_BYTES = 150_000;
const SIZE = { width: 900, height: 760 };

const [demo, browser] = await Promise.all([startDemo(), launch()]);
try {
  mkdirSync(images, { recursive: true });
  const { page } = await newPage(browser, demo.url, { viewport: SIZE });
  for (const [path, name] of [['/', 'booking-page.png']]) {
    await page.goto(demo.url + path);
    const file = join(images, name);
    await page.screenshot({ path: file });
    const { size } = statSync(file);
    if (size > MAX_BYTES) throw new Error(`${name}: ${size} bytes, at most ${MAX_BYTES}`);
    console.log(`${name}: ${size} bytes`);
  }
} finally {
  await browser.close();
  await demo.stop();
}
