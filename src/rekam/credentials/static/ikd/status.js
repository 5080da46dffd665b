// Token Status List: the standing of very many credentials in one signed list.
// Whoever fetches the list tells nobody which credential is asked about.
// Source: draft-ietf-oauth-status-list-20.

import { fromBase64url, isBytes } from "./bytes.js";
import * as cbor from "./cbor.js";
import * as cose from "./cose.js";
import { inflate } from "./inflate.js";
import * as jose from "./jose.js";
import { moment } from "./moments.js";
import { refuse } from "./refused.js";
import { kidText } from "./trust.js";

export const [VALID, INVALID, SUSPENDED] = [0, 1, 2];
const MAX_LIST_BYTES = 8 << 20;
const MAX_TOKEN_BYTES = 12 << 20;
const JWT_KIND = "statuslist+jwt";
const CWT_KIND = "application/statuslist+cwt";
const [SUB, EXP, IAT, TTL, LIST] = [2, 4, 6, 65534, 65533];

// The entries, packed from the lowest bit of the first byte on.
export class StatusList {
  constructor(bits, packed) {
    this.bits = bits;
    this.packed = packed;
  }

  get entries() {
    return Math.floor((this.packed.length * 8) / this.bits);
  }

  at(index) {
    if (!(Number.isInteger(index) && index >= 0 && index < this.entries)) refuse("status_not_in_list");
    const place = index * this.bits;
    return (this.packed[Math.floor(place / 8)] >> place % 8) & ((1 << this.bits) - 1);
  }

  // Whether a place that is revoked in an earlier list is no longer so in this one, or no longer there.
  turnsBack(earlier) {
    if (this.entries < earlier.entries) return true;
    for (let index = 0; index < earlier.entries; index += 1) {
      if (earlier.at(index) === INVALID && this.at(index) !== INVALID) return true;
    }
    return false;
  }
}

// A list in JWT form that was fetched from that address.
export async function readJwt(text, { uri, trust, at }) {
  const token = jose.read(text, { kinds: [JWT_KIND], maxBytes: MAX_TOKEN_BYTES });
  const key = await trust.keyOf({ purpose: "status", kid: token.header.kid, at });
  if (!(await jose.isBy(token, key))) refuse("signature_wrong");
  const { sub, iat, exp, ttl, status_list: listed } = token.payload;
  const list = jose.isObject(listed) ? { bits: listed.bits, lst: listed.lst } : null;
  return statusToken({ sub, iat, exp, ttl, list }, uri);
}

// A list in CWT form that was fetched from that address.
export async function readCwt(data, { uri, trust, at }) {
  const signed = cose.read(cbor.read(data, { maxBytes: MAX_TOKEN_BYTES }));
  if (signed.headers.get(cose.TYP) !== CWT_KIND) refuse("token_type_wrong");
  const key = await trust.keyOf({ purpose: "status", kid: kidText(signed.headers.get(cose.KID)), at });
  if (!(await cose.isBy(signed, key))) refuse("signature_wrong");
  const told = cbor.read(cose.payloadOf(signed), { maxBytes: MAX_TOKEN_BYTES });
  if (!(told instanceof Map)) refuse("credential_malformed");
  const [sub, exp, iat, ttl, listed] = [SUB, EXP, IAT, TTL, LIST].map((name) => told.get(name));
  const list = listed instanceof Map ? { bits: listed.get("bits"), lst: listed.get("lst") } : null;
  return statusToken({ sub, iat, exp, ttl, list }, uri);
}

// `stale`: from then on the list tells nothing: the end of its ttl, or its expiry.
async function statusToken({ sub, iat, exp, ttl, list }, uri) {
  if (sub !== uri) refuse("status_of_another_list");
  if (list === null || ![1, 2, 4, 8].includes(list.bits)) refuse("credential_malformed");
  const packed = typeof list.lst === "string" ? fromBase64url(list.lst) : list.lst;
  if (!isBytes(packed)) refuse("credential_malformed");
  const issued = moment(iat);
  const ends = [];
  if (isThere(exp)) ends.push(moment(exp));
  if (isThere(ttl)) ends.push(moment(issued + moment(ttl)));
  if (!ends.length) refuse("credential_malformed");
  const entries = await inflate(packed, { most: MAX_LIST_BYTES });
  return { uri, told: new StatusList(list.bits, entries), issued, stale: Math.min(...ends) };
}

const isThere = (told) => told !== undefined && told !== null;
