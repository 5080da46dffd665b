// Times on the wire: whole seconds since 1970. `at` is seconds since 1970 everywhere here.

import { Float } from "./cbor.js";
import { refuse } from "./refused.js";

const LATEST = 253_402_300_799; // the last second of the year 9999

export const now = () => Date.now() / 1000;

// A NumericDate as whole seconds.
export function moment(told) {
  const number = told instanceof Float ? told.value : told;
  if (!Number.isInteger(number) || number < 0 || number > LATEST) refuse("credential_malformed");
  return number;
}

// The last of some NumericDates, of those that are there; null where none is.
export function latest(...told) {
  const there = told.filter((one) => one !== undefined && one !== null).map(moment);
  return there.length ? Math.max(...there) : null;
}

// It counts from `since` until before `expires`.
export function checkWindow({ since, expires, at }) {
  if (since !== null && at < since) refuse("credential_not_yet_valid");
  if (at >= expires) refuse("credential_expired");
}
