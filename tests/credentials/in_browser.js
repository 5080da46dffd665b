// The side of tests/credentials/in_browser.py that runs in the page.

const bytes = (text, { fromBase64url }) => (text === null ? null : fromBase64url(text));

// What the readers say to each question, in order.
export async function ask({ questions, keys }) {
  const names = ["bytes", "claim169", "status", "cbor", "base45", "trust", "refused"];
  const [texts, claim169, status, cbor, base45, { Trust }, { Refused }] = await Promise.all(
    names.map((name) => import(`/ikd/${name}.js`)),
  );
  const trust = new Trust(keys);
  const raw = (text) => bytes(text, texts);
  const readers = {
    qr: ({ text, nonce, live_only: liveOnly, key, at }) =>
      claim169.read(text, { trust, at, nonce: raw(nonce), liveOnly, key: raw(key) }),
    status_jwt: ({ text, uri, at }) => status.readJwt(text, { uri, trust, at }),
    status_cwt: ({ data, uri, at }) => status.readCwt(raw(data), { uri, trust, at }),
    status_at: ({ bits, data, index }) => new status.StatusList(bits, raw(data)).at(index),
    cbor: ({ data }) => texts.toBase64url(cbor.write(cbor.read(raw(data)))),
    base45: ({ text }) => base45.encode(base45.decode(text)),
  };
  const answers = [];
  for (const { reader, told } of questions) {
    try {
      const read = await readers[reader](told);
      answers.push({ refused: null, told: typeof read === "string" ? read : (read.live ?? null) });
    } catch (broken) {
      answers.push({ refused: broken instanceof Refused ? broken.code : `bug: ${broken.stack}`, told: null });
    }
  }
  return answers;
}

// Which of lists, dated and packed as told, a reader believes after each that it was given.
export async function follow({ lists }) {
  const names = ["ikd/bytes", "ikd/status", "reading/lists"];
  const [texts, status, { Lists }] = await Promise.all(names.map((name) => import(`/${name}.js`)));
  const read = new Lists([]);
  const believed = [];
  for (const [number, { issued, data }] of lists.entries()) {
    const told = new status.StatusList(2, bytes(data, texts));
    read.readStatus = async () => ({ uri: "1", told, issued, number });
    await read.take("1");
    believed.push(read.statuses.get("1").number);
  }
  return believed;
}

// A live code, signed by a key that the page cannot read again.
export async function wrap({ jwk, issued, nonce, at }) {
  const [texts, claim169] = await Promise.all([import("/ikd/bytes.js"), import("/ikd/claim169.js")]);
  const key = await crypto.subtle.importKey("jwk", jwk, { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
  return claim169.toQr(await claim169.wrap(bytes(issued, texts), { key, at, nonce: bytes(nonce, texts) }));
}
