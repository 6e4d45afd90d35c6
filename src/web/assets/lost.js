// Says on every page of the back office that the practice's machine does not answer, and keeps what was typed until it does. The agenda
// has a line of its own, which live.js keeps.
(() => {
  "use strict";
  const line = document.getElementById("lost");
  if (!line || document.getElementById("live-lost")) return;
  const PAUSE = 4000; // Between two tries.
  let timer = 0;

  // The browser knows of cables only; whether the machine answers is asked of it.
  const ask = async () => {
    clearTimeout(timer);
    let answers = true;
    try { await fetch(line.dataset.ask, { cache: "no-store" }); } catch { answers = false; }
    line.hidden = answers;
    if (!answers) timer = setTimeout(ask, PAUSE);
  };

  addEventListener("offline", ask);
  addEventListener("online", () => { if (!line.hidden) ask(); });
  document.addEventListener("desk:lost", ask);
  // Nothing is sent into the void: the page would give way to one of the browser, and what was typed with it.
  document.addEventListener("submit", (event) => {
    if (line.hidden) return;
    event.preventDefault();
    line.scrollIntoView({ block: "nearest" });
    ask();
  });
  if (!navigator.onLine) ask();
})();
