// History, settings, and what to do when the phone is gone.

import { button, el, form, heading, link, note, second, tellWrong } from "./dom.js";
import * as documents from "./documents.js";
import { entries, forget } from "./history.js";
import { away, cardName, elementName, sentence } from "./names.js";
import { Away, Refusal } from "./office.js";
import { lockButton, pinField, pinWrong } from "./open_pages.js";
import * as store from "./store.js";
import * as vault from "./vault.js";
import { moment, t } from "./words.js";

export async function history({ config, draw }) {
  const found = await entries();
  const clear = async () => {
    await forget();
    await draw();
  };
  if (!found.length) return [heading(t("Riwayat")), el("p", {}, t("Belum ada yang Anda tunjukkan lewat dompet ini. Kode yang dipindai orang tidak tercatat di sini."))];
  return [
    heading(t("Riwayat")),
    note(t("Hanya ada di telepon ini; kantor tidak menyimpannya.")),
    found.map((one) => entry(config, one)),
    second(t("Kosongkan riwayat"), clear),
  ].flat();
}

function entry(config, { at, who, shown }) {
  const list = shown.map(({ kind, names }) => `${cardName(kind)}: ${names.map(elementName).join(", ") || t("hanya bahwa kartu ini ada dan berlaku")}`);
  const report = `${config.office}/pengaduan/?${new URLSearchParams({ tentang: who })}`;
  return el(
    "section",
    {},
    el("h2", {}, who),
    el("p", { class: "note" }, moment(at)),
    el("ul", {}, list.map((text) => el("li", {}, text))),
    el("p", {}, link(t("Laporkan layanan ini"), report, { rel: "noreferrer", "aria-label": t("Laporkan {who} kepada kantor", { who }) })),
  );
}

export async function settings({ config, id, draw, closeWallet, go }) {
  if (id) return removal(id, go);
  const phone = await vault.device();
  return [
    heading(t("Pengaturan")),
    el("h2", {}, t("Tanpa jaringan")),
    hours(phone.hours, draw),
    el("h2", {}, t("Kunci sandi")),
    await passkey(config, draw),
    el("h2", {}, t("Ganti PIN")),
    change(config),
    el("h2", {}, t("Telepon ini")),
    el("p", {}, link(t("Telepon hilang: apa yang harus dilakukan"), "#/hilang")),
    lockButton(closeWallet),
    button(t("Hapus dompet dari telepon ini"), () => go("#/pengaturan/semua"), { class: "end" }),
  ];
}

function hours(chosen, draw) {
  const label = (count) => (count === 0 ? t("Tidak pernah: PIN selalu memerlukan jaringan") : t("Sampai {count} jam setelah dibuka dengan jaringan", { count }));
  const one = (count) =>
    el(
      "div",
      { class: "choice" },
      el("input", { type: "radio", name: "hours", id: `hours-${count}`, value: count, checked: count === chosen, onchange: async () => {
        await vault.setHours(count);
        await draw();
      } }),
      el("label", { for: `hours-${count}` }, label(count)),
    );
  return el(
    "fieldset",
    {},
    el("legend", {}, t("Selama apa PIN membuka dompet tanpa jaringan")),
    note(t("Selama itu, pencuri yang ahli dapat menebak PIN tanpa dihitung kantor. Kunci sandi tidak punya batas ini.")),
    vault.OFFLINE_HOURS.map(one),
  );
}

async function passkey(config, draw) {
  if (await vault.hasPasskey()) {
    return second(t("Lepas kunci sandi"), async () => {
      await vault.dropPasskey();
      await draw();
    });
  }
  if (!vault.passkeysPossible()) return note(t("Peramban ini tidak dapat memakai kunci sandi."));
  const act = async ({ own }) => {
    await tried("own", async () => {
      const could = await vault.addPasskey(config, own);
      if (!could) return tellWrong("own", t("Telepon ini tidak memberi rahasia dengan kunci sandinya. Pakai PIN."));
      return draw();
    });
  };
  return form(
    act,
    note(t("Sidik jari, wajah atau kunci layar telepon membuka dompet, juga tanpa jaringan.")),
    pinField("own", t("PIN Anda")),
    el("button", { class: "second" }, t("Pasang kunci sandi")),
  );
}

function change(config) {
  const said = el("p", { class: "status good", role: "status" });
  const act = async ({ old, next, again }) => {
    const wrong = pinWrong(next, again);
    tellWrong("next", wrong);
    if (wrong) return;
    await tried("old", async () => {
      await vault.changePin(config, old, next);
      tellWrong("old", "");
      said.textContent = `✓ ${t("PIN diganti.")}`;
    });
  };
  return form(act, said, pinField("old", t("PIN sekarang")), pinField("next", t("PIN baru")), pinField("again", t("PIN baru sekali lagi")), el("button", { class: "second" }, t("Ganti PIN")));
}

async function tried(name, work) {
  try {
    await work();
  } catch (error) {
    if (error instanceof Away) return tellWrong(name, away());
    if (error instanceof Refusal) return tellWrong(name, error.code === "wallet_pin_wrong" ? t("PIN salah. Sisa percobaan: {left}.", { left: error.left }) : sentence(error));
    if (error.name === "NotAllowedError") return tellWrong(name, t("Kunci sandi tidak jadi dipasang."));
    throw error;
  }
  return null;
}

async function removal(id, go) {
  const one = id === "semua" ? null : await documents.find(id);
  const act = async () => {
    if (one === null) {
      vault.lock();
      await store.wipe();
    } else await documents.remove(one);
    go("#/");
  };
  return [
    heading(one === null ? t("Hapus dompet dari telepon ini?") : t("Hapus {card} dari telepon ini?", { card: cardName(one.kind) })),
    el("p", {}, t("Di kantor tidak ada yang berubah, dan kartu dapat diambil lagi kapan saja.")),
    button(t("Ya, hapus"), act, { class: "end" }),
    link(t("Jangan hapus"), "#/pengaturan", { class: "button second" }),
  ];
}

export async function lost({ config }) {
  return [
    heading(t("Telepon hilang, atau PIN lupa")),
    el("p", {}, t("Kartu Anda tidak hilang. Mengambilnya lagi makan waktu satu menit dan gratis.")),
    el("h2", {}, t("Cabut telepon yang hilang")),
    el(
      "ol",
      {},
      el("li", {}, t("Dari telepon atau komputer mana saja, masuk ke akun Anda dengan kunci sandi: {address}", { address: `${config.office}/saya/` })),
      el("li", {}, t("Pilih telepon itu di daftar, lalu cabut. Kartu di dalamnya langsung tidak berlaku.")),
      el("li", {}, t("Tidak punya kunci sandi? Datang ke kantor kelurahan mana saja; petugas mencabutnya dan memberi kode baru.")),
    ),
    el("h2", {}, t("Ambil lagi")),
    el("p", {}, t("Buka dompet di telepon lain, buat PIN baru, lalu ambil kartu dengan kode dari akun Anda atau dari petugas.")),
    note(t("Siapa menemukan telepon itu tidak dapat membuka dompetnya: setelah lima PIN salah kantor menguncinya.")),
    link(t("Kembali"), "#/", { class: "button second" }),
  ];
}
