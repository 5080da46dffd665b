// The cards of this phone: for each, copies of several sorts, each bound to a key of its own and used once.

import { fromBase64url, toBase64url } from "../ikd/bytes.js";
import * as mdoc from "../ikd/mdoc.js";
import * as sdjwt from "../ikd/sdjwt.js";
import { random } from "../ikd/signing.js";
import * as store from "./store.js";
import * as vault from "./vault.js";

const PREFIX = "document:";
const FEW = 3;
export const [SD_JWT, MDOC, QR] = ["sd_jwt", "mdoc", "qr"];
export const kindOf = (configuration) => configuration.split("_")[0];
export const formOf = (configuration) => configuration.slice(configuration.indexOf("_") + 1);
// As rekam.credentials.claims names them.
export const vctOf = (kind) => `urn:rekam:${kind}:1`;
export const doctypeOf = (kind) => `rekam.${kind}.1`;

export const newName = () => toBase64url(random(12));

// What an offer brings, a document for each kind; the proof of age goes with the KTP.
// grant  by which token more copies are had (issuance.js)
export function fresh(configurations, { grant }) {
  const cardOf = (one) => (kindOf(one) === "umur" ? "ktp" : kindOf(one));
  return [...new Set(configurations.map(cardOf))].map((kind) => ({
    id: newName(),
    kind,
    grant,
    configurations: configurations.filter((one) => cardOf(one) === kind),
    copies: {},
    waiting: {},
    facts: {},
    ended: false, // the office gives no more copies
    added: Date.now(),
  }));
}

export const save = (document) => vault.keep(PREFIX + document.id, document);
export const find = (id) => vault.find(PREFIX + id);

const ORDER = ["ktp", "kk", "kia"];

export async function all() {
  const found = await vault.findAll(PREFIX);
  return found.sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind) || one.added - other.added);
}

// Pairs of keys by their names: the private halves stay keys.
export async function keepKeys(keys) {
  await store.putAll("keys", keys.map(({ name, pair }) => [name, pair]));
  return keys.map(({ name }) => name);
}

// New copies; what they say is read once, so that the card can be drawn.
export async function add(document, { configuration, copies }) {
  document.copies[configuration] = [...(document.copies[configuration] ?? []), ...copies];
  if (formOf(configuration) === SD_JWT && copies.length) {
    const { payload, disclosures } = await sdjwt.open(copies[0].text);
    document.facts = Object.fromEntries(disclosures.map(({ name, value }) => [name, value]));
    document.expires = payload.exp;
  }
  await save(document);
}

// The copy that is shown next, and its key, without using it up: a code that says the NIK says who it is anyway.
export async function peek(document, configuration) {
  const [copy] = document.copies[configuration] ?? [];
  return copy === undefined ? null : { text: copy.text, key: (await store.get("keys", copy.key)).privateKey };
}

// A copy and its key; used up, unless it is the last: without a line an older one is better than none.
export async function spend(document, configuration) {
  const copies = document.copies[configuration] ?? [];
  if (!copies.length) return null;
  const copy = copies.length > 1 ? copies.shift() : copies[0];
  await save(document);
  return { text: copy.text, key: (await store.get("keys", copy.key)).privateKey };
}

export const needsMore = (document) =>
  !document.ended && document.configurations.some((one) => (document.copies[one] ?? []).length < FEW);
export const isWaiting = (document) => Object.keys(document.waiting).length > 0;
export const has = (document, configuration) => (document.copies[configuration] ?? []).length > 0;

// What a card says to who asks by OpenID4VP, of the copy that would be shown next.
export async function facts(document, form) {
  const [copy] = document.copies[`${document.kind}_${form}`] ?? [];
  if (copy === undefined) return null;
  return form === MDOC ? mdoc.claims(fromBase64url(copy.text)) : sdjwt.claims(copy.text);
}

export async function remove(document) {
  const held = Object.values(document.copies).flat();
  for (const { key } of held) await store.drop("keys", key);
  await store.drop("sealed", PREFIX + document.id);
}
