// SD-JWT VC as its holder needs it: what it says, and shown with only some of it.
// Source: RFC 9901, draft-ietf-oauth-sd-jwt-vc-19. The issuer's signature is for the reader to check.

import { fromBase64url, toBase64url, toUtf8 } from "./bytes.js";
import * as jose from "./jose.js";
import { refuse } from "./refused.js";
import { sha256, sign } from "./signing.js";

const KIND = "dc+sd-jwt";

// {payload, disclosures: [{name, value, text}]} of a credential as the issuer gave it, each digest compared.
export async function open(text) {
  const [token, ...texts] = text.split("~");
  if (texts.pop() !== "") refuse("credential_malformed");
  const { payload } = jose.read(token, { kinds: [KIND] });
  const digests = new Set(payload._sd ?? []);
  const disclosures = [];
  for (const one of texts) {
    if (!digests.has(await digestOf(one))) refuse("disclosure_unreferenced");
    const told = jose.fromJson(fromBase64url(one));
    if (!Array.isArray(told) || told.length !== 3) refuse("disclosure_malformed");
    disclosures.push({ name: told[1], value: told[2], text: one });
  }
  return { token, payload, disclosures };
}

// What it says, by name.
export async function claims(text) {
  return Object.fromEntries((await open(text)).disclosures.map(({ name, value }) => [name, value]));
}

// What the holder sends: the named claims only, bound to this reader and its nonce.
// key  the private CryptoKey that the credential names
// at   seconds since 1970
export async function present(text, { show, key, audience, nonce, at }) {
  const { token, disclosures } = await open(text);
  const held = new Map(disclosures.map((one) => [one.name, one.text]));
  const shown = [token, ...show.map((name) => held.get(name) ?? refuse("claim_not_held")), ""].join("~");
  const told = { iat: Math.floor(at), aud: audience, nonce, sd_hash: await digestOf(shown) };
  return shown + (await sign(told, { kind: "kb+jwt", key }));
}

const digestOf = async (text) => toBase64url(await sha256(toUtf8(text)));
