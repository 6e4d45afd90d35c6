// Keeps the agenda of an open screen true: each commit is told by /admin/events, and the live part is fetched again.
(() => {
  "use strict";
  // On a telephone the day comes first: what is rarely needed is one tap away.
  const more = document.querySelector(".more");
  if (more && matchMedia("(max-width: 44rem)").matches) more.open = false;
  let live = document.getElementById("live");
  const lost = document.getElementById("live-lost");
  const over = document.getElementById("live-over");
  if (!live || !lost || !over || !("EventSource" in window)) return;
  const EVENTS = live.dataset.events;
  const AGAIN = 4000; // After an answer that was none.
  const TICK = 60000; // The line of the present moment moves by itself.
  let seen = live.dataset.revision;
  let source = null;
  let pause = 1000;
  let waiting = 0;
  let isFetching = false;
  let isBehind = false;

  const scroller = () => live.querySelector(".scroller");

  const showNow = () => {
    const box = scroller();
    const line = live.querySelector(".x");
    if (box && line) box.scrollTop = line.offsetTop - box.clientHeight / 3;
  };

  // Focus is found again by the address of the link that had it.
  const swap = (next) => {
    const focused = live.contains(document.activeElement) ? document.activeElement : null;
    const href = focused && focused.getAttribute("href");
    const isBox = focused && focused.classList.contains("scroller");
    const box = scroller();
    const place = box && [box.scrollLeft, box.scrollTop];
    const fresh = document.adoptNode(next);
    const row = focused && focused.closest("li") && focused.closest("li").className;
    live.replaceWith(fresh);
    live = fresh;
    seen = live.dataset.revision;
    if (place && scroller()) [scroller().scrollLeft, scroller().scrollTop] = place;
    let target = isBox ? scroller() : null;
    if (href) target = [...live.querySelectorAll("a[href]")].find((a) => a.getAttribute("href") === href);
    // What had it is gone: whatever stands there now.
    if (!target && row) target = [...live.querySelectorAll("li")].filter((li) => li.className === row).map((li) => li.querySelector("a"))[0];
    if (target) target.focus({ preventScroll: true });
  };

  const refresh = () => {
    // Nothing is swapped under a hand that moves something.
    if (document.documentElement.dataset.busy) {
      later();
      return;
    }
    if (isFetching) {
      isBehind = true;
      return;
    }
    isFetching = true;
    // A document is parsed by the browser itself: no text becomes markup here.
    const request = new XMLHttpRequest();
    request.open("GET", location.href);
    request.responseType = "document";
    request.timeout = 15000;
    request.setRequestHeader("X-Grappe-Watching", "1");
    request.onloadend = () => {
      isFetching = false;
      const next = request.response && request.response.getElementById("live");
      if (request.status === 200 && next && document.documentElement.dataset.busy) {
        later();
      } else if (request.status === 200 && next) {
        lost.hidden = true;
        swap(next);
      } else if (request.status === 200 || request.status === 403) {
        // The sign-in page came instead.
        end();
      } else {
        lost.hidden = false;
        setTimeout(later, AGAIN);
      }
      if (isBehind) {
        isBehind = false;
        later();
      }
    };
    request.send();
  };

  // Many commits in a row are one refresh.
  const later = () => {
    if (!waiting) waiting = setTimeout(() => { waiting = 0; refresh(); }, 250);
  };

  // The session is over: nothing of it stays on the screen.
  const end = () => {
    close();
    lost.hidden = true;
    over.hidden = false;
    live.replaceChildren();
  };

  const close = () => {
    if (source) source.close();
    source = null;
  };

  const open = () => {
    if (source || document.hidden || !over.hidden) return;
    source = new EventSource(EVENTS);
    source.onmessage = (event) => {
      pause = 1000;
      lost.hidden = true;
      if (event.data !== seen) later();
    };
    source.addEventListener("end", refresh);
    source.onerror = () => {
      lost.hidden = false;
      close();
      setTimeout(() => { open(); if (pause > 2000) refresh(); }, pause);
      pause = Math.min(pause * 2, 30000);
    };
  };

  // The answer to an act of this screen is the sheet as it is after it; what was acted on has the focus.
  document.addEventListener("agenda:swap", ({ detail }) => {
    lost.hidden = true;
    swap(detail.live);
    const link = detail.about && live.querySelector(`.b a[href$="/appointments/${detail.about}"]`);
    if (link) link.focus({ preventScroll: true });
  });
  document.addEventListener("agenda:refresh", later);
  addEventListener("offline", () => { lost.hidden = false; });
  addEventListener("online", later);

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) close();
    else { open(); later(); }
  });
  setInterval(() => { if (!document.hidden && over.hidden) later(); }, TICK);
  if (!location.hash) showNow();
  open();
})();
