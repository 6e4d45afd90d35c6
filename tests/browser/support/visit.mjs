// The demonstration and a browser, for all tests of one file.
import { after, before } from 'node:test';

import { launch } from './chromium.mjs';
import { startDemo } from './grappe.mjs';

/** Both are there from the first test of the file on, and gone after the last: `visit.demo`, `visit.browser`. */
export function visitDemo() {
  const visit = {};
  before(async () => {
    [visit.demo, visit.browser] = await Promise.all([startDemo(), launch()]);
  });
  after(async () => {
    await visit.browser?.close();
    await visit.demo?.stop();
  });
  return visit;
}
