// What is sent from Close is kept on this device until the server has acknowledged it, and then sent once: the same
// key again is the same booking. Without a signal it waits; iOS has no Background Sync, so every page looks after it.
"use strict";

(() => {
  const box = document.getElementById("outbox");
  if (!box || !("indexedDB" in window)) return; // the form works without it
  const words = box.dataset;
  const person = document.body.dataset.person;
  const form = document.querySelector("[data-outbox-form]");
  const FLAG = "foothold-outbox";
  const PATIENCE = 20000;
  const PAUSES = [5, 15, 60, 300];
  const ACKNOWLEDGED_KEPT = 50;
  let timer;

  // --- the store ------------------------------------------------------------------------------

  const opened = new Promise((resolve, reject) => {
    const asked = indexedDB.open("foothold", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("outbox", { keyPath: "key" });
      asked.result.createObjectStore("acknowledged", { keyPath: "key" });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const run = async (store, mode, what) => {
    const db = await opened;
    return new Promise((resolve, reject) => {
      // "strict": a browser that is killed the moment after still has it.
      const all = db.transaction(store, mode, { durability: "strict" });
      const asked = what(all.objectStore(store));
      all.oncomplete = () => resolve(asked?.result);
      all.onerror = all.onabort = () => reject(all.error);
    });
  };
  const kept = async () => (await run("outbox", "readonly", (store) => store.getAll())).filter((each) => each.person === person);
  const keep = async (entry) => {
    await run("outbox", "readwrite", (store) => store.put(entry));
    flag();
  };
  const acknowledge = async (key) => {
    await run("acknowledged", "readwrite", (store) => store.put({ key, at: Date.now() }));
    await drop(key);
    const all = await run("acknowledged", "readonly", (store) => store.getAll());
    const old = all.sort((a, b) => b.at - a.at).slice(ACKNOWLEDGED_KEPT);
    if (old.length) await run("acknowledged", "readwrite", (store) => { for (const each of old) store.delete(each.key); });
  };
  const drop = async (key) => {
    await run("outbox", "readwrite", (store) => store.delete(key));
    flag();
  };
  const flag = async () => {
    const count = (await run("outbox", "readonly", (store) => store.count())) || 0;
    try {
      if (count) localStorage.setItem(FLAG, count);
      else localStorage.removeItem(FLAG);
    } catch {
      // A browser without room for a flag still sends what waits when Close is opened.
    }
  };

  // --- sending --------------------------------------------------------------------------------

  const asked = async (address, options = {}) => {
    const patience = new AbortController();
    const late = setTimeout(() => patience.abort(), PATIENCE);
    try {
      const headers = { Accept: "application/json", ...options.headers };
      return await fetch(address, { ...options, headers, signal: patience.signal, cache: "no-store", credentials: "same-origin" });
    } finally {
      clearTimeout(late);
    }
  };

  // What one attempt came to: {booked}, {taken, best}, {wrong}, {login}, or {later}.
  const attempt = async (entry) => {
    try {
      const ready = await asked(words.ready);
      if (ready.status === 401) return { login: (await ready.json()).login };
      if (!ready.ok) return { later: true };
      const { token, person: who } = await ready.json();
      if (who !== entry.person) return { login: words.login };
      // How long it waited, not since when: "tomorrow" is the day after it was said, whatever this device's clock says.
      const waited = Math.max(0, Math.floor((Date.now() - entry.made) / 1000));
      const body = new URLSearchParams([...entry.fields, ["waited", String(waited)]]);
      const answer = await asked(words.send, { method: "POST", body, headers: { "X-CSRFToken": token } });
      if (answer.status === 401) return { login: (await answer.json()).login };
      if (answer.status === 404) return { wrong: words.gone, gone: true };
      if (answer.ok || answer.status === 409 || answer.status === 422) {
        const said = await answer.json();
        if (said.booked) return said;
        return said.taken ? { taken: said.wrong, best: said.next_best } : { wrong: said.wrong };
      }
      return { later: true };
    } catch {
      return { later: true }; // no signal, a server that is gone, an answer cut off
    }
  };

  const send = async (entry) => {
    entry.tries += 1;
    await keep(entry);
    const came = await attempt(entry);
    if (came.booked) {
      await acknowledge(entry.key);
      return came;
    }
    entry.state = came.taken ? "taken" : came.wrong ? "wrong" : came.login ? "login" : "waiting";
    entry.problem = came.taken || came.wrong || "";
    entry.gone = Boolean(came.gone);
    entry.best = came.best || null;
    entry.login = came.login || "";
    entry.next = Date.now() + 1000 * PAUSES[Math.min(entry.tries, PAUSES.length) - 1];
    await keep(entry);
    return came;
  };

  // One tab sends at a time; two would only send the same key twice, which is one booking all the same.
  const alone = (what) => (navigator.locks ? navigator.locks.request(FLAG, { ifAvailable: true }, (mine) => (mine ? what() : undefined)) : what());

  const sendWaiting = (atOnce) => alone(async () => {
    for (const entry of await kept()) {
      const due = atOnce || !entry.next || entry.next <= Date.now();
      if ((entry.state !== "waiting" && entry.state !== "login") || !due || entry.key === current?.key) continue;
      const came = await send(entry);
      if (came.booked) say(`${words.sent} ${entry.shown}`, came.booked);
      if (came.later) break; // the next one would fare no better
    }
    await show();
  });

  // --- showing --------------------------------------------------------------------------------

  const say = (line, address) => {
    const place = document.getElementById("said");
    const told = document.createElement("p");
    told.append(line, " ");
    if (address) told.append(link(words.open, address));
    place?.replaceChildren(told);
  };
  const link = (text, address) => Object.assign(document.createElement("a"), { textContent: text, href: address });
  const button = (text, css, does) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: text, className: css });
    made.addEventListener("click", does);
    return made;
  };
  const line = (text, css = "") => Object.assign(document.createElement("p"), { textContent: text, className: css });

  const about = (entry) => new URLSearchParams(entry.fields.filter(([name]) => ["meeting", "account", "colleague"].includes(name)));

  const parts = (entry) => {
    const row = document.createElement("div");
    const does = Object.assign(document.createElement("div"), { className: "choices" });
    row.append(line(entry.shown));
    if (entry.state === "taken") {
      row.append(line(entry.best ? `${words.taken} ${words.best} ${entry.best.words}` : words.taken));
      if (entry.best) does.append(button(`${words.sendThat} ${entry.best.words}`, "primary small", () => instead(entry)));
      does.append(link(words.another, `${words.send}?${about(entry)}`));
    } else if (entry.state === "wrong") {
      row.append(line(entry.problem));
      // Something is missing in it: Close opens with all of it, to be filled. Of a meeting that is gone nothing opens.
      if (!entry.gone) does.append(link(words.fill, `${words.send}?${about(entry)}`));
    } else if (entry.state === "login") {
      const inward = link(words.loginToSend, entry.login);
      inward.className = "button primary small";
      does.append(inward);
    } else {
      row.append(line(words.explain, "muted"));
      does.append(button(words.sendNow, "quiet small", () => sendWaiting(true)));
    }
    does.append(button(words.discard, "quiet small", async () => { await drop(entry.key); await show(); }));
    row.append(does);
    return row;
  };

  const instead = async (entry) => {
    entry.fields = [...entry.fields.filter(([name]) => name !== "slot"), ["slot", entry.best.slot]];
    Object.assign(entry, { shown: entry.best.words, state: "waiting", best: null, next: 0 });
    await keep(entry);
    await sendWaiting(true);
  };

  let shownBefore = "";
  const show = async () => {
    // What the form on this page is about is said by the page itself.
    const listed = (await kept()).filter((each) => !(form && each.key === form.elements.key.value && each.state !== "waiting" && each.state !== "login"));
    box.hidden = !listed.length;
    const waits = listed.filter((each) => each.state === "waiting" || each.state === "login").length;
    const head = waits === 1 ? words.one : waits ? words.many.replace("0", waits) : "";
    const now = JSON.stringify([head, listed.map((each) => [each.key, each.state, each.shown])]);
    if (now !== shownBefore) box.replaceChildren(...(head ? [line(head, "row-title")] : []), ...listed.map(parts));
    shownBefore = now;
    clearTimeout(timer);
    if (waits) timer = setTimeout(() => sendWaiting(false), 5000);
  };

  // --- the form on Close ----------------------------------------------------------------------

  let current = null;

  const keyFor = async (key) => {
    // The page says that it is booked already and that Send leads there: the same key, the same booking.
    if ("booked" in form.dataset) return key;
    const done = await run("acknowledged", "readonly", (store) => store.get(key));
    const there = await run("outbox", "readonly", (store) => store.get(key));
    // A page opened again without a signal carries a key that was used: another booking needs another one.
    const underWay = there && there.tries && (there.state === "waiting" || there.state === "login");
    return done || underWay ? crypto.randomUUID().replaceAll("-", "") : key;
  };

  const shownOf = () => {
    const chosen = form.querySelector("[name=slot]:checked");
    const slot = chosen && chosen.value !== "said" ? chosen.closest("label").querySelector(".slot-day").textContent + " " + chosen.closest("label").querySelector(".slot-time").textContent : form.elements.said.value || `${form.elements.on.value} ${form.elements.at.value}`;
    const topic = form.elements.topic_own.value || form.querySelector("[name=topic]:checked")?.value || "";
    return [slot.trim(), topic].filter(Boolean).join(", ");
  };

  const isPreview = (event) => event.submitter?.name === "preview"; // the page shows the letter; nothing is booked

  const submitted = async (event) => {
    if (isPreview(event)) return;
    event.preventDefault();
    if (form.dataset.sent) return;
    form.dataset.sent = "yes";
    const button = form.querySelector(".send button");
    button.setAttribute("aria-busy", "true");
    button.textContent = form.dataset.sending;
    const data = new FormData(form, event.submitter ?? undefined);
    data.delete("csrfmiddlewaretoken");
    let came;
    let key;
    try {
      key = await keyFor(data.get("key"));
      data.set("key", key);
      current = { key, person, fields: [...data.entries()].map(([name, value]) => [name, String(value)]), shown: shownOf(), made: Date.now(), state: "waiting", tries: 0 };
      came = await send(current);
    } catch {
      // No room to keep it on this device: as without script.
      return form.submit();
    }
    if (came.booked) return location.assign(came.booked);
    current = null;
    if (came.taken || came.wrong) {
      // It waits for nobody: the page says what is wrong beside what was chosen, and no other page says it again.
      remember();
      await drop(key).catch(() => {});
      return form.submit();
    }
    button.removeAttribute("aria-busy");
    button.textContent = came.login ? words.loginToSend : form.dataset.waiting;
    button.disabled = true;
    await show();
    box.scrollIntoView({ block: "nearest" });
    say(came.login ? words.loginToSend : form.dataset.waiting, came.login);
  };

  // What was typed and not sent is in the form again for a day: a reload, or a call that took the phone, loses nothing.
  const LASTS = 24 * 3600 * 1000;
  const here = form && about({ fields: [...new FormData(form).entries()] }).toString();
  const drawer = `foothold-draft ${person} ${here}`;
  const remember = () => {
    const fields = [...new FormData(form).entries()].filter(([name]) => form.querySelector(`[name="${name}"]:not([type=hidden])`));
    try {
      localStorage.setItem(drawer, JSON.stringify({ fields, made: Date.now() }));
    } catch {
      // A browser without room for it loses it with the page.
    }
  };
  const forget = () => {
    try {
      localStorage.removeItem(drawer);
    } catch {
      // Nothing was kept.
    }
  };
  const remembered = () => {
    try {
      const { fields, made } = JSON.parse(localStorage.getItem(drawer));
      return Date.now() - made < LASTS ? fields : null;
    } catch {
      return null;
    }
  };

  const fill = (fields) => {
    const sent = (name) => fields.filter(([each]) => each === name).map(([, value]) => value);
    for (const field of form.querySelectorAll("input:not([type=hidden]), textarea")) {
      const values = sent(field.name);
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
      else if (values.length) {
        field.value = values[0];
        const fold = field.closest("details");
        if (fold && values[0] !== field.defaultValue) fold.open = true;
      }
    }
    // "Tomorrow" is counted from today: the line below says which day that is.
    if (sent("slot").includes("said")) form.elements.said.dispatchEvent(new Event("input"));
  };

  // The page shows itself what was sent with it and came back.
  const isAnswered = () => Boolean(document.querySelector(".problem, .letter"));

  const takeUp = () => {
    const typed = isAnswered() ? null : remembered();
    if (!typed) return;
    fill(typed);
    say(form.dataset.typed);
  };

  // A draft that could not be booked, too, is in the form again when Close is opened for the same meeting.
  const refill = async () => {
    const draft = (await kept()).find((each) => (each.state === "taken" || each.state === "wrong") && about(each).toString() === here);
    if (!draft || isAnswered()) return;
    form.elements.key.value = draft.key;
    if (remembered()) return; // typed after it came back
    fill(draft.fields);
    if (draft.state === "wrong") {
      say(draft.problem);
      for (const closed of form.querySelectorAll(".who details")) closed.open = true;
    }
    if (draft.best) for (const radio of form.querySelectorAll("[name=slot]")) if (new Date(radio.value) - new Date(draft.best.slot) === 0) radio.checked = true;
  };

  // Own words and a tapped topic are one answer: what is typed takes the mark off the topics, and a tap puts it aside.
  const listenToTopics = () => {
    const own = form.elements.topic_own;
    const topics = [...form.querySelectorAll("[name=topic]")];
    if (!topics.length) return;
    let chosen = topics.find((each) => each.checked) ?? topics[0];
    let aside = "";
    own.addEventListener("input", () => {
      aside = "";
      chosen.checked = !own.value.trim();
    });
    own.addEventListener("focus", () => {
      if (own.value || !aside) return;
      own.value = aside;
      own.dispatchEvent(new Event("input", { bubbles: true }));
    });
    for (const topic of topics) topic.addEventListener("change", () => {
      chosen = topic;
      aside = own.value || aside;
      own.value = "";
    });
  };

  // The question is about the topic. While its words are the server's they follow it; what the seller wrote stays.
  const listenToQuestion = () => {
    const question = form.elements.prep_question;
    const made = () => {
      const topic = form.elements.topic_own?.value.trim() || form.querySelector("[name=topic]:checked")?.value || "";
      return topic ? question.dataset.with.replace("{}", () => topic) : question.dataset.without;
    };
    let last = made();
    const follow = () => {
      // A topic tapped begins with a capital, the one filled in need not.
      const ours = [last, question.dataset.without].some((words) => words.toLowerCase() === question.value.toLowerCase());
      last = made();
      if (ours) question.value = last;
    };
    form.addEventListener("input", (event) => { if (event.target.name === "topic_own") follow(); });
    form.addEventListener("change", (event) => { if (event.target.name === "topic") follow(); });
  };

  const listen = () => {
    const field = form.elements.said;
    const answer = document.getElementById("said-line");
    const other = form.querySelector("[name=slot][value=said]");
    let waiting;
    let last = 0;
    const look = async () => {
      const mine = ++last;
      if (!field.value.trim()) return answer.replaceChildren();
      const given = about({ fields: [...new FormData(form).entries()] });
      given.set("minutes", form.elements.minutes.value);
      given.set("said", field.value);
      try {
        const came = await asked(`${field.dataset.said}?${given}`);
        if (came.ok && mine === last) answer.textContent = (await came.json()).line;
      } catch {
        // Without a signal it is understood when it is sent.
      }
    };
    field.addEventListener("input", () => {
      other.checked = true;
      clearTimeout(waiting);
      waiting = setTimeout(look, 250);
    });
    for (const part of [form.elements.on, form.elements.at]) part.addEventListener("input", () => { other.checked = true; });
  };

  if (form) {
    opened.then(() => form.addEventListener("submit", submitted), () => {});
    // Sent, it is kept by the outbox or, where the store does not open, by the server. What is refused at once is kept
    // here again (`submitted`).
    form.addEventListener("submit", (event) => { if (!isPreview(event)) forget(); });
    listen();
    listenToTopics();
    listenToQuestion();
    takeUp();
    form.addEventListener("input", remember);
    opened.then(refill).then(show).catch(() => {}); // without a store nothing came back
    const page = document.querySelector("[data-made-at]");
    const made = new Date(page.dataset.madeAt);
    if (Date.now() - made > 300000 || !navigator.onLine) {
      const clock = made.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
      page.prepend(line(`${page.dataset.stale} ${clock}.`, "note"));
    }
    addEventListener("load", () => navigator.serviceWorker?.register(words.worker, { scope: words.send }).catch(() => {}));
  }

  const begin = () => sendWaiting(false);
  addEventListener("online", () => sendWaiting(true));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) begin(); });
  addEventListener("pageshow", (event) => { if (event.persisted && form) location.reload(); });
  opened.then(flag).then(begin, () => {});
})();
