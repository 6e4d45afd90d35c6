// The preview follows what is typed: the same form that its button sends, and from the answer the preview alone.
(() => {
  const form = document.getElementById("text-form");
  if (!form) return;
  const PAUSE = 500;
  let waiting;
  let open;

  const ask = () => {
    if (open) open.abort();
    const fields = new FormData(form);
    fields.delete("password");
    fields.set("act", "preview");
    // A document is parsed by the browser itself: no text becomes markup here.
    const request = new XMLHttpRequest();
    open = request;
    request.open("POST", form.action);
    request.responseType = "document";
    request.timeout = 5000;
    request.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
    request.onload = () => {
      const now = document.getElementById("preview");
      const next = request.status === 200 && request.response && request.response.getElementById("preview");
      if (request === open && now && next) now.replaceChildren(...document.adoptNode(next).childNodes);
    };
    request.send(new URLSearchParams(fields).toString());
  };

  form.addEventListener("input", (event) => {
    if (event.target.name !== "text" && event.target.name !== "subject") return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
})();
