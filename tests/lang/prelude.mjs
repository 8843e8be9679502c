// What ECMAScript has by now and Node 20 has not: programs run under Node with this loaded first.
Symbol.dispose ??= Symbol.for("Symbol.dispose");
Symbol.asyncDispose ??= Symbol.for("Symbol.asyncDispose");
Promise.withResolvers ??= function withResolvers() {
  let resolve;
  let reject;
  const promise = new this((a, b) => {
    resolve = a;
    reject = b;
  });
  return { promise, resolve, reject };
};
globalThis.SuppressedError ??= class SuppressedError extends Error {
  constructor(error, suppressed, message) {
    super(message);
    this.name = "SuppressedError";
    this.error = error;
    this.suppressed = suppressed;
  }
};
