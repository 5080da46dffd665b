// Showing to a service: who asks, for what, which elements; nothing goes before the button is pressed.

import { fromBase64url } from "../ikd/bytes.js";
import * as jose from "../ikd/jose.js";
import { scanHere } from "./card_pages.js";
import { button, el, field, form, heading, link, note, second, tellWrong } from "./dom.js";
import * as documents from "./documents.js";
import { remember } from "./history.js";
import { refill } from "./issuance.js";
import { away, cardName, elementName, sentence } from "./names.js";
import { Away, Refusal, ask } from "./office.js";
import { answerable, decline, readRequest, send } from "./present.js";
import { t } from "./words.js";

export async function show({ config, query, go }) {
  if (query) return consent(config, `?${query}`, go);
  const use = async (text) => {
    try {
      const page = await consent(config, text, go);
      document.querySelector("main").replaceChildren(...page);
      document.querySelector("main").focus();
    } catch (error) {
      if (!(error instanceof Away || error instanceof Refusal)) throw error;
      tellWrong("request", error instanceof Away ? away() : sentence(error));
    }
  };
  return [
    heading(t("Tunjukkan kepada layanan")),
    el("p", {}, t("Pindai kode di layar layanan. Anda melihat dahulu siapa yang meminta dan apa yang diminta.")),
    el("div", { class: "scan" }, button(t("Pindai kode"), (event) => scanHere(event.target.parentElement, use))),
    form(
      ({ request }) => use(request),
      field("request", t("Atau tempel tautannya"), { rows: 3, autocomplete: "off", spellcheck: "false" }),
      el("button", { class: "second" }, t("Lanjut")),
    ),
  ];
}

async function consent(config, text, go) {
  const request = await readRequest(config, text, { roots: await trustedRoots(config) });
  const answers = await answerable(request.query);
  if (answers === null) return impossible(request, go);
  const act = async () => {
    try {
      const onward = await send(request, answers);
      await keptAndRefilled(config, { request, answers });
      done(onward, go);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await keptAndRefilled(config, { request, answers });
      undone(error, go);
    }
  };
  const refuse = async () => {
    await decline(request).catch(() => null);
    go("#/");
  };
  return [
    heading(t("{name} meminta data Anda", { name: request.name })),
    el("p", { class: "status good" }, `✓ ${t("Layanan ini terdaftar pada kantor.")}`),
    note(new URL(request.responseUri).hostname),
    el("p", {}, request.purpose ? t("Untuk: {purpose}", { purpose: request.purpose }) : t("Untuk apa, tidak dikatakannya.")),
    byCard(answers).map(asked),
    form(act, el("button", {}, t("Kirim ini saja"))),
    second(t("Tolak, tidak ada yang dikirim"), refuse),
    note(t("Setelah dikirim, layanan itu menyimpannya menurut aturannya sendiri. Catatannya ada di Riwayat.")),
  ].flat();
}

// One list for each card, whatever number of forms it is asked for in.
function byCard(answers) {
  const found = new Map();
  for (const { document, show: names } of answers) {
    const before = found.get(document.id)?.names ?? [];
    found.set(document.id, { kind: document.kind, names: [...new Set([...before, ...names])] });
  }
  return [...found.values()];
}

const asked = ({ kind, names }) =>
  el(
    "section",
    {},
    el("h2", {}, t("Dari {card}", { card: cardName(kind) })),
    names.length ? el("ul", {}, names.map((name) => el("li", {}, elementName(name)))) : el("p", {}, t("Hanya bahwa kartu ini ada dan berlaku.")),
  );

function impossible(request, go) {
  return [
    heading(t("Tidak ada kartu yang menjawab")),
    el("p", {}, t("{name} meminta yang tidak ada di dompet ini, atau yang tidak sesuai dengan data Anda. Tidak ada yang dikirim.", { name: request.name })),
    button(t("Beri tahu layanan itu"), async () => {
      await decline(request).catch(() => null);
      go("#/");
    }),
    link(t("Kembali"), "#/", { class: "button second" }),
  ];
}

// Noted even where the service did not say that it took the answer: it may have read it.
async function keptAndRefilled(config, { request, answers }) {
  await remember({ who: request.name, client: request.client, shown: byCard(answers) });
  await refillQuietly(config, answers);
}

function undone(error, go) {
  document.querySelector("main").replaceChildren(
    heading(t("Belum tentu sampai")),
    el("p", {}, sentence(error)),
    button(t("Selesai"), () => go("#/")),
  );
  document.querySelector("main").focus();
}

function done(onward, go) {
  const isSafe = onward !== null && URL.canParse(onward) && ["https:", "http:"].includes(new URL(onward).protocol);
  document.querySelector("main").replaceChildren(
    heading(t("Terkirim")),
    el("p", {}, t("Layanan itu menerima jawaban Anda.")),
    isSafe ? link(t("Lanjut ke layanan"), onward, { class: "button", rel: "noreferrer" }) : button(t("Selesai"), () => go("#/")),
  );
  document.querySelector("main").focus();
}

// The roots whose readers the office vouches for, as it publishes them.
async function trustedRoots(config) {
  const answer = await ask(`${config.issuer}/ikd/trust`);
  if (!answer.ok) throw new Away();
  const { payload } = jose.read((await answer.text()).trim(), { kinds: ["rekam-trust+jwt"] });
  return payload.roots.map((text) => fromBase64url(text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")));
}

async function refillQuietly(config, answers) {
  for (const { document } of answers) {
    if (!documents.needsMore(document)) continue;
    await refill(config, document).catch((error) => {
      if (!(error instanceof Away || error instanceof Refusal)) throw error;
    });
  }
}
