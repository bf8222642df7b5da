// What script adds to pages that work without it: dropping a file, copying, keys, and saying what changed.
"use strict";

(() => {
  const body = document.body;
  document.documentElement.classList.add("scripted");

  const say = (words) => {
    const place = document.getElementById("said");
    if (!place || !words) return;
    const line = document.createElement("p");
    line.textContent = words;
    place.replaceChildren(line);
    if (!place.dataset.visibleAlways) setTimeout(() => line.remove(), 6000);
  };

  // --- drop, choose, paste -------------------------------------------------------------------

  const busy = (form) => {
    const button = form.querySelector("button.primary");
    if (button && form.dataset.busy) {
      button.setAttribute("aria-busy", "true");
      button.textContent = form.dataset.busy;
    }
    const progress = form.querySelector("progress");
    if (progress) progress.hidden = false;
    say(form.dataset.busy);
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-busy]")) return;
    if (form.dataset.sent) {
      event.preventDefault(); // a second click while the first is on its way
      return;
    }
    form.dataset.sent = "yes";
    busy(form);
  });

  // Back from the next page: the form must be usable again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && document.querySelector("[data-sent]")) location.reload();
  });

  // One form takes what is dropped: the one on After, on other pages a hidden one that leads there.
  for (const form of document.querySelectorAll("[data-drop]")) {
    const zone = form.querySelector("[data-drop-zone]") ?? document.body;
    const input = form.querySelector("input[type=file]");
    const carriesFile = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
    // The whole page is the target: nobody should have to aim.
    document.addEventListener("dragover", (event) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      zone.classList.add("over");
    });
    document.addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) zone.classList.remove("over");
    });
    document.addEventListener("drop", (event) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      zone.classList.remove("over");
      if (!event.dataTransfer.files.length) return;
      const taken = new DataTransfer();
      const given = [...event.dataTransfer.files];
      for (const file of input.multiple ? given : given.slice(0, 1)) taken.items.add(file);
      form.elements.files.value = given.length;
      input.files = taken.files;
      form.requestSubmit();
    });
    input.addEventListener("change", () => {
      if (!input.files.length) return;
      form.elements.files.value = input.files.length;
      form.requestSubmit();
    });
  }

  // --- what waits on this device (outbox.js) ----------------------------------------------------

  try {
    // Close loads it itself; elsewhere it is fetched only while something waits to be sent.
    if (localStorage.getItem("foothold-outbox") && !document.querySelector("[data-outbox-form]")) import(body.dataset.outbox);
  } catch {
    // Without storage nothing waits.
  }
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".leave")) return;
    globalThis.caches?.delete("foothold-close");
    try {
      for (const name of Object.keys(localStorage)) if (name.startsWith("foothold-draft ")) localStorage.removeItem(name);
    } catch {
      // Without storage nothing was kept.
    }
  });

  // --- copy ----------------------------------------------------------------------------------

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const words = document.querySelector(button.dataset.copy)?.textContent.trim();
    if (!words) return;
    try {
      await navigator.clipboard.writeText(words);
      const before = button.textContent;
      button.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = before; }, 2000);
      say(button.dataset.copied);
    } catch {
      getSelection().selectAllChildren(document.querySelector(button.dataset.copy));
    }
  });

  // --- after an answer: focus what changed, then say it ----------------------------------------

  document.addEventListener("htmx:after:swap", () => {
    const changed = document.querySelector("[data-say]");
    if (!changed) return;
    changed.querySelector("[data-focus]")?.focus({ preventScroll: true });
    say(changed.dataset.say);
    delete changed.dataset.say;
    if (!document.querySelector(".verdict .not-right")) return;
    const inList = document.querySelectorAll(".meeting-list [aria-current] .you-say");
    for (const mark of inList) mark.hidden = !document.querySelector(".verdict .said-by-you");
  });

  // --- a session that has ended: nothing is swapped, nothing typed is lost ------------------------

  // A login makes the page's token worthless: what is sent afterwards carries the new one.
  const freshToken = async () => {
    const answer = await fetch("/account/token", { headers: { Accept: "application/json" } });
    if (!answer.ok) return false;
    const { token } = await answer.json();
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
    return true;
  };
  const sayPart = (name, login) => {
    const line = document.getElementById(name)?.content.cloneNode(true);
    if (!line) return;
    if (login) line.querySelector("a").href = login;
    document.getElementById("said")?.replaceChildren(line);
  };
  document.addEventListener("htmx:after:request", async (event) => {
    const { response, text } = event.detail.ctx;
    if (![401, 403].includes(response.status) || !response.headers.get("Content-Type")?.includes("json")) return;
    if (response.status === 401) sayPart("login-ended", JSON.parse(text).login);
    else if (await freshToken()) sayPart("token-ended");
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-login-ended]")) return;
    const back = async () => {
      if (!await freshToken()) return; // not in yet
      window.removeEventListener("focus", back);
      document.getElementById("said")?.replaceChildren();
    };
    window.addEventListener("focus", back);
  });

  // --- an opened part: its first field is where one types, so that letters are words and no keys --------------

  document.addEventListener("toggle", (event) => {
    const part = event.target;
    if (!(part instanceof HTMLDetailsElement) || !part.open || document.activeElement !== part.querySelector("summary")) return;
    const field = part.querySelector("input:not([type=hidden], [type=radio], [type=checkbox]), textarea");
    if (!field?.form?.querySelector("button.choice")) field?.focus(); // a row of answers is gone through from its first
  }, true);

  // --- keys ------------------------------------------------------------------------------------

  const keys = document.getElementById("keys");
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens=keys]");
    if (!opener || !keys) return;
    event.preventDefault();
    keys.showModal();
  });

  // --- search ----------------------------------------------------------------------------------

  const dialog = document.getElementById("search");
  const field = document.getElementById("q") ?? document.getElementById("q-page");
  const results = document.getElementById("found");
  const openSearch = () => {
    if (dialog && !dialog.open) dialog.showModal();
    field?.focus();
    field?.select();
  };
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens=search]");
    if (opener && dialog && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      openSearch();
    }
  });

  let asked = 0;
  let waiting;
  let answered = ""; // the words that the results answer
  const find = async () => {
    const words = field.value.trim();
    const mine = ++asked;
    if (!words) {
      answered = "";
      return results.replaceChildren();
    }
    try {
      const address = `${field.form.action}?q=${encodeURIComponent(words)}`;
      const answer = await fetch(address, { headers: { "HX-Request": "true" } });
      if (!answer.ok || mine !== asked) return; // an older answer does not overtake a newer one
      const list = await answer.text();
      if (mine !== asked) return;
      results.innerHTML = list; // the server has escaped it, as on every page
      answered = words;
      const first = results.querySelector("a");
      first?.classList.add("first-hit");
      // The page's own live region is asleep behind the dialog.
      const opens = first ? `. ${field.dataset.opens} ${first.querySelector(".row-title").textContent}` : "";
      document.getElementById("found-count").textContent = `${field.dataset.count} ${results.querySelectorAll("a").length}${opens}`;
    } catch {
      // Without an answer the form still leads to the page.
    }
  };
  if (results) {
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(find, 120);
    });
    // Enter opens the first hit; who types faster than the answer comes waits for it.
    field.form.addEventListener("submit", async (event) => {
      if (!field.value.trim()) return;
      event.preventDefault();
      clearTimeout(waiting);
      if (answered !== field.value.trim()) await find();
      const first = answered === field.value.trim() && results.querySelector("a");
      if (first) first.click();
      else field.form.submit();
    });
    dialog.addEventListener("keydown", (event) => {
      const links = [...results.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement);
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        const to = at + (event.key === "ArrowDown" ? 1 : -1);
        (links[to] ?? (to < 0 ? field : document.activeElement)).focus();
      } else if (event.key.length === 1 && at >= 0 && !event.ctrlKey && !event.metaKey && !event.altKey) {
        field.focus(); // who types on means the words, not the list
      }
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
  }

  const TYPED = "input:not([type=radio], [type=checkbox]), textarea, select";
  const meetings = () => [...document.querySelectorAll(".list-at-side [data-meeting]")];
  const toMeeting = (step) => {
    const all = meetings();
    if (!all.length) return;
    const at = all.findIndex((link) => link.hasAttribute("aria-current"));
    const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step;
    all[next]?.click();
  };
  const open = (selector) => document.querySelector(selector)?.click();
  const back = () => {
    if (document.activeElement?.matches(TYPED)) document.activeElement.blur();
    else if (document.querySelector("details[open]")) document.querySelector("details[open]").open = false;
    else if (body.classList.contains("at-meeting")) location.assign("/meetings");
    else if (body.matches(".at-before, .at-close")) history.back(); // what was pasted or chosen is still there
    else if (document.querySelector("a.back")) document.querySelector("a.back").click();
    else if (!body.matches(".at-after, .at-today")) location.assign("/");
  };
  const letters = {
    t: () => location.assign("/today"),
    a: () => location.assign("/after"),
    r: () => location.assign("/review"),
    d: () => location.assign("/deals"),
    "/": openSearch,
    m: () => location.assign("/meetings"),
    // On a meeting's page it is the next one with its people, also where that page has no button for it.
    n: () => {
      const [, meeting] = location.pathname.match(/^\/meetings\/([0-9a-f-]{36})$/) ?? [];
      if (document.querySelector("[data-close]")) open("[data-close]");
      else location.assign(meeting ? `/close?meeting=${meeting}` : "/close");
    },
    j: () => toMeeting(1),
    k: () => toMeeting(-1),
    c: () => open("[data-copy]"),
    w: () => { location.hash = "words"; },
    "?": () => keys?.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("[data-sends]")) {
      event.preventDefault();
      return event.target.form.requestSubmit();
    }
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      return keys?.open ? undefined : openSearch();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || keys?.open || dialog?.open) return;
    if (event.key === "Escape") return back();
    if (event.target.matches(TYPED)) return;
    if (body.dataset.keys !== "on" && event.key !== "?") return;
    const numbered = /^[1-9]$/.test(event.key) && document.querySelector(`[data-key="${event.key}"]`);
    if (numbered) {
      event.preventDefault();
      numbered.focus();
      numbered.click();
    } else if (letters[event.key]) {
      event.preventDefault(); // or the letter lands in the field it opened
      letters[event.key]();
    }
  });
})();
