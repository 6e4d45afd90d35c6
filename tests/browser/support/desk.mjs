// Somebody of the practice, let in by a link that the demonstration printed.

/** Signs in without choosing a password, as the page of the demonstration says one may. */
export async function signIn(page, link) {
  await page.goto(link);
  await page.locator('form button').first().click();
  await page.waitForURL(/\/admin$/);
}

/** The local date in Nantes of an instant, as addresses have it. */
export function dateOf(instant) {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(instant);
}

/** The hour of an instant as pages write it: `9 h 30`, with whatever space. */
export function hourOf(instant) {
  const parts = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', hour: 'numeric', minute: '2-digit' });
  const [hour, minute] = parts.formatToParts(instant).filter((part) => part.type !== 'literal');
  return new RegExp(`(^|\\D)0?${Number(hour.value)}\\s?h\\s?${minute.value === '00' ? '(00)?' : minute.value}(\\D|$)`);
}
