// The weekly review by keyboard: 1 keep, 2 ask, 3 let go, b book, z undo, j and Enter next, k back.
// Everything works without this, by the buttons themselves.
"use strict";

(() => {
  const page = document.querySelector("[data-pipeline]");
  const list = document.getElementById("rows");
  if (!page || !list) return;

  const TYPED = "input:not([type=radio], [type=checkbox]), textarea, select";
  const left = page.querySelector("[data-left]");
  const minutes = page.querySelector("[data-minutes]");
  const undoLine = page.querySelector("[data-undo]");
  const all = page.querySelector("[data-all]");
  const decided = page.querySelector("[data-decided]");
  const sums = page.querySelector("[data-sums]");
  const rows = () => [...list.querySelectorAll("[data-row]:not([hidden])")];
  let current = null;
  let undone = null; // what `z` takes back, while it is fresh
  let timer;

  // What the undo line shows already is only read out.
  const say = (words, isShown = false) => {
    const place = document.getElementById("said");
    const line = document.createElement("p");
    if (isShown) line.className = "sr";
    line.textContent = words;
    place?.replaceChildren(line);
  };

  const go = (row, focus = true) => {
    current?.classList.remove("current");
    current?.removeAttribute("aria-current");
    current = row ?? null;
    if (!current) return;
    current.classList.add("current");
    current.setAttribute("aria-current", "true");
    if (focus) current.focus({ preventScroll: false });
  };

  const step = (by) => {
    const shown = rows();
    const at = shown.indexOf(current);
    const next = shown[Math.min(Math.max(at + by, 0), shown.length - 1)];
    if (next) go(next);
  };

  // The numbers and their words are the server's: how many are open and left, what was decided, what it adds up to.
  const count = (answer) => {
    page.querySelector("[data-open]").textContent = answer.open;
    if (minutes) minutes.textContent = answer.minutes ? `(${answer.minutes})` : "";
    left.textContent = answer.left;
    decided.textContent = answer.decided;
    decided.parentElement.hidden = !answer.decided;
    const isOpen = sums.querySelector("details")?.open;
    sums.innerHTML = answer.sums;
    if (isOpen) sums.querySelector("details")?.setAttribute("open", "");
    all.hidden = answer.left > 0;
    if (answer.left > 0 && !rows().length) location.reload(); // the next forty
  };

  // One after the other, as they were pressed: the answer that comes last counts what was decided last.
  let turn = Promise.resolve();
  const inTurn = (act) => (turn = turn.then(act, act));

  const send = async (row, decision) => {
    const form = row.querySelector("form");
    const fields = new FormData(form);
    fields.set("decision", decision);
    const answer = await fetch(form.action, {
      method: "POST",
      body: fields,
      headers: { Accept: "application/json", "X-Requested-With": "fetch" },
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };

  const forget = () => {
    clearTimeout(timer);
    undone = null;
    undoLine.hidden = true;
  };

  const decide = async (row, decision) => {
    const shown = rows();
    const next = shown[shown.indexOf(row) + 1] ?? shown[shown.indexOf(row) - 1];
    row.hidden = true;
    go(next);
    forget();
    try {
      const answer = await inTurn(() => send(row, decision));
      const { said } = answer;
      undone = row;
      undoLine.querySelector("[data-undo-words]").textContent = said;
      count(answer);
      undoLine.hidden = false;
      timer = setTimeout(forget, page.dataset.undoFor * 1000);
      say(said, true);
      if (!next) all.querySelector("a")?.focus();
    } catch {
      row.hidden = false;
      go(row);
      say(page.dataset.failed);
    }
  };

  const undo = async () => {
    const row = undone;
    if (!row) return;
    forget();
    try {
      const answer = await inTurn(() => send(row, "undo"));
      row.hidden = false;
      count(answer);
      go(row);
      say(answer.said);
    } catch {
      say(page.dataset.failed);
    }
  };

  list.addEventListener("submit", (event) => {
    event.preventDefault();
    decide(event.target.closest("[data-row]"), event.submitter?.value ?? "keep");
  });
  list.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (row && row !== current) go(row, false);
  });
  undoLine.querySelector("button").addEventListener("click", undo);

  const letters = {
    1: () => current && decide(current, "keep"),
    2: () => current && decide(current, "ask"),
    3: () => current && decide(current, "let_go"),
    b: () => current?.querySelector("[data-books]").click(),
    z: undo,
    j: () => step(1),
    k: () => step(-1),
  };

  // Before the keys of every page: on this one j and k walk through the deals.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || document.querySelector("dialog[open]")) return;
    if (event.target.matches(TYPED) || document.body.dataset.keys !== "on") return;
    if (event.key === "Enter" && !event.target.closest("a, button, summary")) {
      event.preventDefault();
      return step(1);
    }
    if (!Object.hasOwn(letters, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    letters[event.key]();
  }, true);

  go(rows()[0], false);
})();
