// The store's key: closed by two halves, one of the PIN, one of the office. Decision: the office keeps half of a
// phone's key. While the wallet is open the key stands in this module's memory alone.

import { fromBase64url, fromUtf8, joined, toBase64url, toUtf8 } from "../ikd/bytes.js";
import { makePair, random } from "../ikd/signing.js";
import { Away, tell } from "./office.js";
import * as store from "./store.js";

export const PIN_DIGITS = 6;
const ROUNDS = 600_000; // OWASP's measure for PBKDF2 with SHA-256
const [SALT_BYTES, KEY_BYTES, IV_BYTES, PROOF_BYTES] = [16, 32, 12, 32];
const OFFLINE_TRIES = 5;
export const OFFLINE_HOURS = [0, 12, 72];
const USUAL_HOURS = 12;
const HOUR = 3_600_000;

let key = null;

// A PIN that was wrong without a line; the office counts those with one.
export class WrongOffline extends Error {
  constructor(left) {
    super("wrong_offline");
    this.left = left;
  }
}

export const isOpen = () => key !== null;
export const device = () => store.get("device", "phone");
export const isBegun = async () => (await device())?.wrapped !== undefined;

export function lock() {
  key = null;
}

// A new phone: its key, its PIN, and the office's half.
export async function begin(config, pin) {
  const [pair, salt, raw] = [await makePair(), random(SALT_BYTES), random(KEY_BYTES)];
  const { proof, inner } = await derived(pin, salt);
  const half = await tell(config, { use: "begin", pair, proof });
  const phone = { pair, salt, wrapped: await closed(raw, await outer(inner, half, salt)), hours: USUAL_HOURS };
  await store.put("device", "phone", phone);
  await opened(raw, { phone, inner });
}

// Opens with the PIN; without a line only as long as it may.
// Raises Refusal (wrong, locked, removed), Away, WrongOffline.
export async function open(config, pin) {
  const phone = await device();
  const { proof, inner } = await derived(pin, phone.salt);
  let half;
  try {
    half = await tell(config, { use: "open", pair: phone.pair, proof });
  } catch (error) {
    if (error instanceof Away) return openOffline(phone, inner);
    throw error;
  }
  return opened(await unclosed(phone.wrapped, await outer(inner, half, phone.salt)), { phone, inner });
}

export async function changePin(config, pin, next) {
  const phone = await device();
  const [old, made] = [await derived(pin, phone.salt), await derived(next, phone.salt)];
  const half = await tell(config, { use: "change", pair: phone.pair, proof: old.proof, next: made.proof });
  const raw = await unclosed(phone.wrapped, await outer(old.inner, half, phone.salt));
  phone.wrapped = await closed(raw, await outer(made.inner, half, phone.salt));
  await store.put("device", "phone", phone);
  return opened(raw, { phone, inner: made.inner });
}

// For how long the PIN opens without a line after each time with one; 0 = never.
export async function setHours(hours) {
  const phone = await device();
  phone.hours = hours;
  if (hours === 0) delete phone.offline;
  await store.put("device", "phone", phone);
}

export async function offlineUntil() {
  const until = (await device())?.offline?.until ?? 0;
  return until > Date.now() ? until : 0;
}

async function openOffline(phone, inner) {
  const { offline } = phone;
  if (offline === undefined || offline.until <= Date.now()) {
    delete phone.offline;
    await store.put("device", "phone", phone);
    throw new Away();
  }
  try {
    await opened(await unclosed(offline.wrapped, await alone(inner, phone.salt)), { phone });
  } catch {
    offline.tries += 1;
    if (offline.tries >= OFFLINE_TRIES) delete phone.offline;
    await store.put("device", "phone", phone);
    throw new WrongOffline(Math.max(0, OFFLINE_TRIES - offline.tries));
  }
  offline.tries = 0;
  await store.put("device", "phone", phone);
}

async function opened(raw, { phone, inner = null }) {
  if (inner !== null && phone.hours > 0) {
    const wrapped = await closed(raw, await alone(inner, phone.salt));
    phone.offline = { until: Date.now() + phone.hours * HOUR, wrapped, tries: 0 };
    await store.put("device", "phone", phone);
  }
  key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

// Passkeys: the phone's own lock opens, with or without a line, where the browser gives a secret with it (PRF).

export const passkeysPossible = () => "PublicKeyCredential" in window && window.isSecureContext;
export const hasPasskey = async () => (await device())?.passkey !== undefined;

// Answers whether the browser could; the PIN is asked since the store's key is made readable for a moment.
export async function addPasskey(config, pin) {
  const phone = await device();
  const { proof, inner } = await derived(pin, phone.salt);
  const half = await tell(config, { use: "open", pair: phone.pair, proof });
  const raw = await unclosed(phone.wrapped, await outer(inner, half, phone.salt));
  const salt = random(KEY_BYTES);
  const made = await navigator.credentials.create({
    publicKey: {
      rp: { id: location.hostname, name: config.name },
      user: { id: random(SALT_BYTES), name: "dompet", displayName: "Dompet KTP" },
      challenge: random(KEY_BYTES),
      pubKeyCredParams: [{ type: "public-key", alg: -7 }, { type: "public-key", alg: -257 }],
      authenticatorSelection: { userVerification: "required", residentKey: "preferred" },
      extensions: { prf: { eval: { first: salt } } },
    },
  });
  const told = made.getClientExtensionResults().prf;
  if (!told?.enabled && !told?.results) return false;
  const id = new Uint8Array(made.rawId);
  const secret = told.results?.first ?? (await secretOf(id, salt));
  if (!secret) return false;
  phone.passkey = { id, salt, wrapped: await closed(raw, await stretched(new Uint8Array(secret), salt, "passkey")) };
  await store.put("device", "phone", phone);
  return true;
}

export async function openByPasskey() {
  const phone = await device();
  const { id, salt, wrapped } = phone.passkey;
  const secret = await secretOf(id, salt);
  await opened(await unclosed(wrapped, await stretched(new Uint8Array(secret), salt, "passkey")), { phone });
}

export async function dropPasskey() {
  const phone = await device();
  delete phone.passkey;
  await store.put("device", "phone", phone);
}

async function secretOf(id, salt) {
  const given = await navigator.credentials.get({
    publicKey: {
      challenge: random(KEY_BYTES),
      rpId: location.hostname,
      allowCredentials: [{ type: "public-key", id }],
      userVerification: "required",
      extensions: { prf: { eval: { first: salt } } },
    },
  });
  return given.getClientExtensionResults().prf?.results?.first;
}

// Rows of the store: closed for their name, so that one cannot be put in the place of another.

export async function keep(name, value) {
  const iv = random(IV_BYTES);
  const how = { name: "AES-GCM", iv, additionalData: toUtf8(name) };
  const data = new Uint8Array(await crypto.subtle.encrypt(how, key, toUtf8(JSON.stringify(value))));
  await store.put("sealed", name, { iv, data });
}

export async function find(name) {
  const row = await store.get("sealed", name);
  if (row === undefined) return null;
  const how = { name: "AES-GCM", iv: row.iv, additionalData: toUtf8(name) };
  return JSON.parse(fromUtf8(new Uint8Array(await crypto.subtle.decrypt(how, key, row.data))));
}

export async function findAll(prefix) {
  const found = (await store.names("sealed")).filter((name) => name.startsWith(prefix));
  return Promise.all(found.map(find));
}

// What is made of the PIN: a proof for the office, and what stays here. Neither tells the other.
async function derived(pin, salt) {
  const base = await crypto.subtle.importKey("raw", toUtf8(pin), "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  const bits = new Uint8Array(await crypto.subtle.deriveBits(how, base, 256));
  const proof = await expanded(bits, salt, "proof", PROOF_BYTES);
  return { proof: toBase64url(proof), inner: await expanded(bits, salt, "inner", KEY_BYTES) };
}

const outer = (inner, half, salt) => stretched(joined(inner, fromBase64url(half)), salt, "store");
const alone = (inner, salt) => stretched(inner, salt, "offline");

async function stretched(secret, salt, use) {
  const bits = await expanded(secret, salt, use, KEY_BYTES);
  return crypto.subtle.importKey("raw", bits, "AES-GCM", false, ["encrypt", "decrypt"]);
}

async function expanded(secret, salt, use, bytes) {
  const base = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: toUtf8(`rekam wallet ${use}`) };
  return new Uint8Array(await crypto.subtle.deriveBits(how, base, bytes * 8));
}

async function closed(raw, by) {
  const iv = random(IV_BYTES);
  return { iv, data: new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, by, raw)) };
}

const unclosed = async ({ iv, data }, by) =>
  new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, by, data));
