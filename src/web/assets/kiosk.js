// What somebody began to type goes away when nobody types any more.
'use strict';
(() => {
  const form = document.querySelector('form[data-idle]');
  if (!form) return;
  let timer;
  const wait = () => {
    clearTimeout(timer);
    const isTouched = [...form.elements].some((field) => field.value) || document.querySelector('[role=alert]');
    if (isTouched) timer = setTimeout(() => location.replace(form.dataset.start), form.dataset.idle * 1000);
  };
  addEventListener('input', wait);
  addEventListener('pointerdown', wait);
  // Going back shows nothing of what was sent.
  addEventListener('pageshow', (event) => { if (event.persisted) form.reset(); wait(); });
})();
