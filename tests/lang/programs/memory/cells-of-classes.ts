/** Cells of objects of classes that extend others, of generic classes, mixins and classes made by functions; and functions that suspend. */
class S { constructor(readonly a: number) {} }
class T extends S { readonly b: string; constructor(a: number) { super(a); this.b = "b" + a; } }
class V extends T { constructor(a: number, readonly c: S | null) { super(a); } }
class W extends S { }   // the same size as S
class Z { constructor(readonly q: number) {} }
function again(s: S): S { const a = s.a; if (s instanceof V) return new V(a + 1, s.c); if (s instanceof T) return new T(a + 2); if (s instanceof W) return new W(a + 3); return new S(a + 4); }
function cross(s: S): Z { return new Z(s.a); }
function back(z: Z): S { return z.q % 2 ? new W(z.q) : new S(z.q); }
{
  let s: S = new S(0); const names: string[] = [];
  const all: S[] = [new S(1), new T(2), new V(3, new S(4)), new W(5)];
  for (let i = 0; i < all.length; i++) for (let j = 0; j < 4; j++) all[i] = again(all[i]!);
  for (const x of all) names.push(`${x.a}${x instanceof T ? x.b : ""}${x instanceof V ? x.c!.a : ""}`);
  console.log(names.join());
  for (let i = 0; i < 6; i++) s = back(cross(again(s)));
  console.log(s.a, s instanceof W);
}
class U { constructor(readonly v: number | string | U | null | undefined, readonly w: unknown) {} }
function us(u: U): U { return new U(u.v, u.w); }
function us2(u: U): U { const v = u.v; const w = u.w; return new U(w instanceof U ? w : typeof w === "string" ? w + "!" : v, v); }
{
  let u = new U(1, "x"); for (let i = 0; i < 5; i++) { u = us(u); u = us2(u); } console.log(typeof u.v, String(u.v), String(u.w));
  u = new U(u, new U("in" + u.v, null)); for (let i = 0; i < 5; i++) { u = us2(us(u)); } console.log(u.v instanceof U, u.w instanceof U);
}
class Gen<K> { constructor(readonly k: K, readonly n: Gen<K> | null) {} }
function gm<K, L>(g: Gen<K> | null, f: (k: K) => L): Gen<L> | null { return g === null ? null : new Gen(f(g.k), gm(g.n, f)); }
{
  let g: Gen<number> | null = null; for (let i = 0; i < 5; i++) g = new Gen(i, g);
  const t = gm(g, (k) => "s" + k); const b = gm(t, (k) => k.length > 1); const h = gm(gm(t, (k) => [k]), (k) => k.length + k[0]!.length);
  let text = ""; for (let at = t; at !== null; at = at.n) text += at.k; for (let at = b; at !== null; at = at.n) text += at.k; for (let at = h; at !== null; at = at.n) text += at.k;
  console.log(text);
}
type Ctor<T = object> = new (...args: any[]) => T;
class Base { constructor(readonly v: number) {} }
interface HasV { readonly v: number }
function Mix<B extends Ctor<HasV>>(B: B) { return class extends B { readonly extra = this.v * 2; }; }
const M1 = Mix(Base); const M2 = Mix(M1);
{
  let b = new M1(1);
  for (let i = 0; i < 4; i++) { const v = b.v; b = new M1(v + 1); }
  console.log(b.v, b.extra); let m = new M2(1); for (let i = 0; i < 4; i++) { const v = m.v; m = new M2(v + m.extra); } console.log(m.v, m.extra);
  const L = class { constructor(readonly p: number, readonly q: object) {} };
  let l = new L(1, b); for (let i = 0; i < 3; i++) l = new L(l.p + 1, l.q); console.log(l.p, l.q === b);
}
class N { constructor(readonly v: number, readonly n: N | null) {} }
function* gen(n: N | null): Generator<number, N | null> { let r: N | null = null; for (let at = n; at !== null; at = at.n) { yield at.v; r = new N(at.v + 1, r); } return r; }
async function later(n: N): Promise<N> { const v = n.v; await null; const m = new N(v + 1, n.n); await null; return new N(m.v + 1, m); }
async function wait(n: N | null): Promise<N | null> { if (n === null) return null; const r = await wait(n.n); return new N(n.v * 2, r); }
function rev(n: N | null): N | null { let r: N | null = null; while (n !== null) { const next: N | null = n.n; r = new N(n.v, r); n = next; } return r; }
function upd(n: N | null, times: number): N | null { for (let i = 0; i < times; i++) { if (n === null) return n; n = new N(n.v + i, n.n); } return n; }
async function main(): Promise<void> {
  const g = gen(new N(1, new N(2, null))); let r = g.next(); while (!r.done) { console.log(r.value); r = g.next(); }
  const list = r.value; console.log(list!.v, list!.n!.v);
  const p = await later(new N(1, null)); console.log(p.v, p.n!.v);
  const q = await wait(new N(1, new N(2, p))); let t = ""; for (let at = q; at !== null; at = at.n) t += ` ${at.v}`; console.log(t);
  let l: N | null = null; for (let i = 0; i < 10; i++) l = new N(i, l);
  const end = l!.n!.n!; l = rev(l); l = rev(upd(l, 5)); t = ""; for (let at = l; at !== null; at = at.n) t += ` ${at.v}`; console.log(t, end.v);
}
main().then(() => console.log("end"));
