// The wallet: one page, its addresses behind the #, and the lock before all of them.

import { button, el, heading, link, note } from "./dom.js";
import { cards, card, code } from "./card_pages.js";
import { get } from "./get_page.js";
import { away, sentence } from "./names.js";
import { Away, Refusal } from "./office.js";
import { history, lost, settings } from "./other_pages.js";
import { begin, unlock } from "./open_pages.js";
import { show } from "./show_page.js";
import * as vault from "./vault.js";
import { choose, chooseAgain, language, t } from "./words.js";

const IDLE = 5 * 60_000; // milliseconds without a touch until the wallet closes
const HIDDEN = 60_000; // and out of sight
const PAGES = { "": cards, kartu: card, kode: code, ambil: get, tunjuk: show, riwayat: history, pengaturan: settings };
const MENU = [["", "Kartu"], ["tunjuk", "Tunjukkan"], ["ambil", "Ambil"], ["riwayat", "Riwayat"], ["pengaturan", "Atur"]];

const main = document.querySelector("main");
const nav = document.querySelector("nav");
let config = null;
let leave = () => null; // what the page that is shown wants done when it goes
let turn = 0;
let [touched, hiddenSince] = [Date.now(), null];

async function start() {
  config = await (await fetch("/config.json")).json();
  document.querySelector(".office").textContent = config.name;
  const policy = window.trustedTypes?.createPolicy("dompet", { createScriptURL: () => "/sw.js" });
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(policy?.createScriptURL("") ?? "/sw.js");
  navigator.storage?.persist?.();
  await chooseAgain();
  document.querySelector(".language").addEventListener("click", async () => {
    await choose(language() === "id" ? "en" : "id").catch(() => null);
    await draw();
  });
  for (const name of ["online", "offline"]) addEventListener(name, tellLine);
  for (const name of ["pointerdown", "keydown"]) addEventListener(name, () => (touched = Date.now()));
  addEventListener("hashchange", draw);
  document.addEventListener("visibilitychange", () => (hiddenSince = document.hidden ? Date.now() : null));
  setInterval(closeWhenIdle, 5_000);
  await draw();
}

function closeWhenIdle() {
  const now = Date.now();
  const isOver = now - touched > IDLE || (hiddenSince !== null && now - hiddenSince > HIDDEN);
  if (vault.isOpen() && isOver) closeWallet();
}

function closeWallet() {
  vault.lock();
  draw();
}

function tellLine() {
  document.querySelector(".line").textContent = navigator.onLine ? "" : t("Luring");
}

// Draws the page of the address; a later call overtakes an earlier one that still waits.
async function draw() {
  const mine = (turn += 1);
  leave();
  leave = () => null;
  document.documentElement.lang = language();
  document.querySelector(".language").textContent = language() === "id" ? "English" : "Bahasa Indonesia";
  document.querySelector(".language").lang = language() === "id" ? "en" : "id";
  document.querySelector(".skip").textContent = t("Langsung ke isi");
  tellLine();
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  const [name, id] = path.split("/");
  const around = { config, id, query, draw, closeWallet, go, onLeave: (act) => (leave = act) };
  const page = await chosen(name);
  const drawn = await page(around).catch((error) => failed(error));
  if (mine !== turn) return;
  main.replaceChildren(...[drawn].flat());
  menu(name);
  document.title = `${main.querySelector("h1")?.textContent ?? ""} – Dompet KTP`;
  main.focus({ preventScroll: true });
  scrollTo(0, 0);
}

async function chosen(name) {
  if (name === "hilang") return lost;
  if (!(await vault.isBegun())) return begin;
  return vault.isOpen() ? (PAGES[name] ?? cards) : unlock;
}

function menu(current) {
  nav.hidden = !vault.isOpen();
  nav.setAttribute("aria-label", t("Menu"));
  const at = { kartu: "", kode: "" }[current] ?? current;
  nav.replaceChildren(
    ...MENU.map(([name, label]) => link(t(label), `#/${name}`, { "aria-current": name === at ? "page" : null })),
  );
}

function go(address) {
  if (location.hash === address) return draw();
  location.hash = address;
  return null;
}

// What cannot be told at a field; anything that is neither the office's answer nor its silence is our mistake.
function failed(error) {
  if (!(error instanceof Away || error instanceof Refusal)) console.error(error);
  const told = error instanceof Away ? away() : sentence(error);
  return [heading(t("Belum berhasil")), el("p", {}, told), note(error.code ?? ""), button(t("Coba lagi"), () => draw())];
}

start();
