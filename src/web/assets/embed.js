// Shows first free times on the practice's own site:
// <a href="…/care/3">Prendre rendez-vous</a><script src="…/embed.js" data-care="3" data-practitioner="2" async></script>
// The link stays until the frame has something to show, and for good where it may not.
(() => {
  'use strict';
  const script = document.currentScript;
  const address = new URL('embed', script.src);
  for (const name of ['care', 'practitioner', 'people', 'lang']) {
    if (script.dataset[name]) address.searchParams.set(name, script.dataset[name]);
  }
  const before = script.previousElementSibling;
  const link = before && before.tagName === 'A' ? before : null;
  const frame = document.createElement('iframe');
  frame.src = address.href;
  frame.title = script.dataset.title || (link && link.textContent) || 'Rendez-vous';
  frame.width = '100%';
  frame.height = '0';
  frame.style.border = '0';
  addEventListener('message', (event) => {
    if (event.source !== frame.contentWindow || event.origin !== address.origin) return;
    const height = Number(event.data && event.data.grappeHeight);
    if (!(height > 0 && height < 20000)) return;
    frame.height = String(Math.ceil(height));
    if (link) link.hidden = true;
  });
  script.after(frame);
})();
