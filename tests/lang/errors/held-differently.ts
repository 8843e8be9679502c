class Point {
  x = 1;
  y = "two";
}
class Other {
  y = "two";
  x = 1;
}
class Box<T> {
  constructor(readonly value: T) {}
}
const point: Point = { x: 4, y: "literal" };
const other: Point = new Other();
const box: Box<number | string> = new Box<number>(4);
const inner: Box<readonly (number | string)[]> = new Box<number[]>([4]);
const pairs: readonly (readonly (string | number)[])[] = [["a", 1] as [string, number]];
const rows: number[][] = [[1]];
const wider: readonly (readonly (string | number)[])[] = rows;
const made = (): number[] => [5];
const called: () => readonly (string | number)[] = made;
const later: Promise<readonly (number | string)[]> = Promise.resolve<number[]>([4]);
console.log(point, other, box, inner, pairs, wider, called, later, new Map<string, number>().size, [...new Map([["a", 1]])].flat());
type Events = { n: number; s: string };
const listeners: { [K in keyof Events]?: ((event: Events[K]) => void)[] } = {};
const emit = <K extends keyof Events>(key: K, event: Events[K]): void => listeners[key]?.forEach((each) => each(event));
emit(box.value === 4 ? "n" : "s", 1);
// error OSC1009 12:22 a '{ x, y }' can't be used as 'Point'
// error OSC1009 13:22 a 'Other' can't be used as 'Point'
// error OSC1009 14:35 a 'Box<number>' can't be used as 'Box<number | string>'
// error OSC1009 15:50 a 'Box<number[]>' can't be used as 'Box<(number | string)[]>'
// error OSC1009 18:58 an array of 'number[]' can't be used as an array of '(number | string)[]'
// error OSC1009 20:52 an array of 'number' can't be used as an array of 'number | string'
// error OSC1009 21:54 a 'Promise<number[]>' can't be used as 'Promise<(number | string)[]>'
// error OSC1009 22:100 an array of '[string, number]' can't be used as an array of '(number | string)[]'
// error OSC1009 25:74 the functions in it are called differently
