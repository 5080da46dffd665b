// Whose keys count: the office's list, signed by its root, which this reader knows by its SHA-256 beforehand.
// A key counts for one purpose only. The list: docs/reference/ikd-addresses.md.

import { isBytes, toBase64url } from "./bytes.js";
import * as jose from "./jose.js";
import { fromJwk, fromPoint, kidOf } from "./keys.js";
import { checkWindow, moment } from "./moments.js";
import { refuse } from "./refused.js";

const KIND = "rekam-trust+jwt";
// A P-256 SubjectPublicKeyInfo up to its two coordinates: RFC 5480 section 2.
const P256_HEAD = [
  0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48,
  0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
];

export class Trust {
  // keys  [{issuer, kid, purpose, jwk, since, until}]: a key verifies what it signed from `since` until before `until`
  constructor(keys, { issued = null, expires = null } = {}) {
    this.issued = issued;
    this.expires = expires;
    this.byName = new Map(keys.map((one) => [`${one.purpose} ${one.kid}`, { ...one, key: null }]));
  }

  // The key of that name for that purpose; `issuer`, where the token names one, must be the key's own.
  async keyOf({ purpose, kid, issuer = null, at }) {
    const known = typeof kid === "string" ? this.byName.get(`${purpose} ${kid}`) : undefined;
    if (known === undefined || (issuer !== null && issuer !== known.issuer)) refuse("issuer_untrusted");
    if (!(known.since <= at && at < known.until)) refuse("issuer_untrusted");
    known.key ??= await fromJwk(known.jwk);
    return known.key;
  }
}

// The list in a token of `/ikd/trust`.
// roots  SHA-256 (hexadecimal) of the root certificates that this reader believes
export async function readTrust(text, { roots, at }) {
  const token = jose.read(text, { kinds: [KIND] });
  if (!(await isByRoot(token, roots))) refuse("issuer_untrusted");
  const { iss, iat, exp, keys } = token.payload;
  if (typeof iss !== "string" || !Array.isArray(keys)) refuse("credential_malformed");
  const [issued, expires] = [moment(iat), moment(exp)];
  checkWindow({ since: issued, expires, at });
  return new Trust(keys.map((one) => keyTold(one, iss)), { issued, expires });
}

function keyTold(one, issuer) {
  const isWhole = jose.isObject(one) && typeof one.kid === "string" && typeof one.purpose === "string";
  if (!isWhole || !jose.isObject(one.jwk)) refuse("credential_malformed");
  const { kid, purpose, jwk } = one;
  return { issuer, kid, purpose, jwk, since: moment(one.since), until: moment(one.until) };
}

async function isByRoot(token, roots) {
  const sent = Array.isArray(token.payload.roots) ? token.payload.roots : [];
  for (const text of sent) {
    const der = certificate(text);
    if (der === null || !roots.includes(await fingerprint(der))) continue;
    const point = pointOf(der);
    if (point === null || token.header.kid !== (await kidOf(point.jwk))) continue;
    if (await jose.isBy(token, await fromPoint(point.x, point.y))) return true;
  }
  return false;
}

function certificate(text) {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return null; // no base64: so no certificate that is known
  }
}

async function fingerprint(der) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", der));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The key of a certificate. Its hash was compared before, so its bytes are known to be the office's, and no
// more need be read of it than where the key stands.
function pointOf(der) {
  const at = der.findIndex((_, from) => P256_HEAD.every((byte, step) => der[from + step] === byte));
  if (at < 0) return null;
  const from = at + P256_HEAD.length;
  const [x, y] = [der.slice(from, from + 32), der.slice(from + 32, from + 64)];
  return { x, y, jwk: { kty: "EC", crv: "P-256", x: toBase64url(x), y: toBase64url(y) } };
}

// The name of a key as COSE tells it, in bytes; letters beyond ASCII name no key.
export const kidText = (kid) => (isBytes(kid) ? String.fromCharCode(...kid) : null);
