// A signed JWT in compact form, read strictly. Source: RFC 7515, RFC 7519, RFC 8725.

import { fromBase64url, fromUtf8, toUtf8 } from "./bytes.js";
import { ES256 } from "./keys.js";
import { refuse } from "./refused.js";

export const MAX_BYTES = 64 * 1024;

// A compact JWT of one of these types, taken apart; the signature is still to be checked.
export function read(text, { kinds, maxBytes = MAX_BYTES }) {
  if (text.length > maxBytes) refuse("credential_too_large");
  const parts = text.split(".");
  if (parts.length !== 3) refuse("credential_malformed");
  const header = fromJson(fromBase64url(parts[0]));
  if (!isObject(header)) refuse("credential_malformed");
  if (header.alg !== "ES256") refuse("algorithm_refused");
  if (!kinds.includes(header.typ)) refuse("token_type_wrong");
  if ("crit" in header) refuse("critical_header_unknown");
  const payload = fromJson(fromBase64url(parts[1]));
  if (!isObject(payload)) refuse("credential_malformed");
  const signed = toUtf8(`${parts[0]}.${parts[1]}`);
  return { header, payload, signed, signature: fromBase64url(parts[2]) };
}

export const isBy = async (token, key) => key.algorithm === ES256 && key.isSigned(token.signed, token.signature);

export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

// The value of JSON text; a name twice in one object is refused, which JSON.parse would let pass.
export function fromJson(data) {
  const text = fromUtf8(data);
  try {
    const value = JSON.parse(text);
    refuseRepeatedNames(text);
    return value;
  } catch {
    return refuse("credential_malformed");
  }
}

// The text is JSON already: so a string in an object before a colon is a name, and every brace outside a string is one.
function refuseRepeatedNames(text) {
  const objects = [];
  for (const [piece, string, isName] of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[{}]/g)) {
    if (piece === "{") objects.push(new Set());
    else if (piece === "}") objects.pop();
    else if (isName) {
      const [names, name] = [objects.at(-1), JSON.parse(string)];
      if (names.has(name)) throw new SyntaxError("a name twice");
      names.add(name);
    }
  }
}
