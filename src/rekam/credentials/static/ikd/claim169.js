// Claim 169: an identity in a QR code, read without a network.
//
// A CWT with claim 169, COSE_Sign1, optionally COSE_Encrypt0, zlib, Base45. A live code is the holder's: the issuer's
// CWT with the time and, where the reader shows one, its nonce, signed again by the key that the CWT names.
// Source: Claim 169 1.2.0; CWT is RFC 8392. The live wrapping is ours: docs/reference/credentials.md.

import * as base45 from "./base45.js";
import { isBytes, isSame } from "./bytes.js";
import * as cbor from "./cbor.js";
import * as cose from "./cose.js";
import { deflate, inflate } from "./inflate.js";
import { fromCose } from "./keys.js";
import { checkWindow, latest, moment } from "./moments.js";
import { refuse } from "./refused.js";
import { kidText } from "./trust.js";

export const MAX_LETTERS = 4_296; // of a QR code in alphanumeric mode, version 40-L
const MAX_BYTES = 64 * 1024;
export const LIVE_SECONDS = 30;
const LIVE_VERSION = 1;
// CWT claims: RFC 8392, RFC 8747 (cnf), Token Status List draft-20 (status), Claim 169
const [ISS, EXP, NBF, IAT, CNF, IDENTITY, STATUS] = [1, 4, 5, 6, 8, 169, 65535];
const CNF_KEY = 1;

// What a QR code says, after every check but the status list's: {credential, live}.
// nonce     what this reader shows; a live code must then name it
// liveOnly  refuse print, and a phone's code without the phone's signature
// key       opens a code that was encrypted for this reader
export async function read(letters, { trust, at, nonce = null, liveOnly = false, key = null }) {
  const outer = cose.read(await fromQr(letters, { key }));
  const told = cbor.read(cose.payloadOf(outer));
  if (!Array.isArray(told)) return readPrint(outer, told, { trust, at, wantsLive: liveOnly || nonce !== null });
  const { made, shown, inner } = liveParts(told);
  const issued = cose.read(cbor.read(inner));
  const credential = await credentialOf(issued, cbor.read(cose.payloadOf(issued)), { trust, at });
  if (credential.holder === null) refuse("holder_key_missing");
  if (!(await cose.isBy(outer, credential.holder))) refuse("binding_signature_wrong");
  if (made < at - LIVE_SECONDS) refuse("qr_too_old");
  if (made > at + LIVE_SECONDS) refuse("qr_too_early");
  if (nonce !== null && !isSame(shown, nonce)) refuse("binding_nonce_wrong");
  return { credential, live: true };
}

async function readPrint(outer, told, { trust, at, wantsLive }) {
  const credential = await credentialOf(outer, told, { trust, at });
  if (credential.holder !== null) refuse("qr_copied");
  if (wantsLive) refuse("qr_not_live");
  return { credential, live: false };
}

// The value in a QR code: a COSE_Sign1, opened where it was encrypted.
export async function fromQr(letters, { key = null } = {}) {
  if (letters.length > MAX_LETTERS) refuse("qr_too_long");
  const value = cbor.read(await inflate(base45.decode(letters), { most: MAX_BYTES }));
  if (!(value instanceof cbor.Tag) || value.tag !== cose.ENCRYPT0) return value;
  if (key === null) refuse("qr_encrypted");
  return cbor.read(await cose.decrypt(value, { key }));
}

// A live code of the issuer's CWT (bytes): it counts for thirty seconds, and for one reader where that showed a nonce.
// key  the holder's private CryptoKey, the one that the CWT names
export async function wrap(issued, { key, at, nonce = null }) {
  return cose.sign(cbor.write([LIVE_VERSION, Math.floor(at), nonce, issued]), { key });
}

// The letters of the QR code.
export async function toQr(data) {
  const letters = base45.encode(await deflate(data));
  return letters.length > MAX_LETTERS ? refuse("qr_too_long") : letters;
}

function liveParts(told) {
  if (told.length !== 4 || told[0] !== LIVE_VERSION) refuse("qr_version_unknown");
  const [, made, shown, inner] = told;
  if (!isBytes(inner)) refuse("credential_malformed");
  return { made: moment(made), shown, inner };
}

async function credentialOf(signed, told, { trust, at }) {
  if (!(told instanceof Map) || !(told.get(IDENTITY) instanceof Map)) refuse("qr_not_identity");
  const issuer = told.get(ISS);
  const kid = signed.headers.get(cose.KID) ?? signed.unprotected.get(cose.KID);
  if (typeof issuer !== "string" || !isBytes(kid)) refuse("issuer_untrusted");
  const key = await trust.keyOf({ purpose: "qr", kid: kidText(kid), issuer, at });
  if (!(await cose.isBy(signed, key))) refuse("signature_wrong");
  const since = latest(told.get(IAT), told.get(NBF));
  const expires = moment(told.get(EXP));
  checkWindow({ since, expires, at });
  const holder = await holderOf(told.get(CNF));
  const status = placeOf(told.get(STATUS));
  return { kind: "claim169", issuer, claims: told.get(IDENTITY), since, expires, status, holder };
}

async function holderOf(cnf) {
  if (cnf === undefined || cnf === null) return null;
  return fromCose(cnf instanceof Map ? cnf.get(CNF_KEY) : null);
}

// Where the credential's status stands: {uri, index}; null where the issuer gave none.
function placeOf(told) {
  if (told === undefined || told === null) return null;
  const place = told instanceof Map ? told.get("status_list") : null;
  if (!(place instanceof Map)) refuse("credential_malformed");
  const [index, uri] = [place.get("idx"), place.get("uri")];
  if (!Number.isInteger(index) || index < 0 || typeof uri !== "string") refuse("credential_malformed");
  return { uri, index };
}
