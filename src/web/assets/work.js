'use strict';
// Work that the page was given, done beside the form (security §6). Without this file, or when it fails, the form goes through all the
// same, after a wait. Nobody is asked for anything, and the focus stays where it is.
(() => {
  const field = document.querySelector('input[name="work"]');
  const status = document.getElementById('work-status');
  const { form } = field;
  const { salt, target, mark, numbers, worker: address, words } = field.dataset;
  const PATIENCE = 30000; // For a search that answers nothing.
  const doesGoOn = 'wait' in form.dataset; // A page that is there for the wait only.
  let isOver = false;
  let held = null; // The form was sent too early, with this button.

  const send = () => {
    if (held && held.button && held.button.isConnected) form.requestSubmit(held.button);
    else form.requestSubmit();
  };

  const end = (number) => {
    if (isOver) return;
    isOver = true;
    const isFound = Number.isInteger(number);
    if (isFound) field.value = `${salt}~${number}~${mark}`;
    if (held || (doesGoOn && isFound)) send();
    else if (doesGoOn) setTimeout(send, form.dataset.wait * 1000);
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
  if (doesGoOn) status.textContent = words;

  try {
    const own = { createScriptURL: () => address };
    const policy = window.trustedTypes ? trustedTypes.createPolicy('grappe-work', own) : own;
    const worker = new Worker(policy.createScriptURL(''));
    worker.onmessage = ({ data }) => end(data);
    worker.onerror = () => end(null);
    worker.postMessage({ salt, target, numbers: Number(numbers) });
    setTimeout(end, PATIENCE, null);
  } catch {
    end(null);
  }
})();
