// What a verifier says in the end: valid, invalid, suspended or unknown; never a silent green.

import { Refused } from "./refused.js";
import { SUSPENDED, VALID } from "./status.js";

// check  a reader with all it wants; its refusal is "invalid" with the refusal's code
// lists  Map from a list's address to its token, as it was read
export async function judge(check, { lists, at }) {
  let shown;
  try {
    shown = await check();
  } catch (broken) {
    return answer("invalid", codeOf(broken), null, null);
  }
  const place = shown.credential.status;
  if (place === null) return answer("unknown", "status_not_given", shown, null);
  const known = lists.get(place.uri);
  if (known === undefined) return answer("unknown", "status_not_at_hand", shown, null);
  if (!(known.issued <= at && at < known.stale)) return answer("unknown", "status_too_old", shown, known.issued);
  return listed(shown, known, place.index);
}

function listed(shown, known, index) {
  let status;
  try {
    status = known.told.at(index);
  } catch (broken) {
    return answer("invalid", codeOf(broken), null, known.issued);
  }
  if (status === VALID) return answer("valid", "credential_valid", shown, known.issued);
  if (status === SUSPENDED) return answer("suspended", "credential_suspended", shown, known.issued);
  return answer("invalid", "credential_revoked", shown, known.issued);
}

function codeOf(broken) {
  if (broken instanceof Refused) return broken.code;
  throw broken;
}

const answer = (standing, code, shown, knownAt) => ({ standing, code, shown, knownAt });
