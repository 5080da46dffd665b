// A service of others asks Rekam's wallet for an mdoc: @openid4vc/openid4vp asks and opens, @auth0/mdl judges.
//   A line of JSON comes in: origin, certificate and key (PEM), root (PEM), doctype, claims. A line with its links
//   goes out, and when all answers have come a line with its rows.
import { createHash, createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { Verifier } from "@auth0/mdl";
import { Openid4vpVerifier } from "@openid4vc/openid4vp";
import { Encoder } from "cbor-x";
import * as jose from "jose";
import { callbacks } from "./callbacks.mjs";

const told = JSON.parse((await createInterface({ input: process.stdin })[Symbol.asyncIterator]().next()).value);
const cbor = new Encoder({ useRecords: false, tagUint8Array: false });
const der = new X509Certificate(told.certificate).raw;
const signing = createPrivateKey(told.key);
const versionOf = (name) => JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url))).version;
const JUDGES = ["@openid4vc/openid4vp", "@auth0/mdl"].map((name) => `${name} ${versionOf(name)}`).join(" and ");

const asking = { ...callbacks, signJwt: async (_signer, { header, payload }) => ({
  jwt: await new jose.SignJWT(payload).setProtectedHeader(header).sign(signing),
  signerJwk: await jose.exportJWK(new X509Certificate(told.certificate).publicKey),
}) };

// How it is asked: by which name, and whether the answer is to be closed.
const WAYS = {
  closed: { client_id: `x509_san_dns:${new URL(told.origin).hostname}`, response_mode: "direct_post.jwt" },
  open: { client_id: `x509_hash:${createHash("sha256").update(der).digest("base64url")}`, response_mode: "direct_post" },
};

async function questionOf(name, way) {
  const pair = await jose.generateKeyPair("ECDH-ES", { extractable: true });
  const jwk = { ...(await jose.exportJWK(pair.publicKey)), use: "enc", alg: "ECDH-ES", kid: name };
  const decryptJwe = async (compact) => {
    const { plaintext } = await jose.compactDecrypt(compact, pair.privateKey);
    return { decrypted: true, decryptionJwk: jwk, payload: new TextDecoder().decode(plaintext) };
  };
  const verifier = new Openid4vpVerifier({ callbacks: { ...asking, decryptJwe } });
  const payload = {
    ...way,
    response_type: "vp_token",
    response_uri: `${told.origin}/answer/${name}`,
    nonce: jose.base64url.encode(crypto.getRandomValues(new Uint8Array(16))),
    state: name,
    client_metadata: {
      jwks: { keys: [jwk] },
      encrypted_response_enc_values_supported: ["A256GCM"],
      vp_formats_supported: { mso_mdoc: { issuerauth_alg_values: [-7], deviceauth_alg_values: [-7] } },
    },
    dcql_query: {
      credentials: [{
        id: "card",
        format: "mso_mdoc",
        meta: { doctype_value: told.doctype },
        claims: told.claims.map((claim) => ({ path: [told.doctype, claim] })),
      }],
    },
  };
  const made = await verifier.createOpenId4vpAuthorizationRequest({
    authorizationRequestPayload: payload,
    jar: {
      requestUri: `${told.origin}/request/${name}`,
      jwtSigner: { method: "x5c", alg: "ES256", x5c: [der.toString("base64")] },
      additionalJwtPayload: { aud: "https://self-issued.me/v2" },
      expiresInSeconds: 300,
    },
  });
  return { payload, jwk, verifier, jar: made.jar.authorizationRequestJwt, link: made.authorizationRequest.split("?")[1] };
}

async function judged({ payload, jwk, verifier }, form) {
  const parsed = await verifier.parseOpenid4vpAuthorizationResponse({
    authorizationResponse: Object.fromEntries(form),
    authorizationRequestPayload: payload,
    callbacks: verifier.options.callbacks,
  });
  const shown = parsed.dcql.presentations.card[0];
  const thumbprint = payload.response_mode === "direct_post" ? null : Buffer.from(await jose.calculateJwkThumbprint(jwk), "base64url");
  const info = cbor.encode([payload.client_id, payload.nonce, thumbprint, payload.response_uri]);
  const transcript = cbor.encode([null, null, ["OpenID4VPHandover", createHash("sha256").update(info).digest()]]);
  const read = await new Verifier([told.root]).verify(Buffer.from(shown, "base64url"), {
    encodedSessionTranscript: Buffer.concat([Buffer.from([0xd8, 0x18]), cbor.encode(transcript)]),
  });
  const names = Object.keys(read.documents[0].getIssuerNameSpace(told.doctype)).sort();
  if (names.join() !== [...told.claims].sort().join()) throw new Error(`reads ${names}`);
}

const questions = {};
for (const [name, way] of Object.entries(WAYS)) questions[name] = await questionOf(name, way);
const rows = [];

const server = createServer(async (asked, answer) => {
  answer.setHeader("Access-Control-Allow-Origin", "*");
  const [, what, name] = asked.url.split("/");
  const question = questions[name];
  if (what === "request") return answer.setHeader("Content-Type", "application/oauth-authz-req+jwt").end(question.jar);
  let body = "";
  for await (const part of asked) body += part;
  let result = "accepts it";
  try {
    await judged(question, new URLSearchParams(body));
  } catch (error) {
    result = `refuses: ${JSON.stringify([error.message, error.errorResponse, error.cause?.message].filter(Boolean))}`;
  }
  const { response_mode: mode, client_id: client } = question.payload;
  rows.push([`answer of the wallet, mso_mdoc, ${mode}, ${client.split(":")[0]}`, JUDGES, result]);
  answer.setHeader("Content-Type", "application/json").end("{}");
  if (rows.length === Object.keys(questions).length) console.log(JSON.stringify(rows));
});
server.listen(Number(new URL(told.origin).port), "127.0.0.1", () => console.log(JSON.stringify(Object.values(questions).map(({ link }) => link))));
