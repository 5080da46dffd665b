// COSE_Sign1 and COSE_Encrypt0. Source: RFC 9052 sections 4.2 and 5.2.

import { isBytes } from "./bytes.js";
import * as cbor from "./cbor.js";
import { EDDSA, ES256, sign as signRaw } from "./keys.js";
import { refuse } from "./refused.js";

// Header parameters: RFC 9052 section 3.1, RFC 9596 (typ)
export const [ALG, CRIT, KID, IV, TYP] = [1, 2, 4, 5, 16];
export const [SIGN1, ENCRYPT0] = [18, 16];
const IV_BYTES = 12;
const KEY_BYTES = new Map([[1, 16], [3, 32]]); // A128GCM, A256GCM

// A COSE_Sign1 taken apart, its signature still to be checked; alg must be protected, no header critical or doubled.
export function read(value) {
  const parts = value instanceof cbor.Tag && value.tag === SIGN1 ? value.value : value;
  if (!Array.isArray(parts) || parts.length !== 4) refuse("credential_malformed");
  const [protectedBytes, unprotected, payload, signature] = parts;
  const isWhole = isBytes(protectedBytes) && unprotected instanceof Map && isBytes(signature);
  if (!isWhole || !(payload === null || isBytes(payload))) refuse("credential_malformed");
  const headers = headersOf(protectedBytes);
  const isDoubled = [...headers.keys()].some((name) => unprotected.has(name));
  if (isDoubled || unprotected.has(CRIT)) refuse("credential_malformed");
  return { protectedBytes, headers, unprotected, payload, signature };
}

function headersOf(protectedBytes) {
  const headers = protectedBytes.length ? cbor.read(protectedBytes) : new Map();
  if (!(headers instanceof Map)) refuse("credential_malformed");
  if (headers.has(CRIT)) refuse("critical_header_unknown");
  if (![ES256, EDDSA].includes(headers.get(ALG))) refuse("algorithm_refused");
  return headers;
}

// The payload, which must have been sent along.
export const payloadOf = (signed) => signed.payload ?? refuse("credential_malformed");

// Whether the key signed it; the algorithm must be the key's own.
export async function isBy(signed, key) {
  if (signed.payload === null || signed.headers.get(ALG) !== key.algorithm) return false;
  return key.isSigned(toBeSigned(signed.protectedBytes, signed.payload), signed.signature);
}

// A COSE_Sign1 by ES256 with its tag, as bytes. `key` is a private CryptoKey of WebCrypto.
export async function sign(payload, { key, headers = [] }) {
  const protectedBytes = cbor.write(new Map([[ALG, ES256], ...headers]));
  const signature = await signRaw(toBeSigned(protectedBytes, payload), { key });
  return cbor.write(new cbor.Tag(SIGN1, [protectedBytes, new Map(), payload, signature]));
}

// The Sig_structure, without external data.
export const toBeSigned = (protectedBytes, payload) =>
  cbor.write(["Signature1", protectedBytes, new Uint8Array(), payload]);

// What a COSE_Encrypt0 holds; `key` is 16 or 32 bytes.
export async function decrypt(value, { key }) {
  const parts = value instanceof cbor.Tag && value.tag === ENCRYPT0 ? value.value : null;
  if (!Array.isArray(parts) || parts.length !== 3) refuse("credential_malformed");
  const [protectedBytes, unprotected, closed] = parts;
  if (!isBytes(protectedBytes) || !(unprotected instanceof Map) || !isBytes(closed)) refuse("credential_malformed");
  const [headers, nonce] = [cbor.read(protectedBytes), unprotected.get(IV)];
  if (!(headers instanceof Map) || !isBytes(nonce) || nonce.length !== IV_BYTES) refuse("credential_malformed");
  if (headers.has(CRIT)) refuse("critical_header_unknown");
  if (KEY_BYTES.get(headers.get(ALG)) !== key.length) refuse("algorithm_refused");
  const cipher = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
  const how = { name: "AES-GCM", iv: nonce, additionalData: associated(protectedBytes) };
  const opened = await crypto.subtle.decrypt(how, cipher, closed).catch(() => refuse("decryption_failed"));
  return new Uint8Array(opened);
}

const associated = (protectedBytes) => cbor.write(["Encrypt0", protectedBytes, new Uint8Array()]);

