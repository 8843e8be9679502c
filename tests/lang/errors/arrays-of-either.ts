export function texts(items: string[] | number[]): string {
  return items.map((each) => `${each}`).join();
}
console.log(texts(["a"]));
// error OSC1002 2:10 'map' can't be read from a
