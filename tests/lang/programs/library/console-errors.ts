// Errors and promises as console.log shows them, without call stacks, which are the engine's own.
Error.stackTraceLimit = 0;

class ParseError extends Error {
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
  }
}

class Failure extends Error {}

class Renamed extends RangeError {
  override name = "Renamed";
}

class Assigned extends Error {
  code = 7;
  constructor(message: string) {
    super(message);
    this.name = "Assigned";
  }
}

console.log(Error.stackTraceLimit);
console.log(new Error("message"), new Error(), new TypeError("wrong type"), new RangeError());
console.log([new Error("inside")], { error: new SyntaxError("in a property") });
console.log(new ParseError("unexpected", 5), new Failure("failed"), new Failure());
console.log(new Renamed("renamed"), [new Renamed("renamed")]);
console.log(new Assigned("assigned"), { deep: { deeper: { deepest: new Assigned("assigned") } } });
console.log(new Error("outer", { cause: new Error("inner") }));
console.log(new Error("outer", { cause: { code: 5 } }), new Error("outer", { cause: "text" }));
console.log(new AggregateError([new Error("a"), 5, "x"], "several"));
console.log(new Error("two\nlines"), [new Error("two\nlines")]);

function caught(thrown: unknown): void {
  try {
    throw thrown;
  } catch (error) {
    console.log(error);
    console.log("caught:", error);
  }
}
caught(new Error("thrown"));
caught("a text");
caught({ code: 1 });
caught(new ParseError("parsed", 2));

const settled = Promise.resolve([1, 2]);
const open = new Promise<number>(() => {});
const failed = Promise.reject(new Error("rejected"));
failed.catch(() => {});
console.log(settled, open, failed);
console.log({ settled, list: [open] });
