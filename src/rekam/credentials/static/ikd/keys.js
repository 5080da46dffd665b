// Public keys of signers and holders: P-256 and Ed25519, by WebCrypto.

import { fromBase64url, isBytes, joined, toBase64url } from "./bytes.js";
import { refuse } from "./refused.js";

export const ES256 = -7;
export const EDDSA = -8;
const HALF = 32; // bytes of one coordinate, and of each half of a signature
const ECDSA = { name: "ECDSA", namedCurve: "P-256" };
const SIGNING = { name: "ECDSA", hash: "SHA-256" };
// COSE_Key labels and values: RFC 9052 section 7, RFC 9053 section 7.1
const [KTY, CRV, X, Y, EC2, P256] = [1, -1, -2, -3, 2, 1];
// The curve y² = x³ - 3x + b over p: FIPS 186-5, NIST SP 800-186 section 3.2.1.3
const PRIME = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

// A key with the one algorithm that it verifies.
export class PublicKey {
  constructor(algorithm, key) {
    this.algorithm = algorithm;
    this.key = key;
  }

  async isSigned(message, signature) {
    if (signature.length !== 2 * HALF) return false;
    return crypto.subtle.verify(this.algorithm === EDDSA ? "Ed25519" : SIGNING, this.key, signature, message);
  }
}

// The key of two coordinates, or of one and whether the other is odd. Off the curve it is refused.
export async function fromPoint(x, y) {
  if (x.length !== HALF || (isBytes(y) && y.length !== HALF)) refuse("holder_key_refused");
  const across = toNumber(x);
  if (across >= PRIME) refuse("holder_key_refused");
  const up = isBytes(y) ? toNumber(y) : root(across, y);
  if (up >= PRIME || (up * up) % PRIME !== square(across)) refuse("holder_key_refused");
  const whole = joined(Uint8Array.of(4), x, toBytes(up));
  return new PublicKey(ES256, await crypto.subtle.importKey("raw", whole, ECDSA, true, ["verify"]));
}

// The P-256 key of a COSE_Key.
export async function fromCose(told) {
  if (!(told instanceof Map) || told.get(KTY) !== EC2 || told.get(CRV) !== P256) refuse("holder_key_refused");
  const [x, y] = [told.get(X), told.get(Y)];
  if (!isBytes(x) || !(isBytes(y) || typeof y === "boolean")) refuse("holder_key_refused");
  return fromPoint(x, y);
}

// The key of a public JWK, P-256 or Ed25519.
export async function fromJwk(jwk) {
  if (jwk?.kty === "OKP" && jwk.crv === "Ed25519" && typeof jwk.x === "string" && !("d" in jwk)) {
    const raw = fromBase64url(jwk.x);
    // A browser that does not know Ed25519 cannot check what such a key signed.
    const key = await crypto.subtle
      .importKey("raw", raw, "Ed25519", true, ["verify"])
      .catch(() => refuse("algorithm_refused"));
    return new PublicKey(EDDSA, key);
  }
  const isP256 = jwk?.kty === "EC" && jwk.crv === "P-256" && !("d" in jwk);
  if (!isP256 || typeof jwk.x !== "string" || typeof jwk.y !== "string") refuse("holder_key_refused");
  return fromPoint(fromBase64url(jwk.x), fromBase64url(jwk.y));
}

// The 64 bytes r || s of ES256 by a private CryptoKey (which need not be extractable).
export async function sign(message, { key }) {
  return new Uint8Array(await crypto.subtle.sign(SIGNING, key, message));
}

// eleven letters of the RFC 7638 thumbprint, as `rekam.credentials.signing.kid_of` names a key
export async function kidOf(jwk) {
  const told = `{"crv":"${jwk.crv}","kty":"${jwk.kty}","x":"${jwk.x}","y":"${jwk.y}"}`;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(told));
  return toBase64url(new Uint8Array(digest, 0, 8));
}

const square = (x) => (((x * x * x - 3n * x + B) % PRIME) + PRIME) % PRIME;

function root(x, isOdd) {
  const y = power(square(x), (PRIME + 1n) / 4n); // p is 3 modulo 4
  return (y & 1n) === BigInt(isOdd) ? y : PRIME - y;
}

function power(base, exponent) {
  let [result, square_, left] = [1n, base, exponent];
  for (; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square_) % PRIME;
    square_ = (square_ * square_) % PRIME;
  }
  return result;
}

const toNumber = (data) => data.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
const toBytes = (number) =>
  Uint8Array.from({ length: HALF }, (_, at) => Number((number >> BigInt(8 * (HALF - 1 - at))) & 0xffn));
