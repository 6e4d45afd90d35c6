// The command field of the agenda: proposals while one types, Enter books the first one when only one patient fits. Without this file
// the form leads to a page of its own.
(() => {
  "use strict";
  const form = document.getElementById("command-form");
  const field = document.getElementById("command");
  const box = document.getElementById("command-found");
  const lost = document.getElementById("live-lost");
  if (!form || !field || !box) return;
  const PAUSE = 90; // Milliseconds after the last key.
  let shown = ""; // What the proposals belong to.
  let timer = 0;
  let request = null;
  let isWaitingToBook = false;

  const typed = () => field.value.trim();
  const offers = () => [...box.querySelectorAll(".offer button, #go")];

  const clear = () => {
    if (request) request.abort();
    request = null;
    shown = "";
    isWaitingToBook = false;
    box.replaceChildren();
    box.hidden = true;
  };

  const ask = () => {
    const text = typed();
    if (!text) { clear(); return; }
    if (request) request.abort();
    request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.responseType = "document";
    request.timeout = 15000;
    request.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
    const asked = request;
    request.onloadend = () => {
      if (asked !== request) return;
      request = null;
      const found = asked.response && asked.response.getElementById("found");
      if (asked.status !== 200 || !found) {
        isWaitingToBook = false;
        if (asked.status === 0 || asked.status >= 500) lost.hidden = false;
        else location.reload();
        return;
      }
      shown = text;
      box.replaceChildren(document.adoptNode(found));
      box.hidden = false;
      if (isWaitingToBook && text === typed()) choose();
    };
    const fields = new URLSearchParams(new FormData(form));
    request.send(fields.toString());
  };

  // One patient and a free time: done. Otherwise the first proposal has the focus.
  const choose = () => {
    isWaitingToBook = false;
    const armed = box.querySelector(".offer.armed");
    const go = box.querySelector("#go");
    if (go) go.click();
    else if (armed) book(armed);
    else if (offers()[0]) offers()[0].focus();
  };

  const book = (offer) => {
    const fields = Object.fromEntries(new FormData(offer));
    fields.do = "book";
    document.dispatchEvent(new CustomEvent("agenda:send", { detail: { path: "/admin/book", fields } }));
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { field.value = ""; clear(); field.blur(); }
    else if (event.key === "ArrowDown" && offers()[0]) { event.preventDefault(); offers()[0].focus(); }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!typed()) return;
    clearTimeout(timer);
    if (shown === typed()) { choose(); return; }
    isWaitingToBook = true;
    ask();
  });
  box.addEventListener("keydown", (event) => {
    const all = offers();
    const at = all.indexOf(document.activeElement);
    if (event.key === "Escape") { field.focus(); return; }
    if (at < 0 || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    const next = all[at + (event.key === "ArrowDown" ? 1 : -1)];
    (next || (event.key === "ArrowUp" ? field : all[at])).focus();
  });
  box.addEventListener("submit", (event) => {
    if (!event.target.matches(".offer")) return;
    event.preventDefault();
    book(event.target);
  });
  document.addEventListener("agenda:done", ({ detail }) => {
    if (detail.path !== "/admin/book") return;
    field.value = "";
    clear();
  });
})();
