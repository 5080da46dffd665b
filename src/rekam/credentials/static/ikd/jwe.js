// A compact JWE to one reader: ECDH-ES with A256GCM. Source: RFC 7516, RFC 7518 section 4.6.

import { joined, toBase64url, toUtf8 } from "./bytes.js";
import { encoded, publicJwk, random } from "./signing.js";

const CURVE = { name: "ECDH", namedCurve: "P-256" };
export const METHOD = "A256GCM";
const BITS = 256;
const [IV_BYTES, TAG_BYTES] = [12, 16];

// jwk    the reader's public key, with its kid
// plain  bytes
export async function encrypt(plain, { jwk, apu = null, apv = null }) {
  const { kty, crv, x, y } = jwk;
  const reader = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, CURVE, false, []);
  const own = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const secret = new Uint8Array(await crypto.subtle.deriveBits({ name: "ECDH", public: reader }, own.privateKey, BITS));
  const header = { alg: "ECDH-ES", enc: METHOD, epk: await publicJwk(own) };
  if (jwk.kid !== undefined) header.kid = jwk.kid;
  if (apu !== null) header.apu = toBase64url(apu);
  if (apv !== null) header.apv = toBase64url(apv);
  const [protectedText, iv] = [encoded(header), random(IV_BYTES)];
  const how = { name: "AES-GCM", iv, additionalData: toUtf8(protectedText) };
  const closed = new Uint8Array(await crypto.subtle.encrypt(how, await derived(secret, { apu, apv }), plain));
  const [body, tag] = [closed.subarray(0, -TAG_BYTES), closed.subarray(-TAG_BYTES)];
  return [protectedText, "", ...[iv, body, tag].map(toBase64url)].join(".");
}

// One round of the Concat KDF gives just the 256 bits wanted.
async function derived(secret, { apu, apv }) {
  const parties = [toUtf8(METHOD), apu ?? new Uint8Array(), apv ?? new Uint8Array()].flatMap((one) => [number(one.length), one]);
  const key = await crypto.subtle.digest("SHA-256", joined(number(1), secret, ...parties, number(BITS)));
  return crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
}

function number(value) {
  const data = new DataView(new ArrayBuffer(4));
  data.setUint32(0, value);
  return new Uint8Array(data.buffer);
}
