// Showing to a service: OpenID4VP 1.0 with signed requests and closed answers, as OpenID4VC HAIP 1.0 asks.

import { fromBase64url, toBase64url, toUtf8 } from "../ikd/bytes.js";
import * as jose from "../ikd/jose.js";
import { METHOD, encrypt } from "../ikd/jwe.js";
import * as mdoc from "../ikd/mdoc.js";
import { now } from "../ikd/moments.js";
import * as sdjwt from "../ikd/sdjwt.js";
import { random, sha256, thumbprint } from "../ikd/signing.js";
import { isUnder, readCertificate } from "../ikd/x509.js";
import * as documents from "./documents.js";
import { parameters } from "./issuance.js";
import { Away, Refusal, ask, json } from "./office.js";

const KIND = "oauth-authz-req+jwt";
const AUDIENCE = "https://self-issued.me/v2";
const FORM = { "content-type": "application/x-www-form-urlencoded" };
const SKEW = 300; // seconds
const [CLOSED, OPEN] = ["direct_post.jwt", "direct_post"];

// Who asks, for what, and how to answer: the office itself, or a service that it certified and has not struck out.
// text   a link or a scanned code
// roots  certificates (DER) whose readers the office vouches for
// Raises Refusal("request_unreadable" | "request_over" | "request_forged" | "request_stranger").
export async function readRequest(config, text, { roots }) {
  const told = parameters(text);
  const [client, uri] = [told.get("client_id"), told.get("request_uri")];
  if (!client || !uri || !URL.canParse(uri)) throw new Refusal("request_unreadable");
  if (!known(config).some(({ origin }) => origin === new URL(uri).origin)) throw new Refusal("request_stranger");
  const request = await fetchRequest(uri, told.get("request_uri_method"));
  const { token, leaf } = await signedBy(request.text);
  const payload = token.payload;
  await checkName(payload.client_id, leaf);
  if (payload.client_id !== client) throw new Refusal("request_forged");
  if (request.nonce !== null && payload.wallet_nonce !== request.nonce) throw new Refusal("request_forged");
  await checkAsker(leaf, { config, roots, uris: [uri, payload.response_uri] });
  checkRequest(payload);
  const closed = payload.response_mode === CLOSED;
  return {
    client,
    name: leaf.certificate.common, // what the root signed; all else its reader wrote
    purpose: purposeOf(payload),
    nonce: payload.nonce,
    state: payload.state,
    responseUri: payload.response_uri,
    key: closed ? keysOf(payload).find(isEncryption) : null,
    query: payload.dcql_query,
  };
}

// From where requests may come, and by which certificate; the office's own may change without a word.
const known = (config) => [{ origin: new URL(config.office).origin }, ...config.services];

async function fetchRequest(uri, method) {
  if (method !== "post") {
    const answer = await ask(uri);
    if (!answer.ok) throw new Refusal("request_over");
    return { text: await answer.text(), nonce: null };
  }
  const nonce = toBase64url(random(16));
  const answer = await ask(uri, { method: "POST", headers: FORM, body: new URLSearchParams({ wallet_nonce: nonce }) });
  if (!answer.ok) throw new Refusal("request_over");
  return { text: await answer.text(), nonce };
}

// The request, with its signature checked by the certificate that it brings.
async function signedBy(text) {
  try {
    const token = jose.read(text.trim(), { kinds: [KIND] });
    const [first] = token.header.x5c;
    const der = Uint8Array.from(atob(first), (letter) => letter.charCodeAt(0));
    const certificate = await readCertificate(der);
    if (!(await jose.isBy(token, certificate.key))) throw new Refusal("request_forged");
    return { token, leaf: { der, certificate } };
  } catch {
    throw new Refusal("request_forged");
  }
}

// The name must be the certificate's: OpenID4VP 1.0 section 5.9.3.
async function checkName(client, { der, certificate }) {
  const at = String(client).indexOf(":");
  const [prefix, name] = [String(client).slice(0, at), String(client).slice(at + 1)];
  const fits =
    (prefix === "x509_hash" && name === toBase64url(await sha256(der))) ||
    (prefix === "x509_san_dns" && certificate.dns.includes(name));
  if (!fits) throw new Refusal("request_forged");
}

// Asked and answered at one address, which is the certificate's; and the office vouches for both, today.
async function checkAsker({ der, certificate }, { config, roots, uris }) {
  if (!uris.every((uri) => URL.canParse(uri))) throw new Refusal("request_unreadable");
  const [asked, answered] = uris.map((uri) => new URL(uri));
  const digest = toBase64url(await sha256(der));
  const isListed = known(config).some((one) => one.origin === asked.origin && (one.certificate ?? digest) === digest);
  const isVouched = certificate.reads && (await isUnderAny(certificate, roots));
  if (!isListed || !isVouched) throw new Refusal("request_stranger");
  if (answered.origin !== asked.origin || !certificate.dns.includes(answered.hostname)) throw new Refusal("request_forged");
}

async function isUnderAny(certificate, roots) {
  for (const der of roots) {
    if (await isUnder(certificate, await readCertificate(der), { at: now() })) return true;
  }
  return false;
}

function checkRequest(payload) {
  const isOurs = payload.response_type === "vp_token" && [CLOSED, OPEN].includes(payload.response_mode);
  const isWhole = typeof payload.nonce === "string" && payload.nonce && Array.isArray(payload.dcql_query?.credentials);
  const closes = payload.response_mode === OPEN || (keysOf(payload).some(isEncryption) && methodsOf(payload).includes(METHOD));
  if (!isOurs || !isWhole || !closes || payload.aud !== AUDIENCE) throw new Refusal("request_unreadable");
  if (payload.exp !== undefined && payload.exp < now()) throw new Refusal("request_over");
  if (payload.iat !== undefined && payload.iat > now() + SKEW) throw new Refusal("request_forged");
}

const keysOf = (payload) => payload.client_metadata?.jwks?.keys ?? [];
const methodsOf = (payload) => payload.client_metadata.encrypted_response_enc_values_supported ?? [];
const isEncryption = (jwk) => jwk.kty === "EC" && jwk.crv === "P-256" && jwk.use !== "sig" && (jwk.alg ?? "ECDH-ES") === "ECDH-ES";

// A text that the reader signed, as we define it: docs/reference/wallet.md.
const purposeOf = (payload) => (typeof payload.purpose === "string" ? payload.purpose : (payload.client_metadata?.purpose ?? ""));

// Which cards answer the question, and with which elements: [{id, document, form, show}]; null where none does.
// Source: OpenID4VP 1.0 section 6.4.
export async function answerable(query) {
  const held = await documents.all();
  const found = new Map();
  for (const wanted of query.credentials) {
    const fit = await fitting(wanted, held);
    if (fit !== null) found.set(wanted.id, fit);
  }
  const sets = query.credential_sets ?? [{ options: [query.credentials.map((one) => one.id)] }];
  const chosen = [];
  for (const set of sets) {
    const option = set.options.find((ids) => ids.every((id) => found.has(id)));
    if (option !== undefined) chosen.push(...option);
    else if (set.required !== false) return null;
  }
  return chosen.length ? [...new Set(chosen)].map((id) => ({ id, ...found.get(id) })) : null;
}

async function fitting(wanted, held) {
  const form = { "dc+sd-jwt": documents.SD_JWT, mso_mdoc: documents.MDOC }[wanted.format];
  if (form === undefined) return null;
  for (const document of held) {
    const names = form === documents.MDOC ? [wanted.meta?.doctype_value] : (wanted.meta?.vct_values ?? []);
    const own = form === documents.MDOC ? documents.doctypeOf(document.kind) : documents.vctOf(document.kind);
    const told = names.includes(own) ? await documents.facts(document, form) : null;
    const show = told === null ? null : elements(wanted, told);
    if (show !== null) return { document, form, show, told };
  }
  return null;
}

// The names of the elements to show; null where one is not there or not as asked.
function elements(wanted, told) {
  const asked = wanted.claims ?? [];
  const fits = (one) => {
    const name = one.path.at(-1);
    return name in told && (one.values === undefined || one.values.includes(told[name]));
  };
  if (wanted.claim_sets === undefined) return asked.every(fits) ? asked.map((one) => one.path.at(-1)) : null;
  const byId = new Map(asked.map((one) => [one.id, one]));
  const set = wanted.claim_sets.find((ids) => ids.every((id) => byId.has(id) && fits(byId.get(id))));
  return set === undefined ? null : set.map((id) => byId.get(id).path.at(-1));
}

// Sends the answer, with a copy of each card that is then used up; the address to go on to, or null.
// Raises Refusal("answer_refused" | "answer_untold").
export async function send(request, answers) {
  const tokens = {};
  for (const answer of answers) tokens[answer.id] = [await shown(request, answer)];
  if (request.key === null) return post(request, { vp_token: JSON.stringify(tokens), ...stateOf(request) });
  const told = toUtf8(JSON.stringify({ vp_token: tokens, ...stateOf(request) }));
  return post(request, { response: await encrypt(told, { jwk: request.key }) });
}

const stateOf = ({ state }) => (state === undefined ? {} : { state });

async function shown(request, { document, form, show }) {
  const { text, key } = await documents.spend(document, `${document.kind}_${form}`);
  if (form === documents.SD_JWT) {
    return sdjwt.present(text, { show, key, audience: request.client, nonce: request.nonce, at: now() });
  }
  const { client, nonce, responseUri } = request;
  const reader = request.key === null ? null : await thumbprint(request.key);
  const transcript = await mdoc.sessionTranscript({ client, nonce, responseUri, thumbprint: reader });
  const kind = documents.doctypeOf(document.kind);
  return toBase64url(await mdoc.present(fromBase64url(text), { kind, show, key, transcript }));
}

// Tells the service that its holder does not want to. Nothing of the holder goes along.
export const decline = (request) => post(request, { error: "access_denied", ...stateOf(request) });

async function post(request, form) {
  const answer = await posted(request, form);
  if (!answer.ok) throw new Refusal("answer_refused", { status: answer.status });
  return (await json(answer)).redirect_uri ?? null;
}

// Where a browser hides the service's answer, what was sent may have come in all the same.
async function posted({ responseUri }, form) {
  try {
    return await ask(responseUri, { method: "POST", headers: FORM, body: new URLSearchParams(form).toString() });
  } catch (error) {
    throw error instanceof Away ? new Refusal("answer_untold") : error;
  }
}
