class AppError extends Error {
  constructor(
    message: string,
    readonly code: number,
  ) {
    super(message);
    this.name = "AppError";
  }
}
function risky(n: number): number {
  if (n === 1) throw new AppError("one", 1);
  if (n === 2) throw new TypeError("two");
  if (n === 3) throw "a string";
  if (n === 4) throw 42;
  return n;
}
for (let i = 0; i < 5; i++) {
  try {
    console.log("ok", risky(i));
  } catch (error) {
    if (error instanceof AppError) console.log(error.name, error.message, error.code, String(error));
    else if (error instanceof Error) console.log("error", error.name, error.message, error instanceof TypeError);
    else console.log("other", typeof error, error);
  } finally {
    console.log("finally", i);
  }
}

function order(log: string[]): string {
  try {
    log.push("try");
    return ret(log);
  } finally {
    log.push("finally");
  }
}
function ret(log: string[]): string {
  log.push("return");
  return "value";
}
const log: string[] = [];
console.log(order(log), log.join());

function overrideReturn(): number {
  try {
    throw new Error("lost");
  } finally {
    // biome-ignore lint/correctness/noUnsafeFinally: the point of the test
    return 7;
  }
}
console.log(overrideReturn());

function loops(): string {
  let out = "";
  for (let i = 0; i < 5; i++) {
    try {
      if (i === 1) continue;
      if (i === 3) break;
      out += i;
    } finally {
      out += "f";
    }
  }
  return out;
}
console.log(loops());

function nested(): string {
  const steps: string[] = [];
  try {
    try {
      throw new Error("inner");
    } catch (e) {
      steps.push(e instanceof Error ? e.message : "?");
      throw new Error("outer", { cause: e });
    } finally {
      steps.push("inner finally");
    }
  } catch (e) {
    if (e instanceof Error) steps.push(e.message, e.cause instanceof Error ? e.cause.message : "no cause");
  } finally {
    steps.push("outer finally");
  }
  return steps.join(", ");
}
console.log(nested());

function rethrow(): void {
  try {
    risky(2);
  } catch (e) {
    console.log("rethrowing");
    throw e;
  }
}
try {
  rethrow();
} catch (e) {
  console.log(e instanceof TypeError);
}

try {
  [1, 2, 3].forEach((x) => {
    if (x === 2) throw new RangeError(`at ${x}`);
    console.log("visited", x);
  });
} catch (e) {
  console.log(e instanceof RangeError && e.message);
}

try {
  [3, 1, 2].map((x) => new AppError("mapped", x)).sort(() => {
    throw new AppError("compare", 9);
  });
} catch (e) {
  console.log(e instanceof AppError && e.code);
}

class Resource {
  static open = 0;
  constructor() {
    Resource.open++;
    if (Resource.open > 2) throw new Error("too many");
  }
}
const held: Resource[] = [];
try {
  for (let i = 0; i < 5; i++) held.push(new Resource());
} catch (e) {
  console.log(e instanceof Error && e.message, held.length);
}

function deep(n: number): number {
  if (n === 0) throw new Error("bottom");
  const garbage = [n, n + 1];
  return deep(n - 1) + garbage.length;
}
try {
  deep(50);
} catch (e) {
  console.log(e instanceof Error ? `${e}` : "");
}

const values: string[] = ["a"];
function tryExpr(): string {
  try {
    return values[0]!.toUpperCase();
  } catch {
    return "caught";
  }
}
console.log(tryExpr());
console.log(`${new Error("msg")}`, `${new RangeError()}`, new Error().message === "");

function finallyThrows(): string {
  try {
    try {
      throw new Error("first");
    } finally {
      throw new Error("second");
    }
  } catch (e) {
    return e instanceof Error ? e.message : "";
  }
}
console.log(finallyThrows());

function labeled(): string {
  let s = "";
  a: for (const x of [1, 2]) {
    try {
      for (const y of [1, 2]) {
        try {
          if (y === 2) continue a;
          s += `${x}${y} `;
        } finally {
          s += "i ";
        }
      }
    } finally {
      s += "o ";
    }
  }
  return s;
}
console.log(labeled());
let caughtValue: unknown;
try {
  throw { code: 5 };
} catch (e) {
  caughtValue = e;
}
console.log(typeof caughtValue);
try {
  throw null;
} catch (e) {
  console.log(e === null);
}
