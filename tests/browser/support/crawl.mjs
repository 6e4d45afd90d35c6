// Every page that links lead to: one of each kind, numbers and values left aside.

/** An address without what distinguishes pages of one kind. */
export function kindOf(address) {
  const { pathname, searchParams } = new URL(address);
  const path = pathname.replace(/\d+/g, 'n');
  // Dates and filters make no other page; what is asked of a form does.
  const asked = [...searchParams.keys()].filter((key) => ['view', 'care', 'patient', 'start', 'with'].includes(key)).sort();
  const view = searchParams.get('view') === 'week' ? ['week'] : [];
  return [path, ...asked.filter((key) => key !== 'view'), ...view].join(' ').replace(/\/new\b/, '/new');
}

/** A file name for a kind. */
export function nameOf(kind) {
  return kind.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'home';
}

/** Follows links from `start` within `under`; calls `visit(kind)` on one page of each kind. The kinds, in order. */
export async function crawl(page, start, under, visit) {
  const waiting = [start];
  const known = new Set();
  while (waiting.length > 0) {
    const address = waiting.shift();
    const kind = kindOf(address);
    if (known.has(kind)) continue;
    known.add(kind);
    const response = await page.goto(address, { waitUntil: 'load' });
    if (!response.headers()['content-type']?.startsWith('text/html')) continue;
    await visit(kind, response.status());
    const links = await page.locator('a[href]:not([download])').evaluateAll((all) => all.map((a) => a.href));
    waiting.push(...links.filter((link) => link.startsWith(under)).map((link) => link.split('#')[0]));
  }
  return [...known];
}
