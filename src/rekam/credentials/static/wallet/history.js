// What was shown to whom: in this phone alone, closed like the cards.

import * as vault from "./vault.js";

const NAME = "history";
const MOST = 500;

export const entries = async () => (await vault.find(NAME)) ?? [];

export async function remember(entry) {
  await vault.keep(NAME, [{ at: Date.now(), ...entry }, ...(await entries())].slice(0, MOST));
}

export const forget = () => vault.keep(NAME, []);
