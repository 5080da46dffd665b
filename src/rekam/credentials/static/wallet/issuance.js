// Getting a card: OpenID4VCI 1.0 with a pre-authorised code, DPoP and batches (docs/reference/ikd-addresses.md).

import { prove } from "../ikd/dpop.js";
import { makePair, publicJwk, sign } from "../ikd/signing.js";
import * as documents from "./documents.js";
import { Refusal, ask, json } from "./office.js";
import * as vault from "./vault.js";

const CODE = "urn:ietf:params:oauth:grant-type:pre-authorized_code";
const REFRESH = "refresh_token";
const GRANT = "grant:";
const COPIES = 10;
const FORM = "application/x-www-form-urlencoded";

// The offer in a link, a code or a pasted text.
// Raises Refusal("offer_unreadable" | "offer_of_another_office" | "offer_over").
export async function readOffer(config, text) {
  const told = parameters(text);
  const whole = told.get("credential_offer");
  const offer = whole !== null ? parsed(whole) : await fetched(config, told.get("credential_offer_uri"));
  if (offer.credential_issuer !== config.issuer) throw new Refusal("offer_of_another_office");
  const grant = offer.grants?.[CODE];
  if (typeof grant?.["pre-authorized_code"] !== "string" || !Array.isArray(offer.credential_configuration_ids)) {
    throw new Refusal("offer_unreadable");
  }
  return {
    configurations: offer.credential_configuration_ids,
    code: grant["pre-authorized_code"],
    digits: grant.tx_code === undefined ? 0 : (grant.tx_code.length ?? 6),
  };
}

// Also a link to this wallet, whose parameters stand behind the #.
export function parameters(text) {
  const told = text.trim();
  if (told.startsWith("{")) return new URLSearchParams({ credential_offer: told });
  const at = told.indexOf("?");
  return new URLSearchParams(at < 0 ? "" : told.slice(at + 1));
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal("offer_unreadable");
  }
}

async function fetched(config, uri) {
  if (uri === null || !URL.canParse(uri)) throw new Refusal("offer_unreadable");
  if (new URL(uri).origin !== new URL(config.issuer).origin) throw new Refusal("offer_of_another_office");
  const answer = await ask(uri);
  if (!answer.ok) throw new Refusal("offer_over");
  return json(answer);
}

// Redeems the offer and gets every sort of copy; `tell` hears how many of how many are there.
export async function take(config, offer, { number, tell }) {
  const line = await Line.begin(config);
  const form = { grant_type: CODE, "pre-authorized_code": offer.code };
  const grant = documents.newName();
  const token = await tokenOf(line, grant, number ? { ...form, tx_code: number } : form);
  const made = documents.fresh(offer.configurations, { grant });
  let done = 0;
  for (const document of made) await fill(line, { token, document, tell: () => tell((done += 1)) });
  return made;
}

// More copies for a card that is here. Raises Refusal("invalid_grant") where the office gives none any more.
export async function refill(config, document) {
  const line = await Line.begin(config);
  await fill(line, { token: await renewed(line, document), document, tell: () => null });
}

// A refresh token is good for once, so the next one is kept before anything else is asked.
async function tokenOf(line, grant, form) {
  const said = await line.token(form);
  await vault.keep(GRANT + grant, { refresh: said.refresh_token });
  return said.access_token;
}

async function renewed(line, document) {
  const { refresh } = (await vault.find(GRANT + document.grant)) ?? {};
  return tokenOf(line, document.grant, { grant_type: REFRESH, refresh_token: refresh ?? "" });
}

async function fill(line, { token, document, tell }) {
  await documents.save(document);
  for (const configuration of document.configurations) {
    tell();
    const answer = await line.credentials({ token, configuration });
    if (answer.waiting) document.waiting[configuration] = answer.waiting;
    await documents.add(document, { configuration, copies: answer.copies ?? [] });
    if (answer.notification) await line.notify(token, answer.notification);
  }
}

// One run of requests: the nonces that the office gave last, and the phone's key.
class Line {
  constructor(config, pair, doors) {
    Object.assign(this, { config, pair, doors, nonce: null });
  }

  static async begin(config) {
    const { issuer } = config;
    const told = await json(await ask(`${issuer}/.well-known/openid-credential-issuer`));
    const server = await json(await ask(`${issuer}/.well-known/oauth-authorization-server`));
    return new Line(config, (await vault.device()).pair, { ...told, token_endpoint: server.token_endpoint });
  }

  // Asks with a proof; once more where the office wants its nonce in it.
  async ask(url, { headers = {}, body = "", token = null, again = true }) {
    const at = Date.now() / 1000;
    const proof = await prove({ pair: this.pair, method: "POST", url, at, token, nonce: this.nonce });
    const own = token === null ? {} : { authorization: `DPoP ${token}` };
    const answer = await ask(url, { method: "POST", headers: { ...headers, ...own, dpop: proof }, body });
    const nonce = answer.headers.get("dpop-nonce");
    if (nonce !== null) this.nonce = nonce;
    const said = answer.status === 204 ? {} : await json(answer);
    const wanted = said.error === "use_dpop_nonce" || (answer.headers.get("www-authenticate") ?? "").includes("use_dpop_nonce");
    if (!answer.ok && wanted && again && nonce !== null) return this.ask(url, { headers, body, token, again: false });
    if (!answer.ok) throw new Refusal(said.error ?? "offer_unreadable", { status: answer.status, movedOn: said.moved_on });
    return { status: answer.status, said };
  }

  async token(form) {
    const body = new URLSearchParams(form).toString();
    return (await this.ask(this.doors.token_endpoint, { headers: { "content-type": FORM }, body })).said;
  }

  // Copies of one sort, each for a key of its own.
  async credentials({ token, configuration }) {
    const { c_nonce: nonce } = await json(await ask(this.doors.nonce_endpoint, { method: "POST" }));
    const most = Math.min(COPIES, this.doors.batch_credential_issuance?.batch_size ?? 1);
    const pairs = await Promise.all(Array.from({ length: most }, makePair));
    const jwt = await Promise.all(pairs.map((pair) => this.proof(pair, nonce)));
    const body = JSON.stringify({ credential_configuration_id: configuration, proofs: { jwt } });
    const headers = { "content-type": "application/json" };
    const { status, said } = await this.ask(this.doors.credential_endpoint, { headers, body, token });
    const keys = pairs.map((pair) => ({ name: documents.newName(), pair }));
    if (status === 202) return { waiting: { transaction: said.transaction_id, keys: await documents.keepKeys(keys) } };
    return { copies: await paired(said.credentials, keys), notification: said.notification_id };
  }

  async deferred(token, { transaction, keys }) {
    const body = JSON.stringify({ transaction_id: transaction });
    const headers = { "content-type": "application/json" };
    const { status, said } = await this.ask(this.doors.deferred_credential_endpoint, { headers, body, token });
    return status === 202 ? null : said.credentials.map((one, at) => ({ key: keys[at], text: one.credential }));
  }

  async notify(token, notification) {
    const body = JSON.stringify({ notification_id: notification, event: "credential_accepted" });
    const headers = { "content-type": "application/json" };
    await this.ask(this.doors.notification_endpoint, { headers, body, token });
  }

  async proof(pair, nonce) {
    const told = { aud: this.config.issuer, iat: Math.floor(Date.now() / 1000), nonce };
    const header = { jwk: await publicJwk(pair) };
    return sign(told, { kind: "openid4vci-proof+jwt", key: pair.privateKey, header });
  }
}

async function paired(credentials, keys) {
  const names = await documents.keepKeys(keys.slice(0, credentials.length));
  return credentials.map((one, at) => ({ key: names[at], text: one.credential }));
}

// What the office still had to decide about when the card was asked for.
export async function fetchWaiting(config, document) {
  const line = await Line.begin(config);
  const token = await renewed(line, document);
  for (const [configuration, waiting] of Object.entries(document.waiting)) {
    const copies = await line.deferred(token, waiting);
    if (copies === null) continue;
    delete document.waiting[configuration];
    await documents.add(document, { configuration, copies });
  }
}
