// A form that waits for a login in another tab: sends with the token that is good then. Without script one page more asks.
"use strict";

for (const form of document.querySelectorAll("[data-send-again]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const answer = await fetch(form.dataset.sendAgain, { headers: { Accept: "application/json" } });
      if (answer.ok) form.elements.csrfmiddlewaretoken.value = (await answer.json()).token;
    } catch {
      // Without an answer the server says what is missing, and the page that says it holds the fields again.
    }
    form.submit();
  });
}
