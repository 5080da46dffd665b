// Compiles rekam.scss and copies the vendored files; the hash of the sources in the header lets a test
// find a style sheet that was not built again after a change.
import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { compile } from "sass";

const out = new URL("../static/ui/", import.meta.url);
const here = new URL("./", import.meta.url);
const version = (name) => JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, here))).version;

const sources = readdirSync(here).filter((name) => name.endsWith(".scss")).sort();
const hash = createHash("sha256");
for (const name of sources) hash.update(readFileSync(new URL(name, here)));

const { css } = compile(new URL("rekam.scss", here).pathname, {
  loadPaths: [new URL("node_modules", here).pathname],
  style: "compressed",
  charset: false,
});
const header = `/*! Rekam styles, MPL-2.0. Built by src/rekam/ui/scss with sass ${version("sass")}; sources sha256 ${hash.digest("hex")}
 * Holds parts of GOV.UK Frontend ${version("govuk-frontend")}, MIT licence, Copyright (c) 2017 Crown Copyright (Government Digital Service); text in govuk-frontend.LICENSE.txt
 */
`;
writeFileSync(new URL("rekam.css", out), header + css + "\n");

const fonts = new URL("node_modules/@fontsource/source-sans-3/", here);
for (const weight of [400, 600]) {
  copyFileSync(new URL(`files/source-sans-3-latin-${weight}-normal.woff2`, fonts), new URL(`fonts/source-sans-3-latin-${weight}.woff2`, out));
}
copyFileSync(new URL("LICENSE", fonts), new URL("fonts/OFL.txt", out));
copyFileSync(new URL("node_modules/htmx.org/dist/htmx.min.js", here), new URL("htmx.min.js", out));
