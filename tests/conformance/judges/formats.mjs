// What @auth0/mdl makes of an mdoc that Rekam wrote; JSON in, a row out, as formats.py beside it.
import { readFileSync } from "node:fs";
import { Verifier } from "@auth0/mdl";
import { at } from "./clock.mjs";

const told = JSON.parse(readFileSync(0, "utf8"));
const version = JSON.parse(readFileSync(new URL("node_modules/@auth0/mdl/package.json", import.meta.url))).version;

// It takes the transcript as bytes in CBOR's tag 24.
function wrapped(bytes) {
  return Buffer.concat([Buffer.from([0xd8, 0x18, 0x58, bytes.length]), bytes]);
}

async function judged() {
  at(told.now);
  const root = `-----BEGIN CERTIFICATE-----\n${Buffer.from(told.root, "hex").toString("base64").match(/.{1,64}/g).join("\n")}\n-----END CERTIFICATE-----`;
  const read = await new Verifier([root]).verify(Buffer.from(told.mdoc, "hex"), {
    encodedSessionTranscript: wrapped(Buffer.from(told.transcript, "hex")),
  });
  return read.documents[0].getIssuerNameSpace(told.doctype).nama;
}

let result;
try {
  const said = await judged();
  result = said === "SITI AMINAH" ? "accepts it" : `reads ${said}`;
} catch (error) {
  result = `refuses: ${error.message}`;
}
console.log(JSON.stringify([["mdoc, shown", `@auth0/mdl ${version}`, result]]));
