// no-node
class Foo { name = "foo"; }
let f: Foo | null = new Foo();
function wipe(): void { f = null; }
function attempt(run: () => unknown): void {
  try { console.log(run()); } catch (error) { console.log(error instanceof TypeError); }
}
attempt(() => { if (f !== null) { wipe(); return f.name; } return "none"; });
function captured(): unknown {
  let value: number | string = 1;
  const change = (): void => { value = "text"; };
  if (typeof value === "number") { change(); return value + 1; }
  return "other";
}
attempt(captured);
function kept(): unknown {
  let value: Foo | undefined = new Foo();
  const drop = (): void => { value = undefined; };
  if (value) { drop(); return value.name; }
  return 1;
}
attempt(kept);

// expect:
// true
// true
// true
