// Looks people up while a name is typed. The form finds them without it.
(() => {
  "use strict";
  const form = document.querySelector("form[data-directory]");
  const field = form && form.querySelector("input[name=q]");
  if (!field) return;
  const PAUSE = 120; // Between two letters of somebody who types fast.
  let waiting = 0;
  let open = null;
  let shown = field.value.trim();

  const swap = (page) => {
    const now = document.getElementById("found");
    const next = page && page.getElementById("found");
    if (now && next) now.replaceWith(document.adoptNode(next));
  };

  const ask = () => {
    const typed = field.value.trim();
    if (typed === shown) return;
    shown = typed;
    if (open) open.abort();
    // A document is parsed by the browser itself: no text becomes markup here.
    const request = new XMLHttpRequest();
    open = request;
    request.open("POST", form.action);
    request.responseType = "document";
    request.timeout = 5000;
    request.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
    request.onload = () => {
      if (request === open && request.status === 200) swap(request.response);
      else if (request.status >= 500) document.dispatchEvent(new Event("desk:lost"));
    };
    request.onerror = () => document.dispatchEvent(new Event("desk:lost"));
    request.send(new URLSearchParams(new FormData(form)).toString());
  };

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
})();
