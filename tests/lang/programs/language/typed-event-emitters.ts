// Handlers that take different things, kept by the name of what they handle, in the forms that people write.
type Events = { a: number; b: string; c: { x: number } };
type Handler<T> = (event: T) => void;

// An object whose properties are named by the type.
class ByProperties {
  private handlers: { [K in keyof Events]?: Handler<Events[K]>[] } = {};
  on<K extends keyof Events>(name: K, handler: Handler<Events[K]>): void {
    const list = this.handlers[name];
    if (list) list.push(handler);
    else this.handlers[name] = [handler] as (typeof this.handlers)[K];
  }
  emit<K extends keyof Events>(name: K, event: Events[K]): void {
    this.handlers[name]?.forEach((handler) => handler(event));
    for (const handler of this.handlers[name] ?? []) handler(event);
  }
  again<K extends keyof Events>(name: K, event: Events[K]): void {
    this.emit(name, event);
  }
}
const byProperties = new ByProperties();
byProperties.on("a", (n) => console.log("a", n + 1));
byProperties.on("b", (s) => console.log("b", s.length));
byProperties.on("b", (s) => console.log("b too", s));
byProperties.on("c", ({ x }) => console.log("c", x));
byProperties.emit("a", 2);
byProperties.again("b", "xyz");
byProperties.emit("c", { x: 7 });

// The events are a type argument.
class OfAny<Map extends Record<string, unknown>> {
  private handlers: { [K in keyof Map]?: Handler<Map[K]>[] } = {};
  on<K extends keyof Map>(name: K, handler: Handler<Map[K]>): () => void {
    (this.handlers[name] ??= []).push(handler);
    return () => {
      this.handlers[name] = this.handlers[name]?.filter((other) => other !== handler);
    };
  }
  emit<K extends keyof Map>(name: K, event: Map[K]): void {
    this.handlers[name]?.forEach((handler) => handler(event));
  }
}
const ofAny = new OfAny<{ a: number; b: string }>();
const off = ofAny.on("a", (n) => console.log("any a", n + 1));
ofAny.on("b", (s) => console.log("any b", s.length));
ofAny.emit("a", 2);
ofAny.emit("b", "xyz");
off();
ofAny.emit("a", 3);

// A map of handlers of which nobody says what they take.
class ByMap {
  private handlers = new Map<keyof Events, Handler<never>[]>();
  on<K extends keyof Events>(name: K, handler: Handler<Events[K]>): void {
    const list = this.handlers.get(name);
    if (list === undefined) this.handlers.set(name, [handler]);
    else list.push(handler);
  }
  emit<K extends keyof Events>(name: K, event: Events[K]): void {
    for (const handler of this.handlers.get(name) ?? []) (handler as Handler<Events[K]>)(event);
    this.handlers.get(name)?.forEach((handler) => handler(event as never));
    this.handlers.get(name)?.forEach((handler) => (handler as Handler<unknown>)(event));
  }
}
const byMap = new ByMap();
byMap.on("a", (n) => console.log("map a", n + 1));
byMap.on("a", () => console.log("map a, whatever it is"));
byMap.on("b", (s) => console.log("map b", s.length));
byMap.on("c", ({ x }) => console.log("map c", x));
byMap.emit("a", 2);
byMap.emit("b", "xyz");
byMap.emit("c", { x: 5 });

class ByName {
  private readonly handlers: Record<string, Handler<never>[]> = {};
  on<T>(name: string, handler: Handler<T>): void {
    (this.handlers[name] ??= []).push(handler);
  }
  emit(name: string, event: unknown): void {
    this.handlers[name]?.forEach((handler) => handler(event as never));
  }
}
const byName = new ByName();
byName.on<number>("n", (n) => console.log(n * 2));
byName.on("s", (s: string) => console.log(s.toUpperCase()));
byName.emit("n", 4);
byName.emit("s", "abc");
byName.emit("nobody", 1);

class BySets<Map extends object> {
  private readonly handlers = new Map<keyof Map, Set<Handler<unknown>>>();
  on<K extends keyof Map>(name: K, handler: Handler<Map[K]>): this {
    let set = this.handlers.get(name);
    if (!set) {
      set = new Set();
      this.handlers.set(name, set);
    }
    set.add(handler as Handler<unknown>);
    return this;
  }
  emit<K extends keyof Map>(name: K, event: Map[K]): boolean {
    const set = this.handlers.get(name);
    if (!set) return false;
    for (const handler of set) handler(event);
    return true;
  }
}
const bySets = new BySets<Events>();
bySets.on("a", (n) => console.log("set a", n + 1)).on("b", (s) => console.log("set b", s.length));
console.log(bySets.emit("a", 2), bySets.emit("b", "xyz"), bySets.emit("c", { x: 5 }));

// What handlers take is a list of arguments.
interface Calls {
  open: [];
  data: [chunk: string, count: number];
  close: [code: number];
}
class OfArguments<Map extends { [K in keyof Map]: unknown[] }> {
  readonly #listeners: { [K in keyof Map]?: ((...args: Map[K]) => void)[] } = {};
  on<K extends keyof Map>(event: K, listener: (...args: Map[K]) => void): this {
    const list = this.#listeners[event] ?? (this.#listeners[event] = []);
    list.push(listener);
    return this;
  }
  emit<K extends keyof Map>(event: K, ...args: Map[K]): void {
    for (const listener of this.#listeners[event] ?? []) listener(...args);
  }
}
const ofArguments = new OfArguments<Calls>();
ofArguments.on("open", () => console.log("open")).on("data", (chunk, count) => console.log(chunk, count));
ofArguments.on("close", (code) => console.log(code));
ofArguments.emit("open");
ofArguments.emit("data", "x", 1);
ofArguments.emit("close", 3);

// Events that say themselves which they are.
type Message = { type: "x"; x: number } | { type: "y"; y: string };
type Of<T extends Message["type"]> = Extract<Message, { type: T }>;
class Bus {
  private readonly map = new Map<Message["type"], ((message: Message) => void)[]>();
  on<T extends Message["type"]>(type: T, handler: (message: Of<T>) => void): void {
    const list = this.map.get(type) ?? [];
    list.push(handler as (message: Message) => void);
    this.map.set(type, list);
  }
  emit(message: Message): void {
    this.map.get(message.type)?.forEach((handler) => handler(message));
  }
}
const bus = new Bus();
bus.on("x", (message) => console.log(message.x));
bus.on("y", (message) => console.log(message.y.length));
bus.emit({ type: "x", x: 1 });
bus.emit({ type: "y", y: "abc" });
const actions: { [T in Message["type"]]: (message: Of<T>) => string } = { x: (e) => `${e.x}`, y: (e) => e.y };
const run = (message: Message): string => (actions[message.type] as (message: Message) => string)(message);
console.log(run({ type: "x", x: 4 }), run({ type: "y", y: "ha" }));
function runAs<T extends Message["type"]>(type: T, message: Of<T>): string {
  return actions[type](message);
}
console.log(runAs("x", { type: "x", x: 4 }));

// Which name it is, only the running program knows.
const late = (number: number): keyof Events => (number > 0 ? "a" : "b");
const single: { [K in keyof Events]: Handler<Events[K]> } = {
  a: (n) => console.log("single", n + 1),
  b: (s) => console.log("single", s.length),
  c: ({ x }) => console.log("single", x),
};
const some: { [K in keyof Events]?: Handler<Events[K]> } = { a: (n) => console.log("some", n + 1) };
const lists: { [K in keyof Events]?: Handler<Events[K]>[] } = { a: [(n) => console.log("listed", n + 1)] };
function emit<K extends keyof Events>(name: K, event: Events[K]): void {
  single[name](event);
  some[name]?.(event);
  const one = some[name];
  if (one) one(event);
  for (const handler of lists[name] ?? []) handler(event);
}
emit(late(1), 3);
emit(late(-1), "three");
emit("a", 3);
emit("b", "three");

// A function that is one of several.
const one = (n: number): string => `n${n}`;
const two = (n: number | string): number => Number(n) * 2;
const pick = (first: boolean): typeof one | typeof two => (first ? one : two);
console.log(pick(true)(4), pick(false)(4));
let chosen = pick(false) as typeof one | undefined;
chosen = pick(true) as typeof one;
console.log(chosen(3), (pick(false) as (n: number) => string | number)(5));
const table = { x: (n: number) => n + 1, y: (n: number) => `${n}`, z: () => true };
for (const key of ["x", "y", "z"] as const) console.log(table[key](7));

// What is said to fit anywhere is what it was.
const take = (text: string): number => text.length;
const numbers: number[] = [1, 2];
console.log(take("q" as never), (3 as never as number) + 1, numbers.includes(2 as never), numbers.indexOf(1 as never));
