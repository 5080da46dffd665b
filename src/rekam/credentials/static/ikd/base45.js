// Base45: bytes in the alphanumeric mode of a QR code. Source: RFC 9285.

import { refuse } from "./refused.js";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const VALUES = new Map([...ALPHABET].map((letter, value) => [letter, value]));

// Two bytes in three letters, a last one in two.
export function encode(data) {
  let text = "";
  for (let at = 0; at < data.length; at += 2) {
    const isPair = at + 1 < data.length;
    const number = isPair ? data[at] * 256 + data[at + 1] : data[at];
    text += ALPHABET[number % 45] + ALPHABET[Math.floor(number / 45) % 45];
    if (isPair) text += ALPHABET[Math.floor(number / 2025)];
  }
  return text;
}

export function decode(text) {
  const values = Array.from(text, (letter) => VALUES.get(letter) ?? refuse("credential_malformed"));
  if (values.length % 3 === 1) refuse("credential_malformed");
  const data = [];
  for (let at = 0; at < values.length; at += 3) {
    const [a, b, c] = values.slice(at, at + 3);
    const number = a + 45 * b + 2025 * (c ?? 0);
    if (number > (c === undefined ? 0xff : 0xffff)) refuse("credential_malformed");
    data.push(...(c === undefined ? [number] : [number >> 8, number & 0xff]));
  }
  return Uint8Array.from(data);
}
