// A page used with the keyboard alone.
import assert from 'node:assert/strict';

/** Nothing on a page is further away than this. */
const TABS_MAX = 400;

/** Goes on with Tab until what has the focus matches; it must be seen to have it. */
export async function tabTo(page, selector) {
  for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
    await page.keyboard.press('Tab');
    const [isThere, isSeen] = await page.evaluate((wanted) => {
      const focused = document.activeElement;
      const { outlineStyle, boxShadow } = getComputedStyle(focused);
      return [focused.matches(wanted), outlineStyle !== 'none' || boxShadow !== 'none'];
    }, selector);
    if (!isThere) continue;
    assert.ok(isSeen, `${selector} does not show that it has the focus`);
    return;
  }
  assert.fail(`${selector} is not reached in ${TABS_MAX} tabs`);
}

/** The page puts the focus there by itself: the browser does so a moment after it has loaded. */
export async function focused(page, selector) {
  await page.waitForFunction((wanted) => document.activeElement.matches(wanted), selector, { timeout: 15_000 });
}

/** Presses Enter and waits for the page that it brings: a form is sent once the machine has answered that it is there. */
export async function enter(page) {
  const loaded = page.waitForEvent('load');
  await page.keyboard.press('Enter');
  await loaded;
}
