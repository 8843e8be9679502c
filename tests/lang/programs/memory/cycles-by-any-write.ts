// no-node
// Whatever the way in which an object comes to refer to itself or to a younger one, its class counts as one that may be in cycles.
import { collectCycles } from "osmium";
function t(name: string, f: () => void): void { f(); console.log(name, collectCycles()); }
class A1 { constructor(public to: A1 | null) {} }
t("assign", () => { const e = new A1(null); Object.assign(e, { to: e }); });
class A2 { constructor(public to: A2 | null) {} }
t("key", () => { const e = new A2(null); const k: "to" = "to"; e[k] = e; });
class A3 { constructor(public to: A3 | null) {} }
t("destructured", () => { const e = new A3(null); [e.to] = [e]; });
class A4 { constructor(public to: A4 | null) {} }
t("object pattern", () => { const e = new A4(null); ({ a: e.to } = { a: e as A4 | null }); });
class A5 { constructor(public to: A5 | null) {} }
t("for of", () => { const e = new A5(null); for (e.to of [null, e]); });
class A6 { constructor(public to?: A6) {} }
t("logical", () => { const e = new A6(); e.to ??= e; });
class A7<K> { constructor(readonly k: K, public to: A7<K> | null) {} }
t("generic", () => { const f = new A7("x", null as A7<string> | null); f.to = f; const g = new A7(1, null); });
class A8 { constructor(public to: unknown) {} }
t("unknown", () => { const f = new A8(null); f.to = f; });
class A9 { constructor(readonly to: unknown) {} }
t("array", () => { const list: unknown[] = []; list.push(new A9(list)); });
class B1 { constructor(readonly to: (() => unknown) | null) {} }
t("closure", () => { let b: B1 | null = null; b = new B1(() => b); });
class B2 { constructor(readonly to: Map<string, B2>) {} }
t("map", () => { const m = new Map<string, B2>(); m.set("a", new B2(m)); });
interface Link { readonly to: Link | null }
class B3 implements Link { constructor(readonly to: Link | null) {} }
t("literal", () => { const o: { to: Link | null } = { to: null }; o.to = new B3(o); });
class B4 { readonly to: B4 | null; constructor(to: B4 | null) { const f = (x: B4 | null) => { (this as { to: B4 | null }).to = x; }; this.to = to; f(this); } }
t("arrow in constructor", () => { new B4(null); });
class B5 { to: B5 | null = null; static make(): B5 { const b = new B5(); b.init(b); return b; } private init(b: B5): void { this.to = b; } }
t("method", () => { B5.make(); });
class B6 { static #last: B6 | null = null; static next(): B6 | null { return B6.#last; } readonly to = B6.next(); constructor() { B6.#last = this; } static { B6.#last = null; } static clear(): void { B6.#last = null; } }
t("initialiser", () => { new B6(); new B6(); B6.clear(); });
class B7 { accessor_: B7 | null = null; set to(b: B7 | null) { this.accessor_ = b; } }
t("setter", () => { const b = new B7(); b.to = b; });
class B8 { constructor(readonly to: B8 | null, leak: (b: B8) => void) { leak(this); } }
class B9 extends B8 { constructor() { let mine: B8 | null = null; super(null, (b) => { mine = b; }); if (mine !== null) (this as { to: B8 | null }).to = mine; } }
t("leak", () => { new B9(); });
class D1 { constructor(readonly to: D2 | null) {} }
class D2 extends D1 { constructor(to: D2 | null, public more: D1 | null = null) { super(to); } }
t("derived", () => { const d = new D2(null); d.more = new D1(d); });
function mk() { return class L { constructor(public to: L | null) {} }; }
t("class expression", () => { const L = mk(); const l = new L(null); l.to = l; });
function outer(): void { class In { constructor(readonly n: number, readonly to: In | null) {} get self(): In { return me; } } const me = new In(1, null); me.self; }
t("local class capturing", outer);
type Ctor<T = object> = new (...args: any[]) => T;
interface HasTo { to: HasTo | null }
function Mix<B extends Ctor<HasTo>>(B: B) { return class extends B { extra: HasTo | null = null; tie(): void { this.extra = this; } }; }
class D5 { constructor(public to: HasTo | null) {} }
t("mixin", () => { const M = Mix(D5); const m = new M(null); m.tie(); });
class D6 { constructor(public to: HasTo | null) {} }
t("mixin by interface", () => { const M = Mix(D6); const m = new M(null); const h: HasTo = m; h.to = m; });
class D7 { to!: D7; }
t("definite", () => { const d = new D7(); d.to = d; });
class D8 { constructor(readonly to: D8[]) {} }
t("list", () => { const l: D8[] = []; l.push(new D8(l)); });
class D9 { constructor(readonly to: readonly [D9 | null]) {} }
t("tuple", () => { const tu: [D9 | null] = [null]; tu[0] = new D9(tu); });
// expect:
// assign 1
// key 1
// destructured 1
// object pattern 1
// for of 1
// logical 1
// generic 1
// unknown 1
// array 2
// closure 3
// map 3
// literal 2
// arrow in constructor 1
// method 1
// initialiser 0
// setter 1
// leak 1
// derived 2
// class expression 1
// local class capturing 3
// mixin 1
// mixin by interface 1
// definite 1
// list 2
// tuple 2
