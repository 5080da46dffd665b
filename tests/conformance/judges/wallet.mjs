// A wallet of others: @openid4vc takes credentials from Rekam's issuer and shows them to Rekam's verifier.
//   node wallet.mjs < {"offer", "tx_code", "copies", "questions"}; a row for each step on the standard output.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { DeviceResponse } from "@auth0/mdl";
import { Openid4vciClient } from "@openid4vc/openid4vci";
import { Openid4vpClient } from "@openid4vc/openid4vp";
import { Encoder } from "cbor-x";
import * as jose from "jose";
import { callbacks, newKey, signerOf } from "./callbacks.mjs";

const told = JSON.parse(readFileSync(0, "utf8"));
const rows = [];
const cbor = new Encoder({ useRecords: false, tagUint8Array: false });

function versionOf(name) {
  return JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url))).version;
}

async function judged(what, judge, step) {
  try {
    const result = await step();
    rows.push([what, `${judge} ${versionOf(judge)}`, "accepts it"]);
    return result;
  } catch (error) {
    const why = [error.message, error.errorResponse, error.response?.credentialErrorResponseResult?.data].filter(Boolean);
    rows.push([what, `${judge} ${versionOf(judge)}`, `refuses: ${JSON.stringify(why)}`]);
    return null;
  }
}

async function takeAll() {
  const issuer = "@openid4vc/openid4vci";
  const client = new Openid4vciClient({ callbacks });
  const offer = await judged("credential offer", issuer, () => client.resolveCredentialOffer(told.offer));
  const issuerMetadata = await judged("issuer's metadata", issuer, () =>
    client.resolveIssuerMetadata(offer.credential_issuer),
  );
  const signer = signerOf(await newKey());
  const token = await judged("token, with tx_code and DPoP", issuer, () =>
    client.retrievePreAuthorizedCodeAccessTokenFromOffer({
      credentialOffer: offer,
      issuerMetadata,
      txCode: told.tx_code,
      dpop: { signer },
    }),
  );
  const taken = [];
  for (const id of offer.credential_configuration_ids) {
    const configuration = issuerMetadata.credentialIssuer.credential_configurations_supported[id];
    const got = await judged(`${told.copies} copies of ${id}`, issuer, async () => {
      const { c_nonce: nonce } = await client.requestNonce({ issuerMetadata });
      const keys = await Promise.all(Array.from({ length: told.copies }, newKey));
      const proofs = await Promise.all(
        keys.map((key) =>
          client.createCredentialRequestJwtProof({
            issuerMetadata,
            credentialConfigurationId: id,
            nonce,
            signer: signerOf(key),
          }),
        ),
      );
      const { credentialResponse, dpop } = await client.retrieveCredentials({
        issuerMetadata,
        credentialConfigurationId: id,
        proofs: { jwt: proofs.map(({ jwt }) => jwt) },
        accessToken: token.accessTokenResponse.access_token,
        dpop: token.dpop,
      });
      const credentials = credentialResponse.credentials.map(({ credential }) => credential);
      if (new Set(credentials).size !== told.copies) throw new Error(`${credentials.length} copies`);
      return { credentials, keys, notification: credentialResponse.notification_id, nonce: dpop?.nonce };
    });
    if (got) taken.push({ id, configuration, ...got });
  }
  const notified = taken.find(({ notification }) => notification);
  if (notified)
    await judged("notification", issuer, () =>
      client.sendNotification({
        issuerMetadata,
        notification: { notificationId: notified.notification, event: "credential_accepted" },
        accessToken: token.accessTokenResponse.access_token,
        dpop: { ...token.dpop, nonce: notified.nonce ?? token.dpop.nonce },
      }),
    );
  return taken;
}

async function shownSdJwt(credential, key, { claims, audience, nonce }) {
  const [token, ...disclosures] = credential.split("~").filter(Boolean);
  const wanted = new Set(claims.map(({ path }) => path[0]));
  const named = (text) => JSON.parse(Buffer.from(text, "base64url"));
  const shown = disclosures.filter((text) => wanted.has(named(text)[1]));
  const presentation = [token, ...shown, ""].join("~");
  const sd_hash = createHash("sha256").update(presentation).digest("base64url");
  const binding = await new jose.SignJWT({ aud: audience, nonce, sd_hash })
    .setIssuedAt()
    .setProtectedHeader({ alg: "ES256", typ: "kb+jwt" })
    .sign(key.privateKey);
  return presentation + binding;
}

async function shownMdoc(credential, key, { claims, docType, transcript }) {
  const issued = Buffer.from(credential, "base64url");
  const response = Buffer.concat([
    Buffer.from([0xa3]),
    ...["version", "1.0", "documents"].map((text) => cbor.encode(text)),
    Buffer.from([0x81, 0xa2]),
    ...["docType", docType, "issuerSigned"].map((text) => cbor.encode(text)),
    issued, // as the issuer wrote it
    cbor.encode("status"),
    cbor.encode(0),
  ]);
  const fields = claims.map(({ path: [space, name] }) => ({ path: [`$['${space}']['${name}']`], intent_to_retain: false }));
  const signed = await DeviceResponse.from(response)
    .usingPresentationDefinition({
      id: "asked",
      input_descriptors: [
        { id: docType, format: { mso_mdoc: { alg: ["ES256"] } }, constraints: { limit_disclosure: "required", fields } },
      ],
    })
    .usingSessionTranscriptBytes(Buffer.concat([Buffer.from([0xd8, 0x18]), cbor.encode(transcript)]))
    .authenticateWithSignature(await jose.exportJWK(key.privateKey), "ES256")
    .sign();
  return Buffer.from(signed.encode()).toString("base64url");
}

// OpenID4VP 1.0, B.2.6.1
async function transcriptOf(request) {
  const [jwk] = request.client_metadata.jwks.keys;
  const thumbprint = Buffer.from(await jose.calculateJwkThumbprint(jwk), "base64url");
  const info = cbor.encode([request.client_id, request.nonce, thumbprint, request.response_uri]);
  return cbor.encode([null, null, ["OpenID4VPHandover", createHash("sha256").update(info).digest()]]);
}

function heldFor(query, taken) {
  const { vct_values: vcts, doctype_value: docType } = query.meta;
  return taken.find(
    ({ configuration }) =>
      configuration.format === query.format && (vcts?.includes(configuration.vct) ?? configuration.doctype === docType),
  );
}

async function presentationOf(request, query, taken) {
  const held = heldFor(query, taken);
  const [credential, key] = [held.credentials.pop(), held.keys.pop()];
  if (query.format === "mso_mdoc")
    return shownMdoc(credential, key, {
      claims: query.claims,
      docType: query.meta.doctype_value,
      transcript: await transcriptOf(request),
    });
  return shownSdJwt(credential, key, { claims: query.claims, audience: request.client_id, nonce: request.nonce });
}

async function show({ link, format }, taken) {
  const verifier = "@openid4vc/openid4vp";
  const client = new Openid4vpClient({ callbacks });
  const resolved = await judged("signed request (JAR) with DCQL", verifier, () => {
    const { params } = client.parseOpenid4vpAuthorizationRequest({ authorizationRequest: link });
    return client.resolveOpenId4vpAuthorizationRequest({ authorizationRequestPayload: params });
  });
  await judged(`question answered by ${format}, direct_post.jwt`, verifier, async () => {
    const request = resolved.authorizationRequestPayload;
    const query = resolved.dcql.query.credentials.find((one) => one.format === format);
    const created = await client.createOpenid4vpAuthorizationResponse({
      authorizationRequestPayload: request,
      authorizationResponsePayload: { vp_token: { [query.id]: [await presentationOf(request, query, taken)] } },
      jarm: {
        encryption: { nonce: jose.base64url.encode("one nonce of the wallet") },
        serverMetadata: {
          authorization_signing_alg_values_supported: [],
          authorization_encryption_alg_values_supported: ["ECDH-ES"],
          authorization_encryption_enc_values_supported: ["A256GCM", "A128GCM"],
        },
      },
    });
    const { response } = await client.submitOpenid4vpAuthorizationResponse({
      authorizationRequestPayload: request,
      ...created,
    });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  });
}

const taken = await takeAll();
for (const question of told.questions ?? []) await show(question, taken);
console.log(JSON.stringify(rows));
