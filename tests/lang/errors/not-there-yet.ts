function named(name: string): unknown {
  return { [name]: 1, fixed: 2, get other() { return 3; } };
}
function circle(n: number): number {
  let calls = 0;
  function first<T>(x: T): T {
    calls++;
    return n > calls ? second(x) : x;
  }
  function second<T>(x: T): T {
    calls++;
    return first(x);
  }
  return first(1);
}
type Renamed<T> = { [K in keyof T as T[K] extends string ? T[K] : never]: K };
function renamed<T>(object: T): Renamed<T> {
  return object as unknown as Renamed<T>;
}
console.log(named("x"), circle(2), renamed({ a: "text" }));
// error OSC1002 2:33 accessors
// error OSC1002 6:3 can't be part of a circle of functions
// error OSC1003 17:1 the properties of the type 'Renamed<T>' are not known here
