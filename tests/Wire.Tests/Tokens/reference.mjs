// Prints texts with the tokens that the npm packages of eng/tokenizers.sh make of them; run by it with the folder they are in.
import { createRequire } from "node:module";

const from = createRequire(`${process.argv[2]}/`);
const { Tiktoken } = from("./tiktoken/tiktoken.cjs");
const tiktoken = data => {
  const encoding = new Tiktoken(data.bpe_ranks, {}, data.pat_str ?? data.config.pattern);
  return text => Array.from(encoding.encode_ordinary(text));
};
// Its own splitting and joining, without looking for special tokens; what comes first among the ids is special. Null where JavaScript's expressions
// take for white space what is none in the original, or the other way round.
const huggingFace = (folder, first) => {
  const tokenizer = from(`./${folder}/dist/main.js`).fromPreTrained();
  return text => text === "" ? [] : /[\u0085\ufeff]/.test(text) ? null : tokenizer.model.convert_tokens_to_ids(tokenizer.model(tokenizer.pre_tokenizer(tokenizer.normalizer?.(text) ?? text))).map(id => id - first);
};
const encodings = {
  o200k: tiktoken(from("./tiktoken/encoders/o200k_base.json")),
  cl100k: tiktoken(from("./tiktoken/encoders/cl100k_base.json")),
  mistral: tiktoken(from("./mistral/data/tekken/240718.json")),
  // It composes what is not composed, which we do not.
  qwen: (encode => text => text === text.normalize("NFC") ? encode(text) : null)(huggingFace("qwen", 0)),
  deepseek: huggingFace("deepseek", 3),
};

// The same numbers in every run (mulberry32).
let state = 20261121;
const random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const below = n => Math.floor(random() * n);
const pick = list => list[below(list.length)];

const english = [
  "The gateway stands between those who call models and those who run them.",
  "It's what we've always wanted, isn't it? They'll say that he'd never agree; I'm sure you're right, and SHE'S TOO, WE'LL SEE.",
  "On 21 November 2026, at 07:45, 1234567890 tokens cost $3,141.59, which is 12.5% less than before.",
  "Pneumonoultramicroscopicsilicovolcanoconiosis, antidisestablishmentarianism and floccinaucinihilipilification are long words.",
];
const fixed = [
  "", " ", "  ", "\n", "\r\n", "\n\n\n", " \n ", "\t", "a", "A", "1", "!", "'", "''", "'s", "'S", "'ſ", "don'ſ", "'LL", "x'll", "X'LL", "'re", "'r", "'l", "it's's",
  ...english, english.join(" ").repeat(4),
  "HTTPServer JSONObject XMLHttpRequest camelCase PascalCase snake_case SCREAMING_SNAKE kebab-case ABCdef ABC中DEF ÀÉÎõü ǅ ǈa aʰb",
  "    if (x == null) {\n        return -1;   \n    }\n\n\n\tfor (int i = 0; i < 10; i++)\r\n\t\tsum += a[i] / 2; // half\n///\n/* * */\n",
  "def f(x: list[int]) -> dict[str, int]:\n    \"\"\"Counts.\"\"\"\n    return {str(k): x.count(k) for k in set(x)}\n\n\nprint(f([1, 2, 2, 3]))\n",
  "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\",\"description\":\"Where?\"}},\"required\":[\"city\"],\"additionalProperties\":false}",
  "https://example.com/a/b//c?d=e&f=%20#g user@example.org C:\\Windows\\System32 /usr/local/bin/",
  "SELECT a.id, COUNT(*) FROM a LEFT JOIN b ON a.id = b.a_id WHERE b.x IS NULL GROUP BY 1 HAVING COUNT(*) > 10;",
  "人工知能は、人間の知能を模倣する技術です。今日は2026年11月21日です。", "网关位于调用模型的人和运行模型的人之间。价格是多少?", "한국어 문장도 토큰으로 나뉩니다. 얼마나 많을까요?",
  "Привет, мир! Сколько здесь токенов?", "مرحبا بالعالم، كم عدد الرموز هنا؟", "नमस्ते दुनिया, यहाँ कितने टोकन हैं?", "สวัสดีชาวโลก มีกี่โทเค็น", "שלום עולם", "Γειά σου Κόσμε",
  "😀😃👍🏽👩‍👩‍👧‍👦🇨🇭🏳️‍🌈 ok 🤷‍♂️!", "𝒜𝓁𝑔𝑒𝒷𝓇𝒶 𝟙𝟚𝟛𝟜 𠀀𠀁𠀂 𐐀𐐨", "e\u0301e\u0301 a\u0308o\u0308 \u0301 !\u0301x \u0301\u0301A\u0301B", "①②③④ ½⅓ Ⅷ 一二三 ٣٤٥٦",
  "\u00a0\u2003\u3000 x\u2028y\u2029z\u0085w \u200b\ufeff", "\0\u0001\u001f\u007f", "a\r\nb\rc\n\rd  \r\n  e", "   \n\n   \n x", "x   ", "x   y", "x \n y", "\n/\n//\r/", "!!!\n\n/\n", "....", "= = == === ==== =====",
  "<|endoftext|> <|im_start|>user<|im_end|> <|fim_prefix|>",
  "a".repeat(1000), "A".repeat(999), " ".repeat(1000), "\n".repeat(700), "1".repeat(1000), "!".repeat(800), "ab".repeat(600), "中".repeat(400), "😀".repeat(200), "\u0301".repeat(300), "aB".repeat(300), "é".repeat(500),
  "0123456789abcdef".repeat(80), Array.from({ length: 600 }, () => pick("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")).join(""),
  Array.from({ length: 800 }, () => pick("abcdefghijklmnopqrstuvwxyz")).join(""), Array.from({ length: 800 }, () => pick("ACGT")).join(""),
];

// Characters of Unicode 15 and before: what came later may be a letter to one and nothing to the other.
const alphabets = [
  "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789", " \t\n\r", "'", "sStTrReEvVmMlLdDſ", "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~", "\u00a0\u1680\u2003\u2028\u3000\u0085",
  "àéîõüßñçÀÉÎÕÜÑÇ", "\u0300\u0301\u0308\u20dd\u093f\u0e33", "ǅǈʰˢªº", "中文日本語한국어", "абвГДЕ", "αβγΔΕΖ", "אבגابت", "٠١٢½①Ⅷ", "€£¥§¶→∀∂─█", "\u200b\u200d\ufeff\ufffd\u0000\u0007",
].map(letters => Array.from(letters)).concat([["😀", "👍", "🏽", "🇨", "🇭"], ["𝒜", "𝓁", "𝟙", "𠀀", "𐐀", "𐐨", "𞤀", "𑀅"]]);
const mixed = Array.from({ length: 400 }, () => Array.from({ length: 1 + below(60) }, () => pick(pick(alphabets))).join(""));
const runs = Array.from({ length: 200 }, () => Array.from({ length: 1 + below(8) }, () => {
  const letters = pick(alphabets);
  return Array.from({ length: 1 + below(9) }, () => pick(letters)).join("");
}).join(""));
const words = english.join(" ").split(" ");
const shuffled = Array.from({ length: 100 }, () => Array.from({ length: 1 + below(30) }, () => pick(words)).join(pick([" ", " ", "  ", "\n", "-", ""])));

// Lists of tokens for the short texts; for the long ones their number is enough.
const told = tokens => tokens === null ? null : tokens.length <= 40 ? tokens : tokens.length;
const rows = [...fixed, ...mixed, ...runs, ...shuffled].map(text => ({ text, ...Object.fromEntries(Object.entries(encodings).map(([name, encode]) => [name, told(encode(text))])) }));
process.stdout.write(`[\n${rows.map(row => JSON.stringify(row)).join(",\n")}\n]\n`);
