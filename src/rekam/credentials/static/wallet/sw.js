// Keeps the wallet's pages for a time without a line. VERSION and FILES stand before this: the server writes them.

const CACHE = `dompet-${VERSION}`;
const LATER = `${CACHE}-later`; // fetched once they were asked for
const SELDOM = /\/ikd\/(scanner\.js|zxing\/)|\/wallet\/english\.js/;

self.addEventListener("install", (event) => {
  const fill = async () => (await caches.open(CACHE)).addAll(FILES.map((file) => new Request(file, { cache: "reload" })));
  event.waitUntil(Promise.all([fill(), keepConfig()]).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const clear = async () => {
    const old = (await caches.keys()).filter((name) => ![CACHE, LATER].includes(name));
    await Promise.all(old.map((name) => caches.delete(name)));
  };
  event.waitUntil(clear().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname === "/config.json") event.respondWith(freshOrKept(event.request));
  else event.respondWith(keptOrFresh(event.request, SELDOM.test(url.pathname) ? LATER : CACHE));
});

// What changes seldom and must not be needed: the line first, the kept one where there is none.
async function freshOrKept(request) {
  try {
    const answer = await fetch(request);
    if (!answer.ok) throw new Error("the office does not answer");
    await (await caches.open(LATER)).put("/config.json", answer.clone());
    return answer;
  } catch {
    return (await caches.match("/config.json")) ?? Response.error();
  }
}

async function keptOrFresh(request, name) {
  const kept = await caches.match(request, { ignoreSearch: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && name === LATER) await (await caches.open(LATER)).put(request, answer.clone());
  return answer;
}

async function keepConfig() {
  const answer = await fetch("/config.json");
  if (answer.ok) await (await caches.open(LATER)).put("/config.json", answer);
}
