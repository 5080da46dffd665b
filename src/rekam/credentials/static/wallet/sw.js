// Keeps the wallet's pages for a time without a line. VERSION and FILES stand before this: the server writes them.

const CACHE = `dompet-${VERSION}`;
const LATER = `${CACHE}-later`; // fetched once they were asked for
// What changes without the shell: whom the pages may ask stands in a header of the first, and in the second.
const FRESH = ["/", "/config.json"];
const WAIT = 4_000; // milliseconds for a line that is there and brings nothing
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
  if (FRESH.includes(url.pathname)) event.respondWith(freshOrKept(event.request, url.pathname));
  else event.respondWith(keptOrFresh(event.request, SELDOM.test(url.pathname) ? LATER : CACHE));
});

// What changes seldom and must not be needed: the line first, the kept one where there is none.
async function freshOrKept(request, path) {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(WAIT) });
    if (!answer.ok) throw new Error("the office does not answer");
    await (await caches.open(LATER)).put(path, answer.clone());
    return answer;
  } catch {
    return (await caches.match(path)) ?? Response.error();
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
