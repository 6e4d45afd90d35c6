// What Lighthouse says of the pages on which patients look for a time. Its figures of speed depend on the machine and belong to
// `bench/run lighthouse`; what is demanded here is the same on every machine.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startDemo } from './support/grappe.mjs';
import { look } from './support/lighthouse.mjs';

let demo;
before(async () => {
  demo = await startDemo();
});
after(() => demo?.stop());

test('Lighthouse finds nothing to mend on the first page and on the times', async () => {
  const home = await (await fetch(demo.url)).text();
  const times = home.match(/href="(\/times\?[^"]+)"/)[1];
  const pages = await look([`${demo.url}/`, demo.url + times], ['accessibility', 'best-practices']);
  for (const { url, scores, faults } of pages) {
    assert.deepEqual(faults, [], url);
    assert.deepEqual(scores, { accessibility: 100, 'best-practices': 100 }, url);
  }
});
