// Debian's Chromium, headless, driven without a download of its own.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'].filter(Boolean);

/** Where the browser is; a missing one is an error, never a skip. */
export function program() {
  const found = places.find((place) => existsSync(place));
  if (!found) throw new Error(`no Chromium at ${places.join(', ')}`);
  return found;
}

/** Launches the browser. */
export async function launch() {
  // The sandbox needs user namespaces, which containers of CI do not give to root; only our own pages are opened.
  return chromium.launch({ executablePath: program(), headless: true, args: ['--no-sandbox'] });
}

/** The two widths every page is looked at: a telephone and a desk. */
export const PHONE = { width: 360, height: 780 };
export const DESK = { width: 1280, height: 900 };

/**
 * A page in French. `faults` fills with script errors, requests to other hosts, what the content security policy refused, and
 * failed loads; a test ends with none.
 */
export async function newPage(browser, origin, { viewport = DESK, javaScriptEnabled = true, hasTouch = false, timezoneId = 'Europe/Paris' } = {}) {
  const context = await browser.newContext({ viewport, javaScriptEnabled, hasTouch, locale: 'fr-FR', timezoneId });
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    if (/Content Security Policy|Refused to/i.test(text)) faults.push(`policy: ${text}`);
  });
  page.on('request', (request) => {
    const { origin: to, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && to !== new URL(origin).origin) faults.push(`third party: ${to}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()}: ${response.url()}`);
  });
  return { page, context, faults };
}
