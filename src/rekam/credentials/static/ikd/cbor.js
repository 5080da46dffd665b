// CBOR (RFC 8949) as a verifier reads it.
//
// Refused: more bytes than allowed, depth over 16, duplicate keys, indefinite lengths, bytes behind the value,
// every tag but the few that credentials use; besides, keys that are neither whole numbers nor text.
// Maps come as Map, byte strings as Uint8Array, floats as Float (a place in a list is never 1.0).

import { fromUtf8, isBytes, joined, toUtf8 } from "./bytes.js";
import { refuse } from "./refused.js";

export const MAX_DEPTH = 16;
export const MAX_BYTES = 64 * 1024;
const TEXT_TAGS = new Set([0, 1004]);
const KEPT_TAGS = new Set([16, 18, 24]); // COSE_Encrypt0, COSE_Sign1, encoded CBOR
const SIMPLE = new Map([[20, false], [21, true], [22, null]]);
const [WHOLE, NEGATIVE, BYTES, TEXT, LIST, MAP, TAG, OTHER] = [0, 1, 2, 3, 4, 5, 6, 7];

export class Tag {
  constructor(tag, value) {
    this.tag = tag;
    this.value = value;
  }
}

export class Float {
  constructor(value) {
    this.value = value;
  }
}

// The one value that these bytes are; dates (tags 0 and 1004) come as their text.
export function read(data, { maxBytes = MAX_BYTES } = {}) {
  if (data.length > maxBytes) refuse("credential_too_large");
  const work = new Reader(data);
  const value = work.value(0);
  if (work.at !== data.length) refuse("credential_malformed");
  return value;
}

class Reader {
  constructor(data) {
    this.data = data;
    this.view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    this.at = 0;
  }

  value(depth) {
    const first = this.bytes(1)[0];
    const [major, more] = [first >> 5, first & 31];
    if (major === OTHER) return this.other(more);
    const count = this.count(more);
    if (major === WHOLE) return count;
    if (major === NEGATIVE) return typeof count === "bigint" ? -1n - count : -1 - count;
    if (major === BYTES) return this.bytes(count).slice();
    if (major === TEXT) return fromUtf8(this.bytes(count));
    if (depth >= MAX_DEPTH) refuse("credential_malformed");
    if (major === LIST) return this.list(count, depth + 1);
    return major === MAP ? this.map(count, depth + 1) : this.tagged(count, depth + 1);
  }

  bytes(count) {
    if (count > this.data.length - this.at) refuse("credential_malformed");
    const from = this.at;
    this.at += Number(count);
    return this.data.subarray(from, this.at);
  }

  // A number where it is exact, a BigInt beyond.
  count(more) {
    if (more < 24) return more;
    if (more > 27) refuse("credential_malformed"); // 31 is an indefinite length, the others mean nothing
    const from = this.at;
    this.bytes(1 << (more - 24));
    if (more === 24) return this.view.getUint8(from);
    if (more === 25) return this.view.getUint16(from);
    if (more === 26) return this.view.getUint32(from);
    const large = this.view.getBigUint64(from);
    return large <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(large) : large;
  }

  list(count, depth) {
    if (count > this.data.length - this.at) refuse("credential_malformed");
    return Array.from({ length: count }, () => this.value(depth));
  }

  map(count, depth) {
    if (count > this.data.length - this.at) refuse("credential_malformed");
    const told = new Map();
    for (let turn = 0; turn < count; turn += 1) {
      const key = this.value(depth);
      if (!["number", "bigint", "string"].includes(typeof key) || told.has(key)) refuse("credential_malformed");
      told.set(key, this.value(depth));
    }
    return told;
  }

  tagged(tag, depth) {
    const value = this.value(depth);
    if (TEXT_TAGS.has(tag)) return typeof value === "string" ? value : refuse("credential_malformed");
    return KEPT_TAGS.has(tag) ? new Tag(tag, value) : refuse("credential_malformed");
  }

  other(more) {
    if (SIMPLE.has(more)) return SIMPLE.get(more);
    if (more < 25 || more > 27) refuse("credential_malformed");
    const from = this.at;
    this.bytes(1 << (more - 24));
    if (more === 25) return new Float(half(this.view.getUint16(from)));
    return new Float(more === 26 ? this.view.getFloat32(from) : this.view.getFloat64(from));
  }
}

function half(bits) {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 0) return sign * 2 ** -24 * fraction;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * 2 ** (exponent - 25) * (1024 + fraction);
}

// The bytes of a value in shortest form; maps in the order given, as Python's formats.cbor writes them.
export function write(value) {
  if (value === null) return Uint8Array.of(0xf6);
  if (typeof value === "boolean") return Uint8Array.of(value ? 0xf5 : 0xf4);
  if (Number.isSafeInteger(value)) return value < 0 ? head(NEGATIVE, -1 - value) : head(WHOLE, value);
  if (typeof value === "string") return string(TEXT, toUtf8(value));
  if (isBytes(value)) return string(BYTES, value);
  if (Array.isArray(value)) return joined(head(LIST, value.length), ...value.map(write));
  if (value instanceof Map) {
    return joined(head(MAP, value.size), ...[...value].flatMap(([key, told]) => [write(key), write(told)]));
  }
  if (value instanceof Tag) return joined(head(TAG, value.tag), write(value.value));
  throw new TypeError(`no CBOR for a ${typeof value}`);
}

const string = (major, data) => joined(head(major, data.length), data);

// The first bytes of a string, list or map of so many elements (RFC 8949 section 3).
export function head(major, count) {
  if (count < 24) return Uint8Array.of((major << 5) | count);
  const power = [0x100, 0x1_0000, 0x1_0000_0000].findIndex((limit) => count < limit);
  const size = power < 0 ? 3 : power;
  const written = new DataView(new ArrayBuffer(1 + (1 << size)));
  written.setUint8(0, (major << 5) | (24 + size));
  if (size === 0) written.setUint8(1, count);
  else if (size === 1) written.setUint16(1, count);
  else if (size === 2) written.setUint32(1, count);
  else written.setBigUint64(1, BigInt(count));
  return new Uint8Array(written.buffer);
}
