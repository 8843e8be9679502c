// no-node
// A cast to an interface is proved, where JavaScript goes on with an object that lacks the members.
interface Named {
  readonly name: string;
}
interface Aged extends Named {
  readonly age: number;
}
class Person implements Aged {
  constructor(
    readonly name: string,
    readonly age: number,
  ) {}
}
class Thing implements Named {
  readonly name = "thing";
}
function attempt(f: () => unknown): void {
  try {
    console.log(f());
  } catch (error) {
    console.log(error instanceof TypeError);
  }
}
const all: Named[] = [new Person("Ada", 36), new Thing(), { name: "literal" }];
for (const named of all) attempt(() => (named as Aged).age);

// Through a wider type, a member gets what it can't hold.
class Owner {
  favourite: Aged = new Person("Grace", 85);
}
interface HasFavourite {
  favourite: Named;
}
const owner = new Owner();
const seen: HasFavourite = owner;
seen.favourite = new Person("Alan", 41);
console.log(owner.favourite.age);
attempt(() => {
  seen.favourite = new Thing();
  return owner.favourite.age;
});

// A type predicate that says what is not so.
function isAged(named: Named): named is Aged {
  return named.name !== "";
}
for (const named of all) attempt(() => (isAged(named) ? named.age : "no"));

// A function that takes other things, and a box into which others may put what it can't hold.
class Box<T> {
  constructor(public value: T) {}
}
const lengthOf: unknown = (text: string) => text.length;
attempt(() => (lengthOf as (n: number) => number)(5));
const boxed: unknown = new Box(new Thing());
attempt(() => (boxed as Box<Thing | Person>).value instanceof Thing);
if (boxed instanceof Box) attempt(() => (boxed.value = 3));

// An array of another length than the tuple that it is said to be.
for (const text of ["a=1", "a", "a=1=2"]) attempt(() => (text.split("=") as [string, string])[1]);

// expect:
// 36
// true
// true
// 41
// true
// 36
// true
// true
// true
// true
// true
// 1
// true
// true
