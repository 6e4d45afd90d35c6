// What a visit costs: documents, presses of the pointer, fields typed into. Counted in the page itself, so that no step is left out.

function begin() {
  if (window !== window.top) return;
  const read = () => JSON.parse(sessionStorage.getItem('counted') ?? '{"pages":0,"clicks":0,"fields":[]}');
  const change = (how) => {
    const counted = read();
    how(counted);
    sessionStorage.setItem('counted', JSON.stringify(counted));
  };
  change((counted) => { counted.pages += 1; });
  addEventListener('pointerdown', (event) => {
    if (event.isTrusted) change((counted) => { counted.clicks += 1; });
  }, true);
  addEventListener('input', ({ target }) => {
    const name = `${location.pathname}#${target.id || target.name}`;
    const isTyped = !['checkbox', 'radio'].includes(target.type);
    if (isTyped) change((counted) => { if (!counted.fields.includes(name)) counted.fields.push(name); });
  }, true);
}

/** Counts from the next document of this page on. */
export async function counting(page) {
  await page.addInitScript(begin);
}

/** `pages`, `clicks`, `fields` (their names) so far. */
export async function counted(page) {
  return page.evaluate(() => JSON.parse(sessionStorage.getItem('counted')));
}
