// Lighthouse as on a telephone, with the Chromium that is there. As a program, for the bench: `node lighthouse.mjs URL…` prints one JSON
// line for each page.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import lighthouse from 'lighthouse';

import { program } from './chromium.mjs';

/** A Chromium that listens for Lighthouse on a free port; `stop` ends it. */
async function listen() {
  const folder = mkdtempSync(join(tmpdir(), 'grappe-lighthouse-'));
  const flags = ['--headless=new', '--no-sandbox', '--disable-extensions', '--no-first-run', '--lang=fr-FR', '--remote-debugging-port=0', `--user-data-dir=${folder}`];
  const child = spawn(program(), [...flags, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  for await (const line of createInterface({ input: child.stderr })) {
    const found = line.match(/DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//);
    if (found) {
      child.stderr.resume();
      return { port: Number(found[1]), stop };
    }
  }
  throw new Error('Chromium does not listen');
}

/** Scores of 0 to 100 by category, and the audits that cost points: their names and what they found. */
function read({ categories, audits }) {
  const scores = {};
  const faults = [];
  for (const [name, { score, auditRefs }] of Object.entries(categories)) {
    scores[name] = Math.round(score * 100);
    for (const { id, weight } of auditRefs) {
      const { score: own, details } = audits[id];
      if (weight > 0 && own !== null && own < 1) faults.push(`${name} ${id} ${own}: ${JSON.stringify(details?.items ?? []).slice(0, 600)}`);
    }
  }
  return { scores, faults };
}

/** Looks at pages one after the other: `[{ url, scores, faults }]`. */
export async function look(urls, categories) {
  const browser = await listen();
  try {
    const looks = [];
    for (const url of urls) {
      // Language of the patients; a telephone and its slow network are what Lighthouse assumes by itself.
      const flags = { port: browser.port, onlyCategories: categories, formFactor: 'mobile', logLevel: 'error', extraHeaders: { 'Accept-Language': 'fr' } };
      const { lhr } = await lighthouse(url, flags);
      if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
      looks.push({ url, ...read(lhr) });
    }
    return looks;
  } finally {
    await browser.stop();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const seen of await look(process.argv.slice(2), ['performance', 'accessibility', 'best-practices'])) console.log(JSON.stringify(seen));
}
