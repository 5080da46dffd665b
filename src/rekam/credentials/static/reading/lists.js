// The office's two lists as this telephone has them: whose keys count, and which credentials were revoked.
// Both are signed and dated by the office, so what was kept is checked again each time it is used.

import { now } from "../ikd/moments.js";
import { Refused } from "../ikd/refused.js";
import { readCwt } from "../ikd/status.js";
import { readTrust } from "../ikd/trust.js";

const CACHE = "ikd-lists";
const TRUST = "/ikd/trust";
const STATUS = "/ikd/status/";
const CWT = "application/statuslist+cwt";
const MOST_LISTS = 64; // of 2^20 places each: more than a province needs

export class Lists {
  // roots  SHA-256 of the root certificates that this reader believes
  constructor(roots) {
    this.roots = roots;
    this.trust = null;
    this.statuses = new Map(); // by the address that a credential names
  }

  // What is kept on this telephone.
  async load() {
    const cache = await caches.open(CACHE);
    this.trust = await sound(this.readTrust(await cache.match(TRUST)));
    this.statuses = new Map();
    for (const request of await cache.keys()) {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith(STATUS)) await this.take(pathname, await cache.match(request));
    }
  }

  // Newer lists from the office. Raises TypeError without a network.
  async refresh() {
    const answer = await fetch(TRUST, { credentials: "omit", cache: "no-cache" });
    const trust = await sound(this.readTrust(answer.clone()));
    if (trust !== null && (this.trust === null || trust.issued >= this.trust.issued)) {
      this.trust = trust;
      await keep(TRUST, answer);
    }
    for (let number = 1; this.trust !== null && number <= MOST_LISTS; number += 1) {
      if (!(await this.fetchStatus(`${STATUS}${number}`))) break;
    }
  }

  async fetchStatus(path) {
    const answer = await fetch(path, { credentials: "omit", cache: "no-cache", headers: { Accept: CWT } });
    if (answer.ok && (await this.take(path, answer.clone()))) await keep(path, answer);
    return answer.ok;
  }

  // A list that is older than the one at hand is left out: nobody turns a revocation back.
  // Lists are dated to the second, so of two of one second the one that revokes less is the older.
  async take(path, answer) {
    const token = await sound(this.readStatus(path, answer));
    const known = token && this.statuses.get(token.uri);
    if (token === null || (known && isOlder(token, known))) return false;
    this.statuses.set(token.uri, token);
    return true;
  }

  async readTrust(answer) {
    return answer?.ok ? readTrust(await answer.text(), { roots: this.roots, at: now() }) : null;
  }

  async readStatus(path, answer) {
    if (this.trust === null || !answer?.ok) return null;
    const data = new Uint8Array(await answer.arrayBuffer());
    return readCwt(data, { uri: this.trust.issuer + path, trust: this.trust, at: now() });
  }
}

const isOlder = (token, known) =>
  token.issued < known.issued || (token.issued === known.issued && token.told.turnsBack(known.told));

// A list that is not the office's is as good as none.
async function sound(read) {
  try {
    return await read;
  } catch (broken) {
    if (broken instanceof Refused) return null;
    throw broken;
  }
}

const keep = async (path, answer) => (await caches.open(CACHE)).put(path, answer);
