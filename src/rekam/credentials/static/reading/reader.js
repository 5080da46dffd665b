// The page on which anybody checks a digital KTP. Nothing of who was scanned is stored or sent.

import { encode as toBase45 } from "../ikd/base45.js";
import { isBytes, toBase64 } from "../ikd/bytes.js";
import { read } from "../ikd/claim169.js";
import { now } from "../ikd/moments.js";
import encodeQR from "../ikd/qr/index.js";
import { prepare, readPicture, scan } from "../ikd/scanner.js";
import { judge } from "../ikd/verdict.js";
import { Lists } from "./lists.js";

const page = document.querySelector("[data-reader]");
const part = (name) => page.querySelector(`[data-${name}]`);
const words = JSON.parse(document.getElementById("reader-words").textContent);
const lists = new Lists(page.dataset.roots.split(" ").filter(Boolean));
const FORGET = 120_000; // milliseconds after which a result leaves the screen
const FRESH = 300_000; // milliseconds between two looks for newer lists; not at a scan, which would tell when one was
const NONCE_BYTES = 16;
const NONCE_PREFIX = "IKD:"; // docs/reference/digital-ktp-verifier.md
const [PHOTO, PHOTO_FORMAT, KIND, WAY] = [16, 17, 37, 41];
const PICTURES = new Map([[1, "image/jpeg"], [3, "image/avif"], [4, "image/webp"]]);
const SEX = new Map([[1, "male"], [2, "female"]]);
let nonce = null;
let looking = null;
let forgetting = null;

async function check(text) {
  stopLooking();
  if (text === null) return tell(words.said.unreadable);
  if (lists.trust === null) return tell(words.said.no_trust);
  tell("");
  const at = now();
  const asked = nonce;
  const verdict = await judge(() => read(text, { trust: lists.trust, at, nonce: asked }), { lists: lists.statuses, at });
  show(verdict, { hadNonce: asked !== null });
}

function show({ standing, code, shown, knownAt }, { hadNonce }) {
  const claims = shown?.credential.claims ?? new Map();
  part("kind").textContent = words.kinds[claims.get(KIND)] ?? words.said.result;
  part("verdict").dataset.is = standing;
  part("verdict").replaceChildren(page.querySelector(`[data-standing="${standing}"]`).content.cloneNode(true));
  part("sentence").textContent = words.codes[code] ?? code;
  part("bound").textContent = shown ? words.said[bound(shown, claims, hadNonce)] : "";
  part("bound").hidden = !shown;
  showPortrait(claims);
  part("facts").replaceChildren(...words.facts.flatMap((fact) => row(fact, claims)));
  part("known").textContent = knownAt === null ? words.said.known_never : `${words.said.known_at} ${moment(knownAt)}.`;
  part("known").hidden = !shown;
  part("ask").hidden = true;
  part("answer").hidden = false;
  tellAges();
  part("kind").focus();
  forgetting = setTimeout(again, FORGET);
}

function bound({ live }, claims, hadNonce) {
  if (live) return hadNonce ? "bound_nonce" : "bound_live";
  return isBytes(claims.get(PHOTO)) ? "bound_photo" : "bound_nothing";
}

function showPortrait(claims) {
  const [photo, type] = [claims.get(PHOTO), PICTURES.get(claims.get(PHOTO_FORMAT))];
  part("portrait").hidden = !(isBytes(photo) && type);
  part("portrait").src = isBytes(photo) && type ? `data:${type};base64,${toBase64(photo)}` : "data:,";
}

function row({ key, form, label }, claims) {
  const value = claims.get(key);
  if (value === undefined || form === "photo") return [];
  const line = document.createElement("div");
  line.className = "govuk-summary-list__row govuk-summary-list__row--no-actions";
  const text = key === WAY ? (words.ways[value] ?? String(value)) : said(form, value);
  line.append(cell("dt", "govuk-summary-list__key", label), cell("dd", "govuk-summary-list__value", text));
  return [line];
}

function cell(name, style, text) {
  const made = document.createElement(name);
  made.className = style;
  made.textContent = text;
  return made;
}

function said(form, value) {
  if (form === "truth") return words.said[value === true ? "yes" : "no"];
  if (form === "sex") return words.said[SEX.get(value)] ?? "";
  const date = form === "date" && /^(\d{4})(\d\d)(\d\d)$/.exec(value);
  return date ? day(Date.UTC(Number(date[1]), Number(date[2]) - 1, Number(date[3]))) : String(value);
}

const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang; // the day first
const day = (at) => new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(at);
const moment = (at) => new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" }).format(at * 1000);

function again() {
  clearTimeout(forgetting);
  showNothing();
  part("ask").hidden = false;
}

// Takes the person off the page.
function showNothing() {
  part("answer").hidden = true;
  part("portrait").src = "data:,";
  part("facts").replaceChildren();
  part("picture").value = "";
  nonce = null;
  part("nonce").hidden = true;
}

function tell(problem) {
  part("problem").textContent = problem;
  part("problem").hidden = !problem;
}

async function look() {
  tell("");
  looking = new AbortController();
  part("camera").hidden = false;
  try {
    const text = await scan(part("camera").querySelector("video"), looking);
    if (text !== null) await check(text);
  } catch (broken) {
    if (!(broken instanceof DOMException)) throw broken;
    tell(words.said.camera_refused);
    stopLooking();
  }
}

function stopLooking() {
  looking?.abort();
  part("camera").hidden = true;
}

// A number that a live code must answer: then no photograph of an earlier one does.
function challenge() {
  nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const drawn = new DOMParser().parseFromString(encodeQR(NONCE_PREFIX + toBase45(nonce), "svg"), "image/svg+xml");
  part("nonce-code").replaceChildren(document.importNode(drawn.documentElement, true));
  part("nonce").hidden = false;
}

async function refresh() {
  part("trust-age").textContent = words.said.fetching;
  tell("");
  await lists.refresh().catch((broken) => {
    if (!(broken instanceof TypeError)) throw broken;
    tell(words.said.fetch_failed);
  });
  tellAges();
}

function tellAges() {
  const { trust, statuses } = lists;
  part("trust-age").textContent = trust ? `${words.said.list_at} ${aged(trust.issued)}` : words.said.no_trust;
  const oldest = [...statuses.values()].sort((one, other) => one.issued - other.issued)[0];
  const late = oldest && oldest.stale <= now() ? `: ${words.said.statuses_old}` : "";
  part("status-age").textContent = oldest
    ? `${words.said.statuses_at} ${aged(oldest.issued)}${late}`
    : words.said.statuses_none;
}

const aged = (at) => `${moment(at)} (${Math.max(0, Math.floor((now() - at) / 3600))} ${words.said.hours_ago})`;

part("scan").addEventListener("click", look);
part("stop").addEventListener("click", stopLooking);
part("challenge").addEventListener("click", challenge);
part("refresh").addEventListener("click", refresh);
part("again").addEventListener("click", again);
part("picture").addEventListener("change", async ({ target }) => {
  if (target.files.length) await check(await readPicture(target.files[0]).catch(() => null));
});
addEventListener("pagehide", showNothing);

prepare();
if ("serviceWorker" in navigator) navigator.serviceWorker.register(page.dataset.worker);
await lists.load();
tellAges();
if (navigator.onLine) await refresh();
setInterval(() => navigator.onLine && refresh(), FRESH);
page.dataset.ready = "";
