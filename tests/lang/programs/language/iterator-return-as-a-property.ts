// An optional method that is an arrow function in a property is called like one that is a method.
class Stack<T> implements Iterable<T> {
  protected readonly items: T[] = [];
  push(item: T): void {
    this.items.push(item);
  }
  [Symbol.iterator](): Iterator<T> {
    let index = this.items.length;
    return {
      next: () => (index > 0 ? { done: false, value: this.items[--index] } : { done: true, value: undefined }),
      return: () => {
        console.log("left early");
        return { done: true, value: undefined };
      },
    };
  }
}
const stack = new Stack<string>();
stack.push("a");
stack.push("b");
for (const item of stack) {
  console.log(item);
  break;
}
console.log([...stack].join());
