// SPDX-License-Identifier: Apache-2.0
/** Builds the page's script into the Python package; `node build.mjs --check` says whether it is fresh. */

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "../src/openlstm/explorer/static");

const { outputFiles } = await build({
  absWorkingDir: here,
  entryPoints: ["src/main.ts"],
  bundle: true,
  write: false,
  minify: true,
  charset: "utf8",
  target: "es2022",
  format: "iife",
  globalName: "openlstmExplorer",
  loader: { ".css": "text" },
  legalComments: "none",
  banner: { js: "// SPDX-License-Identifier: Apache-2.0 – built from explorer-ui, do not edit" },
});

// "</" in a string would end the <script> that the page puts this into.
const files = {
  "explorer.js": outputFiles[0].text.replaceAll("</", "<\\/"),
  "explorer.html": readFileSync(join(here, "page.html"), "utf8"),
};

for (const [name, text] of Object.entries(files)) {
  const path = join(target, name);
  if (!process.argv.includes("--check")) writeFileSync(path, text);
  else if (readFileSync(path, "utf8") !== text) {
    console.error(`${name} is not fresh: run "npm run build" in explorer-ui and commit the result`);
    process.exitCode = 1;
  }
  console.log(`${name}: ${(text.length / 1024).toFixed(0)} KiB`);
}
