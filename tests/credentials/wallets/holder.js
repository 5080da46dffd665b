// The side of test_holder_in_browser.py that runs in the page.

const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const named = (names) => Promise.all(names.map((name) => import(`/ikd/${name}.js`)));
const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

// What a phone shows of both sorts, and what it signs to get them.
export async function show({ jwk, certificate, root, at, sd, mso, reader, nonce, responseUri, names, encryption }) {
  const [sdjwt, mdoc, jwe, x509, dpop, signing, texts] = await named(["sdjwt", "mdoc", "jwe", "x509", "dpop", "signing", "bytes"]);
  const key = await crypto.subtle.importKey("jwk", jwk, CURVE, false, ["sign"]);
  const { d: _secret, ...open } = jwk;
  const pair = { privateKey: key, publicKey: await crypto.subtle.importKey("jwk", open, CURVE, true, ["verify"]) };
  const thumbprint = await signing.thumbprint(encryption);
  const transcript = await mdoc.sessionTranscript({ client: reader, nonce, responseUri, thumbprint });
  const [leaf, above] = [await x509.readCertificate(bytesOf(certificate)), await x509.readCertificate(bytesOf(root))];
  return {
    sd: await sdjwt.present(sd, { show: names, key, audience: reader, nonce, at }),
    mdoc: texts.toBase64url(await mdoc.present(texts.fromBase64url(mso), { kind: "rekam.ktp.1", show: names, key, transcript })),
    notHeld: await sdjwt.present(sd, { show: ["saldo"], key, audience: reader, nonce, at }).catch((error) => error.code),
    jwe: await jwe.encrypt(texts.toUtf8('{"vp_token":{}}'), { jwk: encryption }),
    dpop: await dpop.prove({ pair, method: "POST", url: "https://dukcapil.kotaserang.example/token?x=1", at, nonce: "n" }),
    proof: await signing.sign({ aud: "https://dukcapil.kotaserang.example", iat: at, nonce: "c" }, { kind: "openid4vci-proof+jwt", key, header: { jwk: await signing.publicJwk(pair) } }),
    readable: pair.privateKey.extractable,
    names: [leaf.dns, leaf.uris],
    under: [await x509.isUnder(leaf, above, { at }), await x509.isUnder(leaf, leaf, { at }), await x509.isUnder(leaf, above, { at: at + 1e9 })],
  };
}
