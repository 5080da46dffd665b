// Getting a card: by a link, by a scanned code, by pasted text; then the number that came another way.

import { el, field, form, heading, link, note, button, tellWrong } from "./dom.js";
import { scanHere } from "./card_pages.js";
import { readOffer, take } from "./issuance.js";
import { away, cardName, sentence } from "./names.js";
import * as documents from "./documents.js";
import { Away, Refusal } from "./office.js";
import { t } from "./words.js";

export async function get({ config, query, go }) {
  if (query) return number(config, await readOffer(config, `?${query}`), go);
  const use = async (text) => {
    try {
      const offer = await readOffer(config, text);
      document.querySelector("main").replaceChildren(...number(config, offer, go));
      document.querySelector("main").focus();
    } catch (error) {
      tell("offer", error);
    }
  };
  return [
    heading(t("Ambil kartu")),
    el("p", {}, t("Di layar petugas, atau di akun Anda, ada sebuah kode. Kode itu berlaku lima menit.")),
    el("div", { class: "scan" }, button(t("Pindai kode"), (event) => scanHere(event.target.parentElement, use))),
    form(
      ({ offer }) => use(offer),
      field("offer", t("Atau tempel tautannya"), { rows: 3, autocomplete: "off", spellcheck: "false" }),
      el("button", { class: "second" }, t("Lanjut")),
    ),
    note(link(t("Belum punya kode?"), `${config.office}/saya/`, { rel: "noreferrer" }), " ", t("Masuk ke akun Anda dengan kunci sandi, atau datang ke kantor kelurahan.")),
  ];
}

function number(config, offer, go) {
  const kinds = [...new Set(offer.configurations.map(documents.kindOf))].map(cardName);
  const bar = el("progress", { max: offer.configurations.length, value: 0, "aria-label": t("Kartu diambil") });
  const act = async ({ number: typed = "" }) => {
    if (offer.digits && typed.length !== offer.digits) {
      tellWrong("number", t("Angkanya {digits}; yang diisi {typed}.", { digits: offer.digits, typed: typed.length }));
      return;
    }
    try {
      bar.hidden = false;
      await take(config, offer, { number: typed, tell: (done) => (bar.value = done) });
      go("#/");
    } catch (error) {
      bar.hidden = true;
      tell("number", error);
    }
  };
  bar.hidden = true;
  return [
    heading(t("Ketik angkanya")),
    el("p", {}, t("Kartu yang akan diambil: {kinds}.", { kinds: kinds.join(", ") })),
    form(
      act,
      field("number", t("Angka dari petugas"), {
        hint: t("{digits} angka, di kertas atau disebut petugas. Tiga kali salah, kodenya hangus.", { digits: offer.digits }),
        inputmode: "numeric",
        autocomplete: "one-time-code",
        maxlength: offer.digits || 12,
      }),
      bar,
      el("button", {}, t("Ambil kartu")),
    ),
  ];
}

function tell(name, error) {
  if (!(error instanceof Away || error instanceof Refusal)) throw error;
  tellWrong(name, error instanceof Away ? away() : sentence(error));
}
