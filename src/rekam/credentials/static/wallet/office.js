// The office's doors for phones: /api/v1/wallets/. Each request is signed by the phone's key.

import { publicJwk, sign } from "../ikd/signing.js";

const KIND = "rekam-wallet+jwt";

// The office said no: `code` as in docs/reference/errors.md, `left` tries.
export class Refusal extends Error {
  constructor(code, { left = 0, status = 0, movedOn = null } = {}) {
    super(code);
    this.code = code;
    this.left = left;
    this.movedOn = movedOn; // the day on which another phone took this one's place
    this.status = status;
  }
}

// The line is down, or the office does not answer.
export class Away extends Error {}

// An answer of the office, or Away; never a cookie, never a copy of an earlier answer.
export async function ask(url, options = {}) {
  try {
    return await fetch(url, { credentials: "omit", cache: "no-store", redirect: "error", ...options });
  } catch {
    throw new Away();
  }
}

export async function json(answer) {
  try {
    return await answer.json();
  } catch {
    if (answer.status >= 500) throw new Away();
    return {};
  }
}

// use      "begin", "open" or "change"
// proof    what was made of the PIN, in base64url; `next` of the new one
export async function tell(config, { use, pair, proof, next = undefined }) {
  const doors = `${config.office}/api/v1/wallets`;
  const { nonce } = await json(await ask(`${doors}/nonce`, { method: "POST" }));
  const url = `${doors}/${use}`;
  const told = { use, aud: url, iat: Math.floor(Date.now() / 1000), nonce, proof, next, sort: sort() };
  const body = await sign(told, { kind: KIND, key: pair.privateKey, header: { jwk: await publicJwk(pair) } });
  const answer = await ask(url, { method: "POST", body, headers: { "content-type": "application/jwt" } });
  const said = await json(answer);
  if (answer.ok) return said.half;
  if (answer.status >= 500) throw new Away();
  throw new Refusal(said.code ?? "wallet_request_wrong", { left: said.left, status: answer.status, movedOn: said.moved_on });
}

function sort() {
  if (/Android/.test(navigator.userAgent)) return "android";
  if (/iPhone|iPad/.test(navigator.userAgent)) return "iphone";
  return /Windows|Macintosh|Linux|CrOS/.test(navigator.userAgent) ? "computer" : "other";
}
