export function put(items: string[] | number[]): void {
  items.push("a" as never);
}
class One {
  f(x: number): number {
    return x;
  }
}
class Many {
  f(...xs: number[]): number {
    return xs.length;
  }
}
export const either = (o: One | Many): number => o.f(3);
put(["a"]);
console.log(either(new One()), either(new Many()));
// error OSC1002 2:3 'push' can't be read from a
// error OSC1002 14:50 a rest parameter where others have none
