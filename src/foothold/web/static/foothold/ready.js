// Ready: `o` outcome, `a` ask, Enter sends. Everything works without this, by the buttons themselves.
"use strict";

(() => {
  const TYPED = "input, textarea, select, button, a, summary, [contenteditable]";
  const open = (selector) => {
    const details = document.querySelector(selector);
    if (!details) return;
    details.open = true;
    (details.querySelector("button, textarea, input:not([type=hidden])") ?? details.querySelector("summary"))?.focus();
  };
  const press = (selectors) => {
    for (const selector of selectors) {
      const button = document.querySelector(selector);
      if (button && !button.disabled) return button.click();
    }
  };
  const letters = {
    o: () => open(".ready-outcome > details"),
    a: () => press([".ask-now", ".ask-them"]),
  };

  // Before the keys of every page: on this one `a` asks.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "Enter" && !event.target.matches(TYPED)) {
      event.preventDefault();
      return press([".send-agenda", ".open-mail"]);
    }
    if (event.target.matches("input:not([type=radio], [type=checkbox]), textarea, select")) return;
    if (document.body.dataset.keys !== "on" || !letters[event.key]) return;
    event.preventDefault();
    letters[event.key]();
  }, true);
})();
