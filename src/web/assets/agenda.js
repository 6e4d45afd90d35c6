// Moving, lengthening, copying and cancelling on the sheet, by mouse and by keyboard. Every act is one of the forms that work without
// this file, sent with what they would send; the server decides, and what it answers is what is shown.
(() => {
  "use strict";
  const words = document.getElementById("agenda-words");
  if (!words) return;
  const say = words.dataset;
  const FAR = 12; // Rows of an hour.
  const EDGE = 8; // Pixels at the lower end that lengthen.
  const FINGER = 18; // The same for a finger.
  const LONG = 400; // Milliseconds before a finger has taken what it is on.
  const GRIPS = ".b[data-a], .b[data-h]"; // Those of patients who are there have an end to move and no start.
  const SLACK = 5; // Pixels before a press is a drag.
  const OFF = "grappe-keys-off";
  let act = null; // What is being moved: kind, block, column, row, length, and where it was.
  let isSending = false;

  // A browser may refuse to keep anything: then the keys are on.
  const areKeysOff = () => { try { return Boolean(localStorage.getItem(OFF)); } catch { return false; } };
  const $ = (selector, inside = document) => inside.querySelector(selector);
  const $$ = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const isList = () => matchMedia("(max-width: 44rem)").matches;
  const columns = () => $$('.col[data-with]:not([data-with=""])');
  const number = (block, letter) => Number((block.className.match(new RegExp(`(?:^| )${letter}(\\d+)`)) || [0, 0])[1]);
  const rows = () => Number($(".sheet").dataset.rows);
  const idOf = (block) => block.dataset.a || block.dataset.h;
  const isFree = (block) => Boolean(block.dataset.a);
  const announce = (text) => { $("#agenda-said").textContent = text; };

  const hour = (row) => {
    const labels = $$(".gutter .cells span");
    const label = labels[Math.min(Math.floor(row / FAR), labels.length - 1)].textContent;
    const minutes = String((row % FAR) * 5).padStart(2, "0");
    if (label.includes(":")) return label.replace(/:\d\d/, `:${minutes}`);
    return minutes === "00" ? label : `${label}\u00a0${minutes}`;
  };

  // --- What is being moved, as a shape on the sheet ---
  const draw = () => {
    const { ghost, column, row, length, kind } = act;
    ghost.className = `g r${row} n${length}`;
    const cells = $(".cells", column);
    if (ghost.parentNode !== cells) cells.append(ghost);
    const name = $("h2", column).textContent.trim().replace(/\s+/g, " ");
    const text = `${hour(row)} – ${kind === "length" ? `${length * 5} min` : name}`;
    ghost.textContent = text;
    announce(text);
  };

  const begin = (kind, block) => {
    const column = block.closest(".col");
    const [row, length] = [number(block, "r"), number(block, "n")];
    const ghost = document.createElement("li");
    act = { kind, block, column, row, length, from: { column, row, length }, ghost };
    block.classList.add("taken");
    document.documentElement.dataset.busy = "1";
    draw();
  };

  const place = (column, row, length) => {
    act.column = column;
    act.length = Math.max(1, Math.min(length, rows() - act.from.row));
    act.row = Math.max(0, Math.min(row, rows() - act.length));
    draw();
    act.ghost.scrollIntoView({ block: "nearest", inline: "nearest" });
  };

  const stop = () => {
    if (!act) return;
    act.ghost.remove();
    act.block.classList.remove("taken");
    act = null;
    delete document.documentElement.dataset.busy;
  };

  const isMoved = () => act.column !== act.from.column || act.row !== act.from.row || act.length !== act.from.length;

  // --- Sending ---
  const key = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  const news = (kind, text, links = []) => {
    const note = document.createElement("div");
    note.className = `note ${kind} news`;
    note.setAttribute("role", kind === "bad" ? "alert" : "status");
    const line = document.createElement("p");
    line.textContent = text;
    note.append(line, ...links);
    $("#news").replaceChildren(note);
  };

  // The answer is the sheet after the act, or a form that says why not.
  const answered = (request, sent) => {
    isSending = false;
    const page = request.response;
    const block = act && act.block;
    // Nobody answered, or a proxy in the place of the machine, or the machine that it could not: the sheet stays as it was.
    if (request.status === 0 || request.status >= 500) {
      stop();
      if (block) block.classList.add("kept");
      document.getElementById("live-lost").hidden = false;
      news("bad", say.offline);
      if (request.status) document.dispatchEvent(new Event("agenda:refresh"));
      return;
    }
    const live = page && page.getElementById("live");
    if (request.status === 200 && live) {
      stop();
      const about = new URL(request.responseURL).searchParams.get("a");
      $("#news").replaceWith(document.adoptNode(page.getElementById("news")));
      document.dispatchEvent(new CustomEvent("agenda:swap", { detail: { live, about } }));
      document.dispatchEvent(new CustomEvent("agenda:done", { detail: sent }));
      return;
    }
    if (request.status === 409 || request.status === 422) refused(page, sent);
    else location.assign(request.responseURL || location.href);
  };

  const send = (path, fields) => {
    if (isSending) return;
    isSending = true;
    const all = { csrf: say.csrf, key: key(), back: say.here, ...fields };
    const request = new XMLHttpRequest();
    request.open("POST", say.prefix + path);
    request.responseType = "document";
    request.timeout = 20000;
    request.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
    request.onloadend = () => answered(request, { path, fields });
    request.send(new URLSearchParams(all).toString());
  };

  // What the server would not do without a reason: it is asked for here, and everything else is kept.
  const refused = (page, { path, fields }) => {
    const told = page && page.querySelector("main .note[role=alert], main .error");
    const text = told ? told.textContent.trim() : say.refused;
    const mayAsk = page && page.querySelector("[name=over]") && !/cancel|undo/.test(path);
    const block = act && act.block;
    stop();
    document.dispatchEvent(new Event("agenda:refresh"));
    if (!mayAsk) {
      news("bad", text);
      return;
    }
    const dialog = $("#why");
    // What to do about it is this question.
    $("p", dialog).textContent = text.split(/(?<=\.)\s/)[0];
    $("input", dialog).value = fields.reason || "";
    const { csrf, ...asked } = fields;
    $("a", dialog).href = say.prefix + path.replace(/\/length$/, "") + "?" + new URLSearchParams({ ...asked, over: "1" });
    dialog.onclose = () => {
      const reason = $("input", dialog).value.trim();
      if (dialog.returnValue === "yes" && reason) send(path, { ...fields, over: "1", reason });
      else if (block) refocus(idOf(block));
    };
    dialog.returnValue = "";
    dialog.showModal();
    $("input", dialog).focus();
  };

  document.addEventListener("agenda:send", ({ detail }) => send(detail.path, detail.fields));

  const refocus = (id) => {
    const link = $(`.b[data-a="${id}"] a, .b[data-h="${id}"] a`);
    if (link) link.focus({ preventScroll: true });
  };

  const commit = () => {
    const { kind, block, column, row, length } = act;
    const [id, version] = [idOf(block), block.dataset.v];
    if (kind === "length") {
      send(`/admin/appointments/${id}/length`, { version, length: String(length * 5) });
      return;
    }
    const fields = { version, with: column.dataset.with, do: kind === "copy" ? "book" : "move" };
    const { top, day } = column.dataset;
    if (top) fields.start = new Date(Date.parse(top) + row * 300000).toISOString().replace(".000", "");
    else {
      const minutes = Number($(".sheet").dataset.first) + row * 5;
      Object.assign(fields, { day, time: `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}` });
    }
    send(`/admin/appointments/${id}/${kind === "copy" ? "copy" : "move"}`, fields);
  };

  // --- Mouse and finger ---
  let press = null;
  const under = (x, y) => document.elementsFromPoint(x, y).map((e) => e.closest(".col")).find((c) => c && c.dataset.with);
  const rowAt = (column, y) => {
    const box = $(".cells", column).getBoundingClientRect();
    return Math.floor(((y - box.top) / box.height) * rows());
  };

  const release = () => {
    if (press) clearTimeout(press.timer);
    press = null;
  };

  // A finger that stays takes the appointment; one that goes on at once scrolls.
  const take = () => {
    if (!press || act || isSending || !press.block.isConnected) { release(); return; }
    begin(press.kind, press.block);
    if (navigator.vibrate) navigator.vibrate(15);
  };

  document.addEventListener("pointerdown", (event) => {
    if (press && !event.isPrimary) { release(); stop(); return; }
    const block = event.target.closest && event.target.closest(GRIPS);
    if (!block || event.button !== 0 || isList() || isSending || act) return;
    const isTouch = event.pointerType === "touch";
    const box = block.getBoundingClientRect();
    const isEdge = box.bottom - event.clientY < (isTouch ? Math.min(FINGER, box.height / 3) : EDGE);
    if (!isEdge && !isFree(block)) return;
    const grip = rowAt(block.closest(".col"), event.clientY) - number(block, "r");
    press = { block, x: event.clientX, y: event.clientY, kind: isEdge ? "length" : "move", grip, isTouch, timer: 0 };
    if (isTouch) press.timer = setTimeout(take, LONG);
  });

  document.addEventListener("pointermove", (event) => {
    if (!press || !event.isPrimary) return;
    if (!act) {
      if (Math.hypot(event.clientX - press.x, event.clientY - press.y) < (press.isTouch ? 2 * SLACK : SLACK)) return;
      if (press.isTouch) { release(); return; }
      begin(press.kind, press.block);
    }
    event.preventDefault();
    if (press.kind === "length") {
      place(act.column, act.from.row, rowAt(act.from.column, event.clientY) - act.from.row + 1);
      return;
    }
    const column = under(event.clientX, event.clientY);
    if (column) place(column, rowAt(column, event.clientY) - press.grip, act.length);
  });

  // Neither the sheet nor a menu of the browser moves under a finger that holds something.
  document.addEventListener("touchmove", (event) => { if (press && act && event.cancelable) event.preventDefault(); }, { passive: false });
  document.addEventListener("contextmenu", (event) => { if (press && press.isTouch) event.preventDefault(); });

  document.addEventListener("pointerup", () => {
    const dragged = press && act;
    release();
    if (!dragged) return;
    // The link under the hand is not followed.
    const swallow = (event) => { event.preventDefault(); event.stopPropagation(); };
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, { capture: true }), 300);
    setTimeout(() => { if (isMoved()) commit(); else stop(); }, 0);
  });

  document.addEventListener("pointercancel", () => { release(); stop(); });
  document.addEventListener("dragstart", (event) => { if (event.target.closest(".b")) event.preventDefault(); });

  // --- Keyboard ---
  const inMove = (event) => {
    const { column, row, length } = act;
    const all = columns();
    const beside = (step) => all[Math.max(0, Math.min(all.length - 1, all.indexOf(column) + step))];
    const steps = { ArrowUp: -1, ArrowDown: 1, PageUp: -FAR, PageDown: FAR }[event.key];
    if (event.key === "Escape") { const { block } = act; stop(); announce(""); refocus(idOf(block)); }
    else if (event.key === "Enter") { if (act.kind === "copy" || isMoved()) commit(); else stop(); }
    else if (act.kind === "length" && "+=".includes(event.key)) place(column, row, length + 1);
    else if (act.kind === "length" && event.key === "-") place(column, row, length - 1);
    else if (steps && act.kind === "length") place(column, row, length + steps);
    else if (steps) place(column, row + steps, length);
    else if (event.key === "ArrowLeft" && act.kind !== "length") place(beside(-1), row, length);
    else if (event.key === "ArrowRight" && act.kind !== "length") place(beside(1), row, length);
    else return false;
    return true;
  };

  // From one appointment or free time to the next, in a column or beside it.
  const walk = (from, name) => {
    const column = from.closest(".col");
    const links = $$(".b a[href], .f a", column).filter((a) => a.tabIndex >= 0);
    if (name === "ArrowUp" || name === "ArrowDown") return links[links.indexOf(from) + (name === "ArrowUp" ? -1 : 1)];
    const all = $$(".col");
    const other = all[all.indexOf(column) + (name === "ArrowLeft" ? -1 : 1)];
    if (!other) return null;
    const row = number(from.closest("li[class*=r]"), "r");
    const far = (a) => Math.abs(number(a.closest(".b, .f"), "r") - row);
    return $$(".b a[href], .f a", other).sort((a, b) => far(a) - far(b))[0];
  };

  const onBlock = (event, link) => {
    const block = link.closest(GRIPS);
    if (event.key.startsWith("Arrow")) {
      const next = walk(link, event.key);
      if (next) next.focus();
      return true;
    }
    if (!block) return false;
    if (event.key === "m" && isFree(block)) begin("move", block);
    else if (event.key === "c" && isFree(block)) begin("copy", block);
    else if ("+=".includes(event.key)) { begin("length", block); place(act.column, act.row, act.length + 1); }
    else if (event.key === "-") { begin("length", block); place(act.column, act.row, act.length - 1); }
    else if (event.key === "Delete" && isFree(block)) askToCancel(block);
    else return false;
    return true;
  };

  const showKeys = () => { if (!keys.open) keys.showModal(); };

  const askToCancel = (block) => {
    const dialog = $("#call-off");
    $("p", dialog).textContent = $("a", block).textContent.trim();
    dialog.onclose = () => {
      const by = dialog.returnValue;
      if (by === "patient" || by === "practice") send(`/admin/appointments/${block.dataset.a}/cancel`, { version: block.dataset.v, by });
      else refocus(block.dataset.a);
    };
    dialog.returnValue = "";
    dialog.showModal();
  };

  const anywhere = (event) => {
    if (event.key === "/") { const field = $("#command"); if (field) field.focus(); }
    else if (event.key === "?") showKeys();
    else if (event.key === "n") $("[rel=next]").click();
    else if (event.key === "p") $("[rel=prev]").click();
    else if (event.key === "t") $("#today").click();
    else return false;
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey || $("dialog[open]") || isSending) return;
    const isTyping = event.target.matches("input, textarea, select");
    if (event.ctrlKey) {
      if (event.key !== "z" || isTyping || !say.csrf) return;
      event.preventDefault();
      send("/admin/undo", {});
      return;
    }
    if (act) {
      if (inMove(event)) event.preventDefault();
      return;
    }
    if (isTyping) return;
    const link = event.target.closest && event.target.closest(".col a");
    if ((link && !isList() && onBlock(event, link)) || (!areKeysOff() && anywhere(event))) event.preventDefault();
  });

  // The undo of the note above the sheet stays on the sheet.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("#news form")) return;
    event.preventDefault();
    send("/admin/undo", { appointment: event.target.elements.appointment.value });
  });

  // Without this file the keys are a fold below the sheet; with it, a dialog from wherever one is.
  const keys = $("#keys-box");
  const fold = $("#keys");
  $(".fold", keys).append(...[...fold.children].filter((part) => part.tagName !== "SUMMARY"));
  const opener = document.createElement("button");
  opener.type = "button";
  opener.id = "keys";
  opener.className = "quiet small no-print";
  opener.textContent = $("summary", fold).textContent;
  opener.setAttribute("aria-haspopup", "dialog");
  opener.addEventListener("click", showKeys);
  fold.replaceWith(opener);

  const off = $("#keys-off");
  if (off) {
    off.checked = areKeysOff();
    off.addEventListener("change", () => {
      try {
        if (off.checked) localStorage.setItem(OFF, "1");
        else localStorage.removeItem(OFF);
      } catch { off.checked = false; }
    });
  }

  // What was done is told once: the address is again that of the view.
  const address = new URL(location.href);
  if (address.searchParams.has("done")) {
    address.searchParams.delete("done");
    address.searchParams.delete("a");
    history.replaceState(null, "", address);
  }
})();
