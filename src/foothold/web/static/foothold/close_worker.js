// Close opens without a signal, with the slots of the last time. What is kept is that page and its looks, for a day;
// who leaves takes it along (foothold.js). Sending is not done here: outbox.js does, whenever a page is open.
"use strict";

const KEPT = "foothold-close";
const LASTS = 24 * 3600 * 1000;
const PATIENCE = 6000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const within = (answer) => Date.now() - new Date(answer.headers.get("Date") ?? 0) < LASTS;

const notKept = () => new Response(
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
  <title>No signal</title><body style="font:1.125rem/1.5 system-ui;max-width:36rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark">
  <h1>No signal</h1><p>This page of Close is not kept on this device, so it cannot be shown now. Nothing is lost: what waits to be sent still waits.</p>
  <p><a href="/close">Close, as it was opened last</a></p>`,
  { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } },
);

const page = async (request) => {
  const kept = await caches.open(KEPT);
  const patience = new AbortController();
  const late = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const answer = await fetch(request, { signal: patience.signal });
    if (answer.redirected || answer.type === "opaqueredirect") await caches.delete(KEPT); // not in any more
    else if (answer.ok) {
      await kept.put(request.url, answer.clone());
      await kept.put(new URL("/close", request.url).href, answer.clone());
    }
    return answer;
  } catch {
    // "/close" alone is whatever was open last; with a meeting or a customer named, another's page would book for him.
    const before = await kept.match(request.url);
    if (before && within(before)) return before;
    return new URL(request.url).search ? notKept() : Response.error();
  } finally {
    clearTimeout(late);
  }
};

const looks = async (request) => {
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.ok) await kept.put(request.url, answer.clone());
    return answer;
  } catch {
    return (await kept.match(request.url)) ?? Response.error();
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate" && address.pathname === "/close") event.respondWith(page(request));
  else if (address.pathname.startsWith("/static/")) event.respondWith(looks(request));
});
