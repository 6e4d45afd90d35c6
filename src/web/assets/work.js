'use strict';
// Work that the page was given, done beside the form (security §6). Without this file, or when it fails, the form goes through all the
// same, after a wait. Nobody is asked for anything, and the focus stays where it is.
(() => {
  const field = document.querySelector('input[name="work"]');
  const status = document.getElementById('work-status');
  const { form } = field;
  const { salt, target, mark, numbers, worker: address, words } = field.dataset;
  const PATIENCE = 30000; // For a search that answers nothing.
  const wait = form.dataset.wait * 1000; // On the page that is there for it, where the form may go when it is over.
  let isOver = false;
  let held = null; // The form was sent too early, with this button.

  const end = (number) => {
    if (isOver) return;
    isOver = true;
    if (Number.isInteger(number)) field.value = `${salt}~${number}~${mark}`;
    if (held && held.button && held.button.isConnected) form.requestSubmit(held.button);
    else if (held || wait) form.requestSubmit();
  };
  const fail = () => {
    if (!wait) end(null);
  };

  // Heard before the file that sends each form once: a form that is held was not sent.
  form.addEventListener('submit', (event) => {
    const { submitter } = event;
    if (isOver || (submitter && submitter.hasAttribute('formaction'))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    held = { button: submitter };
    status.textContent = words;
  });
  if (wait) status.textContent = words;

  setTimeout(end, wait || PATIENCE, null);
  try {
    const own = { createScriptURL: () => address };
    const policy = window.trustedTypes ? trustedTypes.createPolicy('grappe-work', own) : own;
    const worker = new Worker(policy.createScriptURL(''));
    worker.onmessage = ({ data }) => (data === null ? fail() : end(data));
    worker.onerror = fail;
    worker.postMessage({ salt, target, numbers: Number(numbers) });
  } catch {
    fail();
  }
})();
