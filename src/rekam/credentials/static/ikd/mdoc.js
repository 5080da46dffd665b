// ISO mdoc as its holder needs it: what it says, and shown through OpenID4VP with only some of it.
// Source: ISO/IEC 18013-5:2021 clauses 8.3.2.1 and 9.1.3; the transcript is of OpenID4VP 1.0 annex B.2.6.1.

import { joined } from "./bytes.js";
import * as cbor from "./cbor.js";
import * as cose from "./cose.js";
import { ES256, sign as signRaw } from "./keys.js";
import { refuse } from "./refused.js";
import { sha256 } from "./signing.js";

const EMBEDDED = 24;
const VERSION = "1.0";
const PROTECTED = cbor.write(new Map([[cose.ALG, ES256]]));

// What it says, by name; `issued` is the issuer's IssuerSigned.
export function claims(issued) {
  const spaces = spacesOf(issued);
  const told = [...spaces.values()].flat().map((item) => element(item));
  return Object.fromEntries(told.map((one) => [one.get("elementIdentifier"), one.get("elementValue")]));
}

// thumbprint  of the reader's encryption key (bytes); null where the answer is not encrypted
export async function sessionTranscript({ client, nonce, responseUri, thumbprint }) {
  const told = await sha256(cbor.write([client, nonce, thumbprint, responseUri]));
  return cbor.write([null, null, ["OpenID4VPHandover", told]]);
}

// The DeviceResponse with the named elements only, signed by the holder for this session.
export async function present(issued, { kind, show, key, transcript }) {
  const told = cbor.read(issued);
  const empty = new cbor.Tag(EMBEDDED, cbor.write(new Map()));
  const authentication = embedded(
    joined(Uint8Array.of(0x84), cbor.write("DeviceAuthentication"), transcript, cbor.write(kind), cbor.write(empty)),
  );
  const signature = await signRaw(cose.toBeSigned(PROTECTED, authentication), { key });
  const document = new Map([
    ["docType", kind],
    ["issuerSigned", new Map([
      ["nameSpaces", chosen(told.get("nameSpaces"), show)],
      ["issuerAuth", told.get("issuerAuth")],
    ])],
    ["deviceSigned", new Map([
      ["nameSpaces", empty],
      ["deviceAuth", new Map([["deviceSignature", [PROTECTED, new Map(), null, signature]]])],
    ])],
  ]);
  return cbor.write(new Map([["version", VERSION], ["documents", [document]], ["status", 0]]));
}

// The elements of those names, as the issuer wrote them.
function chosen(spaces, show) {
  const missing = new Set(show);
  const shown = new Map();
  for (const [space, items] of spaces) {
    const kept = items.filter((item) => missing.delete(element(item).get("elementIdentifier")));
    if (kept.length) shown.set(space, kept);
  }
  return missing.size ? refuse("claim_not_held") : shown;
}

function spacesOf(issued) {
  const told = cbor.read(issued);
  const spaces = told instanceof Map ? told.get("nameSpaces") : null;
  return spaces instanceof Map ? spaces : refuse("credential_malformed");
}

const element = (item) => cbor.read(item.value);
const embedded = (inner) => joined(Uint8Array.of(0xd8, EMBEDDED), cbor.write(inner));
