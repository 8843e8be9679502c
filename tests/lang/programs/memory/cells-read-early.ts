/** Objects whose fields are read, perhaps earlier than the program says, while their constructor or somebody else writes them; and what is made like objects. */
let log: string[] = [];
class C {
  a: number; b: string; n: C | null;
  constructor(a: number, n: C | null) { this.a = a; this.b = "-"; this.n = n; look(this); this.b = "b" + a; }
}
function look(c: C): C { const a = c.a; deep(3); log.push(`${a}${c.b}${c.n === null}`); return c; }
function deep(n: number): number { return n === 0 ? 0 : deep(n - 1) + 1; }
function renew(c: C): C { const n = c.n; const r = n === null ? null : renew(n); return new C(c.a + 1, r); }
{ let c = new C(1, new C(2, null)); c = renew(c); c = renew(c); console.log(c.a, c.b, c.n!.b, log.join()); log = []; }
// this escapes to a function that rebuilds it while the constructor has not finished
const kept: P[] = [];
class P {
  readonly x: number; readonly y: string | undefined;
  constructor(x: number, deeper: number) {
    this.x = x;
    if (deeper > 0) kept.push(rebuild(this, deeper));
    this.y = "y" + x;
  }
}
function side(p: number): number { return p > 100 ? p : p + 1; }
function rebuild(p: P, deeper: number): P { const x = p.x; const more = side(x) + deep(2); const y = p.y; log.push(String(y)); return new P(more, deeper - 1); }
{ const p = new P(1, 3); console.log(p.x, p.y, kept.map((k) => `${k.x}${k.y}`).join(), log.join()); log = [];
  let q = new P(9, 0); for (let i = 0; i < 3; i++) q = rebuild(q, 0); console.log(q.x, q.y, log.join()); log = []; }
// written by its maker after it was handed out, and by others
class H { v = 0; readonly n: H | null; constructor(n: H | null) { this.n = n; } }
let hs: H[] = [];
function maker(n: number): H { const h = new H(n === 0 ? null : maker(n - 1)); hs.push(h); h.v = read(h); h.v += n; return h; }
function read(h: H): number { const n = h.n; const x = n === null ? 1 : n.v; touch(); return h.v + x; }
function touch(): void { }
function twice(h: H): H { const n = h.n; const r = n === null ? null : twice(n); const made = new H(r); made.v = h.v * 2; return made; }
{ let h = maker(4); hs = []; h = twice(h); const keep = h; h = twice(h); let t = ""; for (let at: H | null = h; at !== null; at = at.n) t += ` ${at.v}`; for (let at: H | null = keep; at !== null; at = at.n) t += ` ${at.v}`; console.log(t); }
// conditional reads
class K { constructor(readonly kind: number, readonly l: K | null, readonly r: K | null, readonly name: string) {} }
function cond(k: K | null, d: number): K | null {
  if (k === null) return d > 2 ? null : new K(d, null, cond(null, d + 1), "leaf" + d);
  const l = cond(k.l, d + 1);
  if (k.kind === 1) return new K(0, l, k.r, k.name + "1");
  if (k.kind === 2) return new K(k.kind, k.r, l, "two");
  const r = cond(k.r, d + 1);
  return new K(d, r, l, k.name);
}
function showK(k: K | null): string { return k === null ? "." : `(${k.kind}${k.name}${showK(k.l)}${showK(k.r)})`; }
{ let k: K | null = null; for (let i = 0; i < 6; i++) { k = cond(k, 0); if (i === 3) console.log(showK(k)); } console.log(showK(k)); }
// own parameter reassigned, default parameters, spread, optional
function re(k: K | null, times = 2): K | null { while (times-- > 0 && k !== null) { k = new K(k.kind + 1, k.r, k.l, k.name + times); } return k; }
{ let k: K | null = new K(1, null, new K(2, null, null, "x"), "y"); const o = k.r; k = re(re(k)); k = re(k, 5); console.log(showK(k), showK(o)); }
// methods
class Mt { constructor(readonly v: number, readonly n: Mt | null) {} with(v: number): Mt { return new Mt(v, this.n); } inc(): Mt { return new Mt(this.v + 1, this.n?.inc() ?? null); } cons(v: number): Mt { return new Mt(v, this); } }
{ let m = new Mt(1, null).cons(2).cons(3); const old = m; m = m.with(9).inc().inc(); let t = ""; for (let at: Mt | null = m; at !== null; at = at.n) t += ` ${at.v}`; for (let at: Mt | null = old; at !== null; at = at.n) t += ` ${at.v}`; console.log(t);
  let p = new Mt(0, null); for (let i = 0; i < 5; i++) p = p.with(p.v + 1).inc(); console.log(p.v); }
// weak references
class Wk { constructor(readonly v: number, readonly n: Wk | null) {} }
function wk(w: Wk): Wk { return new Wk(w.v + 1, w.n); }
{ let w = new Wk(1, new Wk(2, null)); const refs: WeakRef<Wk>[] = []; for (let i = 0; i < 5; i++) { refs.push(new WeakRef(w)); w = wk(w); } let bad = 0; for (const r of refs) { const t = r.deref(); if (t === w) bad++; } const last = new WeakRef(w); console.log(bad, last.deref() === w, w.v); }
// tuple and object literal records
type Rec = { readonly a: number; readonly next: Rec | null };
function rec(r: Rec | null): Rec | null { return r === null ? null : { a: r.a + 1, next: rec(r.next) }; }
function spread(r: Rec): Rec { return { ...r, a: r.a * 2 }; }
{ let r: Rec | null = null; for (let i = 0; i < 4; i++) r = { a: i, next: r }; const o: Rec | null = r; r = rec(r); r = rec(r); r = spread(spread(r!)); let t = ""; for (let at: Rec | null = r; at !== null; at = at.next) t += ` ${at.a}`; for (let at = o; at !== null; at = at.next) t += ` ${at.a}`; console.log(t); }
type Tp = readonly [number, Tp | null];
function tp(t: Tp | null): Tp | null { return t === null ? null : [t[0] + 1, tp(t[1])]; }
{ let x: Tp | null = [1, [2, [3, null]]]; x = tp(tp(x)); console.log(x![0], x![1]![0], x![1]![1]![0]); }
// boxes (captured variables that change), bound functions
function counter(n: number): () => number { let c = n; return () => c++; }
function swap(f: () => number): () => number { const v = f(); return () => v * 2; }
{ let f = counter(5); for (let i = 0; i < 3; i++) f = swap(f); console.log(f()); }
