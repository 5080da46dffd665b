// Keeps the reader's page and its files for when there is no network. KEPT is written in front of this by the
// server. Lists are kept by the page itself (lists.js), and nothing of who was scanned comes here.

const CACHE = `reader-${KEPT.version}`;

self.addEventListener("install", (event) => {
  event.waitUntil(keep().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { pathname } = new URL(request.url);
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => kept(KEPT.page)));
  else if (KEPT.files.includes(pathname)) {
    event.respondWith(kept(pathname).then((file) => file ?? fetch(request)));
  }
});

// Without cookies, so that no officer's name stands in the page that is kept.
async function keep() {
  const cache = await caches.open(CACHE);
  const asked = [KEPT.page, ...KEPT.files].map((address) => new Request(address, { credentials: "omit", cache: "reload" }));
  await cache.addAll(asked);
}

async function forgetOthers() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("reader-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

const kept = async (address) => (await caches.open(CACHE)).match(address);
