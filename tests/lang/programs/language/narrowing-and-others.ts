// What one function found out of a variable, another may change: nobody may then take a thing for what it is no more.
class Foo {
  name = "foo";
}
let filled: Foo | null = null;
function fill(): void {
  filled = new Foo();
}
function isFilled(): boolean {
  return filled !== null;
}
filled = null;
fill();
console.log(filled === null ? "empty" : "filled", isFilled());
class Holder {
  foo: Foo | undefined = undefined;
  fill(): void {
    this.foo = new Foo();
  }
  check(): string {
    this.foo = undefined;
    this.fill();
    return this.foo === undefined ? "empty" : "filled";
  }
}
console.log(new Holder().check());
function counts(): string {
  let found: Foo | undefined;
  const search = (): void => {
    found = new Foo();
  };
  found = undefined;
  search();
  return found === undefined ? "nothing" : "something";
}
console.log(counts());
let current: Foo | string = "text";
if (typeof current === "string") console.log(current.length);
current = new Foo();
console.log(current.name);
