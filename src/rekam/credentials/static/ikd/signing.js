// A signed JWT in compact form, and what the holder's keys are made and named by.
// Source: RFC 7515, RFC 7517, RFC 7638. Only ES256.

import { toBase64url, toUtf8 } from "./bytes.js";
import { sign as signRaw } from "./keys.js";

const KEY = { name: "ECDSA", namedCurve: "P-256" };

export const encoded = (value) => toBase64url(toUtf8(JSON.stringify(value)));

// key  a private CryptoKey; `kind` is the token's typ
export async function sign(payload, { kind, key, header = {} }) {
  const text = `${encoded({ alg: "ES256", typ: kind, ...header })}.${encoded(payload)}`;
  return `${text}.${toBase64url(await signRaw(toUtf8(text), { key }))}`;
}

// A pair whose private half no script can read out.
export const makePair = () => crypto.subtle.generateKey(KEY, false, ["sign", "verify"]);

// The public half as a JWK with nothing but what it needs.
export async function publicJwk(pair) {
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  return { kty, crv, x, y };
}

export async function thumbprint(jwk) {
  return sha256(toUtf8(`{"crv":"${jwk.crv}","kty":"${jwk.kty}","x":"${jwk.x}","y":"${jwk.y}"}`));
}

export const sha256 = async (data) => new Uint8Array(await crypto.subtle.digest("SHA-256", data));

export const random = (size) => crypto.getRandomValues(new Uint8Array(size));
