// DPoP: a request signed by the key to which its token belongs. Source: RFC 9449.

import { toBase64url, toUtf8 } from "./bytes.js";
import { publicJwk, random, sha256, sign } from "./signing.js";

const ID_BYTES = 16;

// The proof for one request.
// at     seconds since 1970
// token  the access token that the request brings, if any
// nonce  the one that the server gave last, if any
export async function prove({ pair, method, url, at, token = null, nonce = null }) {
  const told = { jti: toBase64url(random(ID_BYTES)), htm: method, htu: plain(url), iat: Math.floor(at) };
  if (token !== null) told.ath = toBase64url(await sha256(toUtf8(token)));
  if (nonce !== null) told.nonce = nonce;
  return sign(told, { kind: "dpop+jwt", key: pair.privateKey, header: { jwk: await publicJwk(pair) } });
}

// Without query and fragment: RFC 9449 section 4.2.
function plain(url) {
  const whole = new URL(url);
  return `${whole.origin}${whole.pathname}`;
}
