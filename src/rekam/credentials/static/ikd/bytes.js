// Bytes: put together, compared, and as base64url that is read strictly: one text for one value.

import { refuse } from "./refused.js";

export const isBytes = (value) => value instanceof Uint8Array;
export const toUtf8 = (text) => new TextEncoder().encode(text);

export function fromUtf8(data) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    return refuse("credential_malformed");
  }
}

export function joined(...pieces) {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

export function isSame(one, other) {
  return isBytes(one) && isBytes(other) && one.length === other.length && one.every((byte, at) => byte === other[at]);
}

const PIECE = 0x8000; // as many arguments as every browser takes

export function toBase64(data) {
  let letters = "";
  for (let at = 0; at < data.length; at += PIECE) {
    letters += String.fromCharCode(...data.subarray(at, at + PIECE));
  }
  return btoa(letters);
}

export const toBase64url = (data) =>
  toBase64(data).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

// Any other writing of the same bytes is refused (padding, blanks, bits behind the last byte).
export function fromBase64url(text) {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) refuse("credential_malformed");
  const letters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const data = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  const last = text.length - (text.length % 4);
  if (toBase64url(data.subarray((last / 4) * 3)) !== text.slice(last)) refuse("credential_malformed");
  return data;
}
