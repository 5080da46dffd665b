// The ciphers that the OpenID libraries ask their user for, by jose and node.
import { createHash, randomBytes } from "node:crypto";
import { X509Certificate } from "node:crypto";
import { clientAuthenticationAnonymous, setGlobalConfig } from "@openid4vc/oauth2";
import * as jose from "jose";

setGlobalConfig({ allowInsecureUrls: true }); // the server under judgement is on this machine

const held = new Map(); // private keys of this run, by thumbprint

export async function newKey() {
  const { privateKey, publicKey } = await jose.generateKeyPair("ES256", { extractable: true });
  const jwk = { ...(await jose.exportJWK(publicKey)), alg: "ES256" };
  const key = { jwk, privateKey, thumbprint: await jose.calculateJwkThumbprint(jwk) };
  held.set(key.thumbprint, key);
  return key;
}

export const signerOf = (key) => ({ method: "jwk", alg: "ES256", publicJwk: key.jwk });

async function signJwt(signer, { header, payload }) {
  const key = held.get(await jose.calculateJwkThumbprint(signer.publicJwk));
  const jwt = await new jose.SignJWT(payload).setProtectedHeader({ ...header, alg: signer.alg }).sign(key.privateKey);
  return { jwt, signerJwk: signer.publicJwk };
}

async function publicKeyOf(signer) {
  if (signer.method === "x5c") return new X509Certificate(Buffer.from(signer.x5c[0], "base64")).publicKey;
  return jose.importJWK(signer.publicJwk, signer.alg);
}

async function verifyJwt(signer, { compact }) {
  const key = await publicKeyOf(signer);
  try {
    await jose.compactVerify(compact, key);
  } catch {
    return { verified: false };
  }
  const signerJwk = signer.publicJwk ?? key.export({ format: "jwk" });
  return { verified: true, signerJwk };
}

async function encryptJwe(encryptor, data) {
  const jwe = await new jose.CompactEncrypt(new TextEncoder().encode(data))
    .setProtectedHeader({
      alg: encryptor.alg,
      enc: encryptor.enc,
      kid: encryptor.publicJwk.kid,
      ...(encryptor.apu && { apu: encryptor.apu }),
      ...(encryptor.apv && { apv: encryptor.apv }),
    })
    .encrypt(await jose.importJWK(encryptor.publicJwk, encryptor.alg));
  return { jwe, encryptionJwk: encryptor.publicJwk };
}

function namesOf(certificate) {
  const names = (new X509Certificate(Buffer.from(certificate, "base64")).subjectAltName ?? "").split(", ");
  const of = (kind) => names.filter((name) => name.startsWith(kind)).map((name) => name.slice(kind.length));
  return { sanDnsNames: of("DNS:"), sanUriNames: of("URI:") };
}

export const callbacks = {
  fetch,
  hash: (data, algorithm) => createHash(algorithm.replace("-", "")).update(data).digest(),
  generateRandom: (length) => randomBytes(length),
  clientAuthentication: clientAuthenticationAnonymous(),
  signJwt,
  verifyJwt,
  encryptJwe,
  decryptJwe: () => ({ decrypted: false }),
  getX509CertificateMetadata: namesOf,
};
