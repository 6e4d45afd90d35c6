'use strict';
// The pages are complete without this file. It counts the minutes down, names the practice's clock where the visitor has another, and sends each form once.
for (const clock of document.querySelectorAll('[data-left]')) {
  const end = performance.now() + clock.dataset.left * 1000;
  const tick = () => {
    const left = Math.ceil((end - performance.now()) / 1000);
    if (left <= 0) {
      clock.textContent = clock.dataset.over;
      clock.classList.add('over');
      clock.setAttribute('aria-live', 'polite');
      return;
    }
    clock.textContent = `${clock.dataset.words} ${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
    clock.classList.toggle('soon', left <= 60);
    setTimeout(tick, 1000 - ((performance.now() - end) % 1000 + 1000) % 1000 || 1000);
  };
  tick();
}

for (const zone of document.querySelectorAll('[data-zone]')) {
  const at = new Date(zone.dataset.at);
  const offset = /([+-])(\d\d):(\d\d)$/.exec(zone.dataset.at);
  const east = offset ? (offset[1] + 1) * (offset[2] * 60 + +offset[3]) : 0;
  if (!Number.isNaN(+at) && east !== -at.getTimezoneOffset()) {
    const own = at.toLocaleString(`${document.documentElement.lang}-u-nu-latn`, { weekday: 'long', hour: 'numeric', minute: '2-digit' });
    zone.textContent = 'own' in zone.dataset ? `${zone.dataset.zone} ${own}` : zone.dataset.zone;
    zone.hidden = false;
  }
}

for (const form of document.querySelectorAll('[data-once]')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = 'yes';
    setTimeout(() => delete form.dataset.sent, 8000);
  });
}

// Coming back by the browser's button must show how things stand, not how they stood.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});

// In a frame on the practice's own site: how high it is. That is no secret, and who may be around is said by the policy of the page.
if (parent !== window) {
  const tell = () => parent.postMessage({ grappeHeight: document.documentElement.getBoundingClientRect().height }, '*');
  new ResizeObserver(tell).observe(document.body);
  tell();
}
