/** Cells that go on while errors are thrown, finally blocks run and others keep the objects: in lists, variables of the module, functions. */
let out = 0;
class B { constructor(readonly x: number, readonly n: B | null) {} }
class A { constructor(readonly b: B, readonly y: number) {} }   // same size
function nest(a: A): A { const y = a.y; const b = a.b; return new A(new B(b.x + 1, b.n), y * 2); }
function nest2(b: B): A { return new A(new B(b.x, new B(b.x + 1, b.n)), b.x); }
function both(a: A, c: A): A { return new A(new B(a.y + c.y, c.b), a.b.x + c.b.x); }
{
  let a = new A(new B(1, null), 1);
  for (let i = 0; i < 5; i++) a = nest(a);
  console.log(a.y, a.b.x, a.b.n);
  a = nest2(a.b); console.log(a.y, a.b.n!.x);
  const same = new A(new B(5, null), 7);
  const r = both(same, same); console.log(r.y, r.b.x, r.b.n!.x, same.y, same.b.x);
  let q = new A(new B(5, null), 7);
  q = both(q, q); console.log(q.y, q.b.x, q.b.n!.x);
}
// getters that throw
class G {
  constructor(readonly k: number, readonly next: G | null) {}
  get bad(): number { if (this.k === 3) throw new Error("bad 3"); return this.k * 2; }
}
function g(x: G | null): G | null { if (x === null) return null; const n = x.next; return new G(x.bad, g(n)); }
function g2(x: G | null): G | null { if (x === null) return null; const {k, next} = x; const r = g2(next); if (k === 4) throw new Error("four"); return new G(k + 1, r); }
for (const start of [1, 2, 5]) {
  let l: G | null = null;
  for (let i = start; i < start + 3; i++) l = new G(i, l);
  const keep = start === 2 ? l : null;
  for (const f of [g, g2]) {
    try { l = f(l); let t = ""; for (let at = l; at !== null; at = at.next) t += ` ${at.k}`; console.log(t); }
    catch (e) { console.log("caught", e instanceof Error ? e.message : "?"); }
  }
  let t = ""; for (let at = keep; at !== null; at = at.next) t += ` ${at.k}`; console.log("keep", t);
}
// field initialisers that throw, constructors that throw behind taking the cell
let count = 0;
function maybe(n: number): number { if (++count % 4 === 0) throw new RangeError("init " + n); return n; }
class I { readonly z: number; constructor(readonly v: number, readonly n: I | null) { this.z = maybe(v); if (v === 77) throw new Error("77"); } }
function im(i: I | null): I | null { return i === null ? null : new I(i.v + 1, im(i.n)); }
{
  let l: I | null = null;
  for (let k = 0; k < 40; k++) {
    try { l = new I(k + (k === 30 ? 46 : 0), l); if (k % 3 === 0) l = im(l); if (k === 31) l = im(l);} catch (e) { console.log(k, e instanceof Error ? e.message : "?"); }
  }
  let t = ""; for (let at = l; at !== null; at = at.n) t += ` ${at.v}/${at.z}`; console.log(t);
}
// using/finally
class R { constructor(readonly name: string) {} [Symbol.dispose](): void { console.log("close", this.name); } }
class N { constructor(readonly v: number, readonly n: N | null) {} }
function u(n: N | null): N | null { if (n === null) return null; using r = new R("r" + n.v); return new N(n.v * 2, u(n.n)); }
function fin(n: N | null): N | null { if (n === null) return null; const v = n.v; try { const r = fin(n.n); if (v === 4) throw new Error("v4"); return new N(v + 1, r); } finally { out++; } }
function fin2(n: N | null): N | null { if (n === null) return null; try { const r = fin2(n.n); if (n.v === 4) throw new Error("v4"); return new N(n.v + 1, r); } catch (e) { return new N(-n.v, n); } finally { out += n.v; } }
class D { constructor(readonly v: number, readonly n: D | null) {} [Symbol.dispose](): void { console.log("dispose", this.v); } }
function dd(d: D): D { using x = d; return new D(x.v + 1, x.n); }
{
  let l: N | null = new N(1, new N(2, new N(3, null)));
  l = u(l); l = u(l);
  l = fin2(l);
  console.log(l!.v, l!.n!.v, l!.n!.n!.v, out);
  try { l = fin(new N(1, new N(4, null))); } catch (e) { console.log("fin", out); }
  let d = new D(1, null); for (let i = 0; i < 3; i++) d = dd(d); console.log(d.v);
  d = dd(dd(new D(10, d))); console.log(d.v, d.n!.v);
}
// closures capturing the object; module variables; arrays and maps
let glob: N | null = null;
const arr: N[] = []; const map = new Map<string, N>(); const set = new Set<N>();
const fns: (() => number)[] = [];
function cap(n: N, how: number): N {
  const { v } = n;
  switch (how) {
    case 0: fns.push(() => n.v); break;
    case 1: glob = n;
    case 2: arr.push(n); break;
    case 3: map.set("k" + v, n); break;
    case 4: set.add(n); break;
    default: break;
  }
  return new N(v + 1, n.n);
}
{
  let n = new N(0, null);
  for (let i = 0; i < 12; i++) n = cap(n, i % 6);
  console.log(n.v, fns.map((f) => f()).join(), arr.map((x) => x.v).join(), [...map].map(([k, x]) => k + x.v).join(), [...set].map((x) => x.v).join(), glob === null ? "-" : (glob as N).v);
}
