interface Named {
  readonly name: string;
  greet(other: Named): string;
}
interface Aged {
  age: number;
}
type Person = Named & Aged;

class User implements Named, Aged {
  constructor(
    readonly name: string,
    public age: number,
  ) {}
  greet(other: Named): string {
    return `${this.name} greets ${other.name}`;
  }
}

const robot: Named = {
  name: "robot",
  greet(other) {
    return `beep ${other.name} from ${this.name}`;
  },
};
const user = new User("ada", 36);
console.log(user.greet(robot), "|", robot.greet(user));

function birthday(one: Aged): void {
  one.age++;
}
birthday(user);
const plain = { age: 1, extra: "x" };
birthday(plain);
console.log(user.age, plain.age, plain.extra);

const person: Person = { name: "eve", age: 5, greet: (other) => `hi ${other.name}` };
birthday(person);
console.log(person.age, person.greet(user));

const everyone: Named[] = [user, robot, person];
console.log(everyone.map((one) => one.name).join());

interface Stack<T> {
  push(value: T): void;
  pop(): T | undefined;
  readonly size: number;
}
class ArrayStack<T> implements Stack<T> {
  private items: T[] = [];
  push(value: T): void {
    this.items.push(value);
  }
  pop(): T | undefined {
    return this.items.pop();
  }
  get size(): number {
    return this.items.length;
  }
}
class LinkedStack<T> implements Stack<T> {
  private top: { value: T; next: LinkedStack<T>["top"] } | undefined;
  size = 0;
  push(value: T): void {
    this.top = { value, next: this.top };
    this.size++;
  }
  pop(): T | undefined {
    const top = this.top;
    if (top === undefined) return undefined;
    this.top = top.next;
    this.size--;
    return top.value;
  }
}
function exercise(stack: Stack<string>): string {
  stack.push("a");
  stack.push("b");
  const size = stack.size;
  return `${size} ${stack.pop()} ${stack.pop()} ${stack.pop()} ${stack.size}`;
}
console.log(exercise(new ArrayStack<string>()), exercise(new LinkedStack<string>()));

interface Callable {
  (x: number): number;
}
const double: Callable = (x) => x * 2;
console.log(double(21));

interface Optional {
  required: string;
  maybe?: number;
  callback?: (n: number) => string;
}
function show(o: Optional): string {
  return `${o.required} ${o.maybe ?? "none"} ${o.callback?.(1) ?? "no callback"}`;
}
console.log(show({ required: "r" }), show({ required: "r", maybe: 0 }), show({ required: "r", callback: (n) => `called ${n}` }));

const point = { x: 1, y: 2 };
const moved = { ...point, y: 5, z: 3 };
console.log(moved.x, moved.y, moved.z, point.y);
const { x, ...others } = moved;
console.log(x, others.y, others.z);

interface Tree {
  value: number;
  children: Tree[];
}
const tree: Tree = { value: 1, children: [{ value: 2, children: [] }, { value: 3, children: [{ value: 4, children: [] }] }] };
const sum = (t: Tree): number => t.value + t.children.reduce((a, c) => a + sum(c), 0);
console.log(sum(tree));

const accessors = {
  _n: 1,
  get n(): number {
    return this._n;
  },
  set n(value: number) {
    this._n = value * 10;
  },
};
accessors.n = 4;
console.log(accessors.n);
console.log("x" in point, "z" in point);
