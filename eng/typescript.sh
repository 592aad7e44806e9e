#!/usr/bin/env bash
# Writes the TypeScript compiler that checks policy scripts, and its library declarations, to src/Signalbox/Policies/Scripts/Compiler: one compressed
# file each, from the npm package (Apache-2.0, see NOTICE.md there). Comments are taken out, which shortens what every check has to read.
set -euo pipefail
cd "$(dirname "$0")/.."
version=5.9.3
sum=10e108c9cf7d5f2879053dff18515fb405abf2ccef63eaaf017d9c571687a1d3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
file=$work/$(cd "$work" && npm pack --silent "typescript@$version")
echo "$sum  $file" | sha256sum --check --quiet
tar -xzf "$file" -C "$work" --strip-components=1

to=src/Signalbox/Policies/Scripts/Compiler
mkdir -p "$to"
cp "$work/ThirdPartyNoticeText.txt" "$to/ThirdPartyNoticeText.txt"
node - "$work/lib" "$to" <<'JS'
const [from, to] = process.argv.slice(2);
const fs = require("fs");
const zlib = require("zlib");
const ts = require(`${from}/typescript.js`);
const bare = (name, text) => ts.createPrinter({ removeComments: true }).printFile(ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, false));
const write = (name, text) => fs.writeFileSync(`${to}/${name}.br`, zlib.brotliCompressSync(text, { params: {
  [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_LGWIN]: 24, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: Buffer.byteLength(text) } }));

write("typescript.js", bare("typescript.js", fs.readFileSync(`${from}/typescript.js`, "utf8")));

// The libraries of the language alone: what belongs to browsers, workers and script hosts is nothing that a policy has. References are comments.
const libs = {};
const add = name => {
  if (libs[name] !== undefined) return;
  const text = fs.readFileSync(`${from}/${name}`, "utf8");
  const references = [...text.matchAll(/^\/\/\/ <reference lib="([^"]+)" \/>/gm)].map(match => `lib.${match[1]}.d.ts`);
  libs[name] = [...references.map(reference => `/// <reference lib="${reference.slice(4, -5)}" />`), bare(name, text)].join("\n");
  references.forEach(add);
};
add("lib.es2022.d.ts");
write("libs.json", JSON.stringify(libs));
JS
ls -l "$to"
