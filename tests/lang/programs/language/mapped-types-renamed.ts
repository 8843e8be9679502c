// Mapped types whose keys get other names, or are left out, in generic bodies too.
interface Pet { kind: "pet"; name: string; age: number; nick?: string; speak(): string; }
type Getters<T> = { [K in keyof T as `get${Capitalize<K & string>}`]: () => T[K] };
type Setters<T> = { [K in keyof T as `set${Capitalize<K & string>}`]: (value: T[K]) => void };
type Without<T> = { [K in keyof T as Exclude<K, "age">]: T[K] };
type Data<T> = { [K in keyof T as T[K] extends (...args: never[]) => unknown ? never : K]: T[K] };
type Texts<T> = { readonly [K in keyof T as T[K] extends string ? Uppercase<K & string> : never]: T[K] };
type NoKind<T> = { [K in keyof T as K extends "kind" ? never : K]?: T[K] };
type Sides<K extends string> = { [P in K as `${P}Left` | `${P}Right`]: number };
type Listeners<T> = { [K in keyof T as `on${Capitalize<string & K>}`]?: (value: T[K]) => void };

function accessors<T extends { name: string; age: number }>(object: T): Getters<T> & Setters<T> {
  const made = {
    getName: () => object.name,
    getAge: () => object.age,
    setName: (value: string) => { object.name = value; },
    setAge: (value: number) => { object.age = value; },
  };
  return made as unknown as Getters<T> & Setters<T>;
}
const both = accessors({ name: "Tom", age: 3 });
both.setAge(both.getAge() + 1);
both.setName(both.getName() + "!");
console.log(both.getName(), both.getAge());

const plain: Getters<Pet> = { getKind: () => "pet", getName: () => "Rex", getAge: () => 2, getNick: () => "R", getSpeak: () => () => "woof" };
console.log(plain.getName(), plain.getSpeak()(), plain.getNick?.());
function first<T extends Pet>(getters: Getters<T>): string { return (getters as unknown as Getters<Pet>).getKind(); }
console.log(first<Pet>(plain));

function without<T extends { age: number }>(object: T): Without<T> {
  const { age, ...rest } = object;
  console.log("left out", age);
  return rest as unknown as Without<T>;
}
const young = without({ name: "x", age: 2 });
console.log(young.name, "age" in young);

class Dog implements Pet { kind = "pet" as const; name = "Rex"; age = 5; speak(): string { return "woof"; } }
function data<T extends Pet>(pet: T): Data<T> { const { kind, name, age } = pet; return { kind, name, age } as unknown as Data<T>; }
const dog = data(new Dog());
console.log(dog.name, dog.age, dog.kind);
const texts: Texts<{ a: string; b: number; c: string }> = { A: "1", C: "2" };
console.log(texts);
function show<T>(texts: Texts<T>, of: (texts: Texts<T>) => string): string { return of(texts); }
console.log(show<{ a: string; b: number }>({ A: "shown" }, (one) => one.A));
const some: NoKind<Pet> = { name: "only" };
console.log(some.name, some.age);
function margins<K extends string>(sides: Sides<K>, read: (sides: Sides<K>) => number): number { return read(sides); }
console.log(margins<"margin" | "padding">({ marginLeft: 1, marginRight: 2, paddingLeft: 3, paddingRight: 4 }, (s) => s.marginLeft + s.paddingRight));
class Model<T extends object> {
  constructor(private readonly listeners: Listeners<T>, readonly value: T) {}
  tell(tell: (listeners: Listeners<T>, value: T) => void): void { tell(this.listeners, this.value); }
}
const model = new Model<{ size: number; title: string }>({ onTitle: (title) => console.log("title", title) }, { size: 1, title: "t" });
model.tell((listeners, value) => { listeners.onSize?.(value.size); listeners.onTitle?.(value.title); });
