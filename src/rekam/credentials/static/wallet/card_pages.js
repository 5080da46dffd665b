// The cards: their list, what one says, and its code for a reader.

import { decode as fromBase45 } from "../ikd/base45.js";
import { fromBase64url } from "../ikd/bytes.js";
import { toQr, wrap } from "../ikd/claim169.js";
import { Refused } from "../ikd/refused.js";
import encodeQR from "../ikd/qr/index.js";
import { button, el, field, form, heading, link, note, notice, second, table, tellWrong } from "./dom.js";
import * as documents from "./documents.js";
import { fetchWaiting, refill } from "./issuance.js";
import { again, cardName, elementName, moved, valueText } from "./names.js";
import { Away, Refusal } from "./office.js";
import { lockButton } from "./open_pages.js";
import { t } from "./words.js";

const NONCE_PREFIX = "IKD:";
const NONCE_BYTES = [8, 64]; // no fewer, no more
const LIVE = 30; // seconds; the code is drawn anew a little before
const BEFORE = 5;
const QUIET = 4; // modules of white around the code
const MODULE = 6; // pixels of the canvas
const PLACE = ["alamat", "rt", "rw", "kelurahan_desa", "kecamatan", "kabupaten_kota", "provinsi"];

export async function cards({ closeWallet }) {
  const held = await documents.all();
  if (!held.length) {
    return [
      heading(t("Belum ada kartu")),
      el("p", {}, t("Ambil KTP digital Anda: di akun Anda dengan kunci sandi, di kantor kelurahan, atau pada petugas jemput bola.")),
      link(t("Ambil kartu"), "#/ambil", { class: "button" }),
      lockButton(closeWallet),
    ];
  }
  return [heading(t("Kartu Anda")), el("ul", { class: "cards" }, held.map(row)), lockButton(closeWallet)];
}

function row(document) {
  const told = document.facts;
  const name = told.nama ?? told.kepala_keluarga ?? "";
  const words = el("span", {}, el("strong", {}, cardName(document.kind)), name, stateOf(document));
  return el("li", {}, el("a", { href: `#/kartu/${document.id}` }, portrait(told.foto, ""), words));
}

function stateOf(document) {
  if (document.movedOn) return el("span", { class: "status bad" }, ` ✕ ${t("pindah ke telepon lain")}`);
  if (documents.isWaiting(document)) return el("span", { class: "note" }, ` · ${t("sebagian masih diputuskan kantor")}`);
  const isOver = document.expires !== undefined && document.expires * 1000 < Date.now();
  return isOver ? el("span", { class: "status bad" }, ` ✕ ${t("habis masanya")}`) : null;
}

// A picture of the credential, shown without any address that a picture could tell to others.
function portrait(told, alt) {
  const found = /^data:(image\/[a-z]+);base64,(.+)$/.exec(told ?? "");
  if (found === null) return null;
  const data = Uint8Array.from(atob(found[2]), (letter) => letter.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([data], { type: found[1] }));
  return el("img", { src: url, alt, onload: () => URL.revokeObjectURL(url) });
}

export async function card({ config, id, go }) {
  const document = await documents.find(id);
  if (document === null) return cards({ closeWallet: () => null });
  const renewed = navigator.onLine ? await renew(config, document) : "";
  const told = document.facts;
  const isHere = !document.movedOn;
  const rest = Object.entries(told).filter(([name]) => !["foto", "nama", "nik", "anggota", "age_over_17", ...PLACE].includes(name));
  return [
    heading(cardName(document.kind)),
    renewed ? notice(el("p", {}, renewed)) : null,
    isHere ? null : notice(el("p", {}, moved(document.movedOn)), el("p", {}, again())),
    el(
      "div",
      { class: "face" },
      portrait(told.foto, t("Foto pada kartu")),
      el("div", {}, el("p", { class: "name" }, told.nama ?? told.kepala_keluarga ?? ""), el("p", {}, told.nik ?? told.nomor_kk ?? ""), stateOf(document)),
    ),
    isHere && documents.has(document, `${document.kind}_qr`) ? link(t("Tunjukkan kode"), `#/kode/${id}`, { class: "button" }) : null,
    isHere && documents.has(document, "umur_qr") ? link(t("Hanya buktikan umur 17 tahun"), `#/kode/${id}?umur`, { class: "button second" }) : null,
    table([...rest.map(([name, value]) => [elementName(name), valueText(value)]), [t("Alamat"), address(told)]]),
    told.anggota ? family(told.anggota) : null,
    note(told.foto ? t("Tampilan ini bukan bukti: gambar dapat dipalsukan. Yang membuktikan adalah kode hidup.") : ""),
    second(t("Hapus kartu dari telepon ini"), () => go(`#/pengaturan/${id}`)),
  ].filter(Boolean);
}

function address(told) {
  if (told.alamat === undefined) return "";
  const rtRw = told.rt ? `RT ${told.rt}/RW ${told.rw}` : "";
  return [told.alamat, rtRw, ...PLACE.slice(3).map((name) => told[name])].filter(Boolean).join(", ");
}

function family(members) {
  return el(
    "div",
    {},
    el("h2", {}, t("Anggota keluarga")),
    members.map((member) => table(Object.entries(member).map(([name, value]) => [elementName(name), valueText(value)]))),
  );
}

// Fetches what was waited for and more copies; what came of it in words, "" where nothing changed.
async function renew(config, document) {
  try {
    if (documents.isWaiting(document)) await fetchWaiting(config, document);
    else if (documents.needsMore(document)) await refill(config, document);
    return "";
  } catch (error) {
    if (error.code === "invalid_grant") {
      document.ended = true;
      document.movedOn = error.movedOn;
      await documents.save(document);
      return error.movedOn ? "" : t("Kantor tidak lagi memperbarui kartu ini: sudah dicabut. Ambil sekali lagi.");
    }
    if (error instanceof Away || error instanceof Refusal) return "";
    throw error;
  }
}

export async function code({ id, query, onLeave }) {
  const document = await documents.find(id);
  const configuration = query === "umur" ? "umur_qr" : `${document.kind}_qr`;
  const copy = await (query === "umur" ? documents.spend : documents.peek)(document, configuration);
  const canvas = el("canvas", { role: "img", "aria-label": t("Kode hidup untuk dipindai petugas") });
  const [seconds, bar] = [el("p", { class: "seconds" }), el("progress", { max: LIVE - BEFORE, "aria-label": t("Waktu sampai kode diganti") })];
  let [nonce, drawnAt] = [null, 0];
  const redraw = async () => {
    drawnAt = Date.now();
    await paint(canvas, await liveCode(copy, nonce));
  };
  const tick = async () => {
    if (Date.now() - drawnAt > (LIVE - BEFORE) * 1000) await redraw();
    const left = Math.max(0, Math.ceil(LIVE - BEFORE - (Date.now() - drawnAt) / 1000));
    bar.value = left;
    seconds.textContent = t("Kode baru dalam {left} detik", { left });
  };
  await redraw();
  await tick();
  const timer = setInterval(tick, 1000);
  const awake = await navigator.wakeLock?.request("screen").catch(() => null);
  onLeave(() => {
    clearInterval(timer);
    awake?.release();
  });
  const answer = async (text) => {
    const read = readersNonce(text);
    tellWrong("nonce", read === null ? t("Ini bukan kode pembaca. Pindai yang ada di layarnya.") : "");
    if (read === null) return;
    nonce = read;
    await redraw();
    await tick();
    said.textContent = t("Kode ini sekarang hanya untuk pembaca itu.");
  };
  const said = el("p", { class: "status good", role: "status" });
  return [
    heading(query === "umur" ? cardName("umur") : cardName(document.kind)),
    el("div", { class: "code" }, canvas),
    seconds,
    bar,
    said,
    el("p", {}, query === "umur" ? t("Pembaca hanya tahu bahwa Anda berumur 17 tahun atau lebih, dan melihat foto Anda.") : t("Pembaca mendapat semua yang tertulis di kartu. Untuk sebagian saja, pakai Tunjukkan.")),
    el(
      "details",
      {},
      el("summary", {}, t("Pembaca menunjukkan kode sendiri")),
      note(t("Dengan itu kode Anda hanya berlaku bagi pembaca itu, dan foto layar tidak ada gunanya.")),
      el("div", { class: "scan" }, button(t("Pindai kode pembaca"), (event) => scanHere(event.target.parentElement, answer))),
      form(async (told) => answer(told.nonce), field("nonce", t("Atau ketik teksnya"), { autocomplete: "off" }), el("button", { class: "second" }, t("Pakai"))),
    ),
    link(t("Kembali ke kartu"), `#/kartu/${id}`, { class: "button second" }),
  ];
}

async function liveCode(copy, nonce) {
  return toQr(await wrap(fromBase64url(copy.text), { key: copy.key, at: Date.now() / 1000, nonce }));
}

// A reader's screen says "IKD:" and its nonce in Base45 (docs/reference/digital-ktp-verifier.md); null for anything else.
export function readersNonce(text) {
  const told = text.trim().toUpperCase();
  if (!told.startsWith(NONCE_PREFIX)) return null;
  try {
    const nonce = fromBase45(told.slice(NONCE_PREFIX.length));
    return nonce.length >= NONCE_BYTES[0] && nonce.length <= NONCE_BYTES[1] ? nonce : null;
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

async function paint(canvas, letters) {
  const rows = encodeQR(letters, "raw", { ecc: "low", encoding: "alphanumeric", border: QUIET });
  canvas.width = canvas.height = rows.length * MODULE;
  canvas.dataset.letters = letters;
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = "#000";
  rows.forEach((row, y) => row.forEach((dark, x) => dark && pen.fillRect(x * MODULE, y * MODULE, MODULE, MODULE)));
}

// The camera in the place of the button; the scanner is fetched only now.
export async function scanHere(place, found) {
  const video = el("video", { playsinline: true, muted: true, "aria-label": t("Gambar kamera") });
  const stop = new AbortController();
  place.replaceChildren(video, second(t("Berhenti memindai"), () => stop.abort()));
  addEventListener("hashchange", () => stop.abort(), { once: true });
  try {
    const { prepare, scan } = await import("../ikd/scanner.js");
    await prepare();
    const text = await scan(video, { signal: stop.signal });
    if (text !== null) await found(text);
    else place.replaceChildren(button(t("Pindai lagi"), () => scanHere(place, found)));
  } catch (error) {
    const refused = ["NotAllowedError", "NotFoundError", "NotReadableError"].includes(error.name);
    if (!refused) throw error;
    place.replaceChildren(note(t("Kamera tidak dapat dipakai. Tempel tautannya, atau izinkan kamera di pengaturan telepon.")));
  }
}
