// Before the wallet is open: a first PIN, the PIN, the passkey, and what to do when it is locked.

import { button, el, field, form, heading, link, note, notice, second, tellWrong } from "./dom.js";
import { away, moved, sentence } from "./names.js";
import { Away } from "./office.js";
import * as store from "./store.js";
import * as vault from "./vault.js";
import { t } from "./words.js";

const PIN = { inputmode: "numeric", maxlength: vault.PIN_DIGITS, autocomplete: "off", type: "password" };
const isPin = (text) => new RegExp(`^\\d{${vault.PIN_DIGITS}}$`).test(text);
// One digit six times, or a run: what a thief types first.
const isEasy = (pin) => /^(\d)\1+$/.test(pin) || "01234567890123456789".includes(pin) || "98765432109876543210".includes(pin);

export const pinField = (name, label, hint = "") => field(name, label, { ...PIN, hint });

// Why a new PIN is not taken; "" where it is.
export function pinWrong(pin, again) {
  if (!isPin(pin)) return t("PIN terdiri dari 6 angka.");
  if (isEasy(pin)) return t("PIN ini mudah ditebak. Pilih angka lain.");
  return pin === again ? "" : t("Kedua PIN tidak sama. Ketik lagi.");
}

export async function begin({ config, draw }) {
  const act = async ({ pin, again }) => {
    const wrong = pinWrong(pin, again);
    tellWrong("pin", wrong);
    if (wrong) return;
    try {
      await vault.begin(config, pin);
      await draw();
    } catch (error) {
      tellWrong("pin", error instanceof Away ? away() : sentence(error));
    }
  };
  return [
    heading(t("KTP digital di telepon Anda")),
    el("p", {}, t("Dompet ini menyimpan KTP, Kartu Keluarga dan kartu anak Anda, juga tanpa sinyal. Gratis.")),
    form(
      act,
      pinField("pin", t("Buat PIN"), t("6 angka yang tidak mudah ditebak. Kantor tidak mengetahuinya.")),
      pinField("again", t("Ketik PIN sekali lagi")),
      el("button", {}, t("Buat dompet")),
    ),
    note(t("KTP-el fisik Anda tetap berlaku."), " ", link(t("Telepon hilang?"), "#/hilang")),
  ];
}

export async function unlock({ config, draw }) {
  const until = await vault.offlineUntil();
  const act = async ({ pin }) => {
    if (!isPin(pin)) return tellWrong("pin", t("PIN terdiri dari 6 angka."));
    try {
      await vault.open(config, pin);
      return await draw();
    } catch (error) {
      document.getElementById("pin").value = "";
      return told(error, draw);
    }
  };
  const byPasskey = async () => {
    try {
      await vault.openByPasskey();
      await draw();
    } catch {
      tellWrong("pin", t("Kunci sandi tidak jadi dipakai. Pakai PIN, atau coba lagi."));
    }
  };
  return [
    heading(t("Buka dompet")),
    (await vault.hasPasskey()) ? button(t("Buka dengan kunci sandi"), byPasskey) : null,
    form(act, pinField("pin", t("PIN")), el("button", {}, t("Buka"))),
    !navigator.onLine && !until
      ? notice(el("p", {}, t("Tanpa jaringan, PIN saja tidak membuka dompet ini sekarang. Sambungkan telepon sebentar.")))
      : null,
    note(link(t("Lupa PIN, atau telepon hilang?"), "#/hilang")),
  ].filter(Boolean);
}

function told(error, draw) {
  if (error instanceof vault.WrongOffline) return tellWrong("pin", wrongPin(error.left, t("Setelah itu dompet terbuka hanya dengan jaringan.")));
  if (error instanceof Away) return tellWrong("pin", away());
  if (error.code === "wallet_pin_wrong") return tellWrong("pin", wrongPin(error.left, t("Setelah itu dompet ini terkunci.")));
  if (error.code === "wallet_locked") return showEnd(t("Dompet terkunci"), t("PIN lima kali salah, jadi dompet di telepon ini tidak dapat dibuka lagi."), draw);
  if (error.code === "wallet_moved") return showEnd(t("Pindah ke telepon lain"), moved(error.movedOn), draw);
  if (error.code === "wallet_unknown") return showEnd(t("Telepon ini dikeluarkan"), t("Telepon ini tidak ada lagi dalam daftar dompet Anda."), draw);
  return tellWrong("pin", sentence(error));
}

const wrongPin = (left, after) => `${t("PIN salah. Sisa percobaan: {left}.", { left })} ${after}`;

// Nothing opens it again: the resident begins anew, which takes a minute.
function showEnd(title, why, draw) {
  const anew = async () => {
    await store.wipe();
    vault.lock();
    await draw();
  };
  document.querySelector("main").replaceChildren(
    heading(title),
    el("p", {}, why),
    el("p", {}, t("Kartu Anda tidak hilang: kantor menerbitkannya lagi dalam satu menit, dengan kunci sandi di akun Anda atau di kantor kelurahan.")),
    button(t("Kosongkan dan mulai lagi"), anew),
    link(t("Cara mengambilnya lagi"), "#/hilang", { class: "button second" }),
  );
  document.querySelector("main").focus();
}

export const lockButton = (closeWallet) => second(t("Tutup dompet"), closeWallet);
