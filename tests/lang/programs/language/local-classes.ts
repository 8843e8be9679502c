function make(x: number) {
  return class {
    get() {
      return x;
    }
  };
}
const A = make(1);
const B = make(2);
console.log(new A().get(), new B().get(), A === B, new A() instanceof A, new A() instanceof B);

function counters(step: number) {
  let total = 0;
  class Counter {
    static made = 0;
    readonly id: number;
    constructor() {
      Counter.made++;
      this.id = Counter.made;
    }
    add() {
      total += step;
      return total;
    }
    static twice() {
      return new Counter().add() + new Counter().add();
    }
  }
  class Double extends Counter {
    override add() {
      super.add();
      return super.add();
    }
    another() {
      return new Double();
    }
  }
  return { Counter, Double, total: () => total };
}
const c1 = counters(1);
const c2 = counters(10);
console.log(new c1.Counter().add(), new c1.Double().add(), c1.total(), c1.Counter.made);
console.log(new c2.Double().another().add(), c2.total(), c2.Counter.made, c2.Counter.twice(), c2.Double.twice());
console.log(new c1.Double() instanceof c1.Counter, new c1.Double() instanceof c2.Counter);

function early() {
  const later = () => new Late("x").text();
  function hoisted() {
    return new Late("y").text();
  }
  let message = "";
  try {
    hoisted();
  } catch (error) {
    message = (error as Error).message;
  }
  const prefix = "late ";
  class Late {
    constructor(readonly name: string) {}
    text() {
      return prefix + this.name;
    }
  }
  return [message, later(), hoisted(), new Late("z").text()];
}
console.log(early());

function generic<T>(value: T) {
  class Holder {
    value: T = value;
    pair() {
      return [this.value, value] as const;
    }
  }
  return new Holder();
}
console.log(generic(1).pair(), generic("a").pair(), generic(true));

class Outer {
  constructor(readonly n: number) {}
  inner() {
    const self = this;
    class Inner {
      sum(m: number) {
        return self.n + m;
      }
    }
    return new Inner();
  }
}
console.log(new Outer(3).inner().sum(4));
// One without captured variables is a class for each call, too.
function local() {
  class Plain {
    static made = 0;
    readonly value = 1;
    constructor() {
      Plain.made++;
    }
  }
  return Plain;
}
const first = local();
console.log(new first().value, first.made);
const second = local();
console.log(second.made, new second() instanceof first, first.made, second.made);
// A class of a module that extends what a function makes.
class Special extends counters(5).Counter {
  override add() {
    return super.add() + 1000;
  }
}
class Extra extends A {
  more() {
    return this.get() + 1;
  }
}
console.log(new Special().add(), new Special().add(), Special.made, new Extra().more(), new Extra() instanceof A);
