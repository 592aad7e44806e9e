// Runs once in each sandbox, before the script. Takes away what a policy has no use for and what could take much at one stroke, then hands out what
// asks the script: text in, text out, so that nothing of the gateway is ever an object in here.
(function () {
  "use strict";
  const { parse, stringify } = JSON;
  for (const name of ["eval", "Function", "ArrayBuffer", "SharedArrayBuffer", "Atomics", "DataView", "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array",
    "Uint16Array", "Int32Array", "Uint32Array", "Float16Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array", "WeakRef", "FinalizationRegistry",
    "ShadowRealm", "Iterator", "AsyncIterator"]) delete globalThis[name];
  const most = 65536;
  const bound = (owner, name, tooLong) => {
    const own = owner[name];
    Object.defineProperty(owner, name, { value: { [name](...args) { if (tooLong(this, args)) throw new RangeError(name + ": longer than a policy needs"); return own.apply(this, args); } }[name], configurable: false, writable: false });
  };
  bound(String.prototype, "repeat", (text, [times]) => String(text).length * Number(times) > most);
  bound(String.prototype, "padStart", (text, [length]) => Number(length) > most);
  bound(String.prototype, "padEnd", (text, [length]) => Number(length) > most);
  bound(Array, "from", (_, [items]) => items != null && Number(items.length) > most);
  return (route) => (question) => {
    const { request, members } = parse(question);
    return stringify(route(request, members));
  };
})();
