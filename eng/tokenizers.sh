#!/usr/bin/env bash
# Writes the rank files of src/Signalbox.Wire/Tokens/Ranks, and the counts that tests compare with, from the npm package tiktoken (MIT).
# A rank file is a token after the other in the order of their ranks: its length in one byte, then its bytes.
set -euo pipefail
cd "$(dirname "$0")/.."
version=1.0.22
sha256=55c339e756fdb17604f7c7e3eb35d2bcbffe4d960e8096e50285d1cefa51dd90
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

(cd "$work" && npm pack --silent "tiktoken@$version" >/dev/null)
echo "$sha256  $work/tiktoken-$version.tgz" | sha256sum --check --quiet
tar -xzf "$work/tiktoken-$version.tgz" -C "$work"

node - "$work/package" src/Signalbox.Wire/Tokens/Ranks <<'JS'
const [from, to] = process.argv.slice(2);
const fs = require("fs");
for (const name of ["o200k_base", "cl100k_base"]) {
  // One line: a mark, the first rank, then every token in base64.
  const [, first, ...tokens] = JSON.parse(fs.readFileSync(`${from}/encoders/${name}.json`)).bpe_ranks.split(" ");
  if (first !== "0") throw new Error(`${name} does not begin with rank 0.`);
  const bytes = tokens.map(token => Buffer.from(token, "base64"));
  if (bytes.some(token => token.length === 0 || token.length > 255)) throw new Error(`${name} has a token whose length is no byte.`);
  fs.writeFileSync(`${to}/${name}.ranks`, Buffer.concat(bytes.flatMap(token => [Buffer.of(token.length), token])));
}
JS
node tests/Wire.Tests/Tokens/reference.mjs "$work/package" >tests/Wire.Tests/Tokens/reference.json
ls -l src/Signalbox.Wire/Tokens/Ranks tests/Wire.Tests/Tokens/reference.json
