// Says on every page of the back office that the practice's machine does not answer, and keeps what was typed until it does. The agenda
// has a line of its own, which live.js keeps; there this one stands only for a form that was held.
(() => {
  "use strict";
  const line = document.getElementById("lost");
  if (!line) return;
  const isAgenda = Boolean(document.getElementById("live-lost"));
  const PAUSE = 4000; // Between two tries.
  const PATIENCE = 8000; // For one answer.
  const TWICE = 1000; // In which a form sent again is a second click.
  let timer = 0;
  let asking = null;
  let passing = null; // The form that is let through.
  let last = null; // The one sent a moment ago.

  // The browser knows of cables only; whether the machine answers is asked of it. A proxy that answers in its place says 502 or 503.
  const probe = async () => {
    const patience = new AbortController();
    const alarm = setTimeout(() => patience.abort(), PATIENCE);
    try { return (await fetch(line.dataset.ask, { cache: "no-store", signal: patience.signal })).ok; } catch { return false; } finally { clearTimeout(alarm); }
  };

  const ask = () => {
    clearTimeout(timer);
    asking = asking || probe().then((answers) => {
      asking = null;
      line.hidden = answers;
      if (!answers) timer = setTimeout(ask, PAUSE);
      return answers;
    });
    return asking;
  };

  const send = (form, button) => {
    passing = form;
    if (button && button.isConnected) form.requestSubmit(button);
    else form.requestSubmit();
    passing = null;
    last = form;
    setTimeout(() => { last = null; }, TWICE);
  };

  // Nothing is sent into the void: the page would give way to one of the browser, and what was typed with it. Heard last, so that
  // what another file sends itself is left to it.
  let isHeld = false;
  addEventListener("submit", async (event) => {
    const { target: form, submitter } = event;
    const method = (submitter && submitter.getAttribute("formmethod")) || form.getAttribute("method");
    if (event.defaultPrevented || form === passing || method === "dialog") return;
    event.preventDefault();
    if (isHeld || form === last) return;
    isHeld = true;
    const { dataset } = document.documentElement;
    const wasBusy = dataset.busy;
    dataset.busy = "1"; // No sheet is swapped under it.
    const answers = await ask();
    isHeld = false;
    if (!wasBusy) delete dataset.busy;
    if (answers) send(form, submitter);
    else line.scrollIntoView({ block: "nearest" });
  });

  document.addEventListener("desk:lost", ask);
  if (isAgenda) return;
  addEventListener("offline", ask);
  addEventListener("online", () => { if (!line.hidden) ask(); });
  if (!navigator.onLine) ask();
})();
