// `super` called more than once: the base constructor runs again, on another object, and then it is an error.
const made: Base[] = [];
class Base {
  items: string[] = ["a"];
  constructor(readonly name: string) {
    console.log("Base", name, this.items.length);
    this.items.push(name);
    made.push(this);
  }
}
class Twice extends Base {
  constructor(again: boolean) {
    super("first");
    console.log("between", this.items.length);
    if (again) super("second");
    console.log("after", this.name);
  }
}
class Either extends Base {
  constructor(which: boolean) {
    if (which) super("left");
    else super("right");
  }
}
class Loop extends Base {
  constructor(times: number) {
    for (let n = 0; n < times; n++) super(`round ${n}`);
  }
}
class Caught extends Base {
  readonly log: string[];
  constructor() {
    super("one");
    this.log = [];
    try {
      super("two");
      this.log.push("not reached");
    } catch (error) {
      this.log.push(String(error));
    }
    this.log.push(this.name);
  }
}
function attempt(make: () => unknown): void {
  try {
    make();
    console.log("made");
  } catch (error) {
    console.log(error instanceof ReferenceError, String(error));
  }
}
attempt(() => new Twice(false));
attempt(() => new Twice(true));
attempt(() => new Either(true));
attempt(() => new Either(false));
attempt(() => new Loop(1));
attempt(() => new Loop(3));
console.log(new Caught().log);
function local(word: string): new () => Base {
  class Inner extends Base {
    readonly word = word;
    constructor() {
      super(word);
      super(word + word);
    }
  }
  return Inner;
}
attempt(() => new (local("w"))());
console.log(made.map((one) => one.name).join());
