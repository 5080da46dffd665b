// Compiles rekam.scss, bundles the charts and copies the vendored files; the hash of the sources in the header lets a test
// find a style sheet that was not built again after a change.
import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { buildSync } from "esbuild";
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
buildSync({
  entryPoints: [new URL("node_modules/jsqr/dist/jsQR.js", here).pathname],
  outfile: new URL("jsqr.min.js", out).pathname,
  banner: { js: `/*! jsQR ${version("jsqr")} (Apache-2.0), minified by src/rekam/ui/scss; text in jsqr.LICENSE.txt */` },
  legalComments: "none",
  minify: true,
  target: "chrome109",
});
copyFileSync(new URL("node_modules/jsqr/LICENSE", here), new URL("jsqr.LICENSE.txt", out));

const licences = { echarts: "LICENSE", zrender: "LICENSE", tslib: "LICENSE.txt" };
const texts = Object.entries(licences).map(([name, file]) => [`${name} ${version(name)}`, readFileSync(new URL(`node_modules/${name}/${file}`, here), "utf8")]);
texts.push(["echarts NOTICE", readFileSync(new URL("node_modules/echarts/NOTICE", here), "utf8")]);
texts.push(["d3, parts of which are in echarts", readFileSync(new URL("node_modules/echarts/licenses/LICENSE-d3", here), "utf8")]);
writeFileSync(new URL("echarts.LICENSE.txt", out), texts.map(([name, text]) => `${name}\n\n${text.trim()}\n`).join("\n"));
buildSync({
  entryPoints: [new URL("echarts.mjs", here).pathname],
  outfile: new URL("echarts.min.js", out).pathname,
  banner: { js: `/*! Parts of Apache ECharts ${version("echarts")} (Apache-2.0) with zrender ${version("zrender")} (BSD-3-Clause) and tslib ${version("tslib")} (0BSD), bundled by src/rekam/ui/scss; texts in echarts.LICENSE.txt */` },
  bundle: true,
  define: { "process.env.NODE_ENV": '"production"' },
  format: "iife",
  globalName: "echarts",
  legalComments: "none",
  minify: true,
  target: "chrome109",
});
