// A reader's certificate: its key, its names, its time, and whether a root signed it. DER, and only what that needs.
// Source: RFC 5280, RFC 5480.

import { fromUtf8, isSame } from "./bytes.js";
import { fromPoint } from "./keys.js";
import { refuse } from "./refused.js";

const [OCTETS, OBJECT, EXTENSIONS, DNS, URI] = [0x04, 0x06, 0xa3, 0x82, 0x86];
const ALTERNATIVE_NAMES = Uint8Array.of(0x55, 0x1d, 0x11);
const USES = Uint8Array.of(0x55, 0x1d, 0x25);
const READING = Uint8Array.of(0x28, 0x81, 0x8c, 0x5d, 0x05, 0x01, 0x06); // 1.0.18013.5.1.6, ISO/IEC 18013-5 annex B.1.7
const POINT_BYTES = 65;
const HALF = 32;

// {key, reads, dns, uris, common, since, until, signed, signature, subject, issuer} of one certificate; times in seconds.
export async function readCertificate(der) {
  const [whole] = parts(der);
  const [body, , signature] = parts(whole.content);
  const fields = parts(body.content).filter((one, at) => !(at === 0 && one.tag === 0xa0));
  const [, , issuer, validity, subject, spki] = fields;
  const [since, until] = parts(validity.content).map(time);
  const extensions = fields.find((one) => one.tag === EXTENSIONS);
  const names = extension(extensions, ALTERNATIVE_NAMES);
  const point = parts(spki.content)[1].content.subarray(1);
  if (point.length !== POINT_BYTES || point[0] !== 4) refuse("issuer_untrusted");
  return {
    key: await fromPoint(point.subarray(1, 1 + HALF), point.subarray(1 + HALF)),
    reads: extension(extensions, USES).some((one) => one.tag === OBJECT && isSame(one.content, READING)),
    dns: names.filter((one) => one.tag === DNS).map((one) => fromUtf8(one.content)),
    uris: names.filter((one) => one.tag === URI).map((one) => fromUtf8(one.content)),
    common: commonName(subject),
    since,
    until,
    subject: subject.whole,
    issuer: issuer.whole,
    signed: body.whole,
    signature: raw(signature.content.subarray(1)),
  };
}

// Whether `root` signed this certificate, and both count at that time.
export async function isUnder(leaf, root, { at }) {
  const counts = [leaf, root].every((one) => one.since <= at && at < one.until);
  return counts && isSame(leaf.issuer, root.subject) && root.key.isSigned(leaf.signed, leaf.signature);
}

function parts(data) {
  const found = [];
  for (let at = 0; at < data.length; ) {
    const [tag, first] = [data[at], data[at + 1]];
    const more = first < 0x80 ? 0 : first - 0x80;
    if (first === undefined || more > 3) refuse("issuer_untrusted");
    const length = more ? data.subarray(at + 2, at + 2 + more).reduce((sum, byte) => sum * 256 + byte, 0) : first;
    const from = at + 2 + more;
    if (from + length > data.length) refuse("issuer_untrusted");
    found.push({ tag, content: data.subarray(from, from + length), whole: data.subarray(at, from + length) });
    at = from + length;
  }
  return found;
}

// What an extension lists; nothing where it is not there.
function extension(extensions, name) {
  const [list] = extensions === undefined ? [] : parts(extensions.content);
  for (const one of list === undefined ? [] : parts(list.content)) {
    const inside = parts(one.content);
    if (inside[0].tag !== OBJECT || !isSame(inside[0].content, name)) continue;
    const [told] = parts(inside.find((part) => part.tag === OCTETS).content);
    return parts(told.content);
  }
  return [];
}

const COMMON_NAME = Uint8Array.of(0x55, 0x04, 0x03);

function commonName(subject) {
  for (const set of parts(subject.content)) {
    const [pair] = parts(set.content);
    const [kind, text] = parts(pair.content);
    if (isSame(kind.content, COMMON_NAME)) return fromUtf8(text.content);
  }
  return "";
}

// UTCTime YYMMDDHHMMSSZ (until 2049) or GeneralizedTime YYYYMMDDHHMMSSZ, in seconds since 1970.
function time(part) {
  const text = fromUtf8(part.content);
  const whole = text.length === 13 ? `${Number(text.slice(0, 2)) < 50 ? "20" : "19"}${text}` : text;
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(whole) ?? refuse("issuer_untrusted");
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}

// r || s of an ECDSA signature in DER.
function raw(der) {
  const [pair] = parts(der);
  const out = new Uint8Array(2 * HALF);
  parts(pair.content).forEach((one, at) => {
    const number = one.content.subarray(one.content.findIndex((byte) => byte !== 0));
    if (number.length > HALF) refuse("issuer_untrusted");
    out.set(number, HALF * (at + 1) - number.length);
  });
  return out;
}
