// Interfaces and base classes with few implementations: calls become tests of the class. The order of the tests must not matter.
interface Named {
  name(): string;
  weight(by: number): number;
}

abstract class Animal implements Named {
  abstract name(): string;
  weight(by: number): number {
    return by;
  }
}

class Dog extends Animal {
  name(): string {
    return "dog";
  }
  weight(by: number): number {
    return by * 10;
  }
}

// Between a class with an implementation and one that goes back to that of the root.
abstract class Trained extends Dog {
  trick(): string {
    return `${this.name()} sits`;
  }
}

class Puppy extends Trained {
  name(): string {
    return "puppy";
  }
  weight(by: number): number {
    return by;
  }
}

class Poodle extends Trained {}

class Stone implements Named {
  name(): string {
    return "stone";
  }
  weight(by: number): number {
    if (by > 3) throw new RangeError(`too heavy: ${by}`);
    return by * 100;
  }
}

const all: Named[] = [new Dog(), new Puppy(), new Poodle(), new Stone(), { name: () => "literal", weight: (by) => -by }];
for (const each of all) {
  for (const by of [1, 3, 5]) {
    try {
      console.log(each.name(), each.weight(by));
    } catch (error) {
      console.log(each.name(), error instanceof RangeError ? error.message : "?");
    }
  }
}
const animals: Animal[] = [new Puppy(), new Dog(), new Poodle()];
console.log(animals.map((animal) => `${animal.name()}:${animal.weight(2)}`).join(" "));
for (const animal of animals) if (animal instanceof Trained) console.log(animal.trick());
