// Runs once in each sandbox, before the script. Takes away what a policy has no use for and bounds what could take much at one stroke, between two looks
// at the limits; then hands out what asks the script: text in, text out, so that nothing of the gateway is ever an object in here.
(function () {
  "use strict";
  const { parse, stringify } = JSON;
  const { isArray } = Array;
  const most = 1 << 20;
  const longestAnswer = 1024;
  const longestText = 1000;
  for (const name of ["eval", "Function", "ArrayBuffer", "SharedArrayBuffer", "Atomics", "DataView", "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array",
    "Uint16Array", "Int32Array", "Uint32Array", "Float16Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array", "WeakRef", "FinalizationRegistry",
    "ShadowRealm", "Iterator", "AsyncIterator", "Intl"]) delete globalThis[name];
  delete String.raw;
  delete Array.prototype.toLocaleString;

  const spend = (left, text) => { if ((left -= text.length) < 0) throw new RangeError("A text is longer than a policy needs."); return left; };
  const replace = (owner, name, make) => Object.defineProperty(owner, name, { value: make(owner[name]), configurable: false, writable: false });
  const refuse = (isTooLong) => (own) => function (...args) {
    if (isTooLong(this, args)) throw new RangeError("A text or list is longer than a policy needs.");
    return own.apply(this, args);
  };
  // How long a text can become where each character could be replaced, and the replacement repeat what stands before or behind.
  const replaced = (text, by) => typeof by === "function" ? 0 : text.length * (String(by).length + 1) * (String(by).includes("$") ? text.length + 1 : 1);
  const search = refuse((text, [, by]) => replaced(String(text), by) > most * 4);
  replace(String.prototype, "repeat", refuse((text, [times]) => String(text).length * Number(times) > most));
  replace(String.prototype, "padStart", refuse((_, [length]) => Number(length) > most));
  replace(String.prototype, "padEnd", refuse((_, [length]) => Number(length) > most));
  replace(String.prototype, "replace", search);
  replace(String.prototype, "replaceAll", search);
  replace(RegExp.prototype, Symbol.replace, refuse((_, [text, by]) => replaced(String(text), by) > most * 4));
  replace(String.prototype, "concat", (own) => function (...args) {
    let left = most;
    for (const arg of args) left = spend(left, String(arg));
    return own.apply(this, args);
  });
  replace(Array, "from", refuse((_, [items]) => items != null && Number(items.length) > most));
  replace(Array.prototype, "join", (own) => function (separator) {
    const between = separator === undefined ? "," : String(separator);
    const parts = [];
    let left = most;
    for (let i = 0; i < this.length; i++) {
      const part = this[i] == null ? "" : String(this[i]);
      left = spend(spend(left, part), between);
      parts[i] = part;
    }
    return own.call(parts, between);
  });
  replace(JSON, "stringify", () => (value) => {
    let left = most;
    return stringify(value, (name, inner) => {
      left = spend(left, name);
      if (typeof inner === "string") left = spend(left, inner);
      return inner;
    });
  });
  for (const owner of [Object, Array, String, Number, Boolean, RegExp, Map, Set, Date, Promise, Symbol, Error, BigInt]) {
    Object.freeze(owner);
    Object.freeze(owner.prototype);
  }
  Object.freeze(JSON);
  Object.freeze(Math);

  const cut = (text) => (typeof text === "string" ? text.slice(0, longestText) : null);
  return (route) => (question) => {
    const { request, members } = parse(question);
    const order = route(request, members);
    // Whatever came is read once, bounded, into lists and objects of our own.
    if (!isArray(order)) return "null";
    if (order.length > longestAnswer) return "too large";
    const answer = [];
    for (let i = 0; i < order.length; i++) {
      const choice = order[i];
      answer[i] = choice !== null && typeof choice === "object" ? { model: cut(choice.model), reason: cut(choice.reason) } : cut(choice);
    }
    return stringify(answer);
  };
})();
