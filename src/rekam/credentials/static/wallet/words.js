// Every sentence is Indonesian where it is used; its English stands in english.js. The choice is kept in the phone.

const KEPT = "bahasa";
let chosen = "id";
let english = {};

export const language = () => chosen;

// The English is fetched once it is asked for; where it cannot be had the Indonesian stays.
export async function choose(next) {
  if (next === "en") ({ ENGLISH: english } = await import("./english.js"));
  chosen = next;
  localStorage.setItem(KEPT, next);
}

export const chooseAgain = () => choose(localStorage.getItem(KEPT) ?? "id").catch(() => null);

// The sentence in the chosen language, with {name} filled in.
export function t(text, facts = {}) {
  const said = chosen === "en" ? (english[text] ?? text) : text;
  return said.replace(/\{(\w+)\}/g, (whole, name) => String(facts[name] ?? whole));
}

export const day = (at) => new Intl.DateTimeFormat(locale(), { dateStyle: "long" }).format(at);
export const moment = (at) => new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeStyle: "short" }).format(at);
const locale = () => (chosen === "en" ? "en-GB" : "id-ID");
