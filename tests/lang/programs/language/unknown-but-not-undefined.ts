// A value of unknown type that is found not to be null or undefined may still be a number.
const kept: unknown[] = [];
function keep(value: unknown): void {
  if (value !== undefined) kept.push(value);
}
function keepSomething(value: unknown): void {
  if (value === null || value === undefined) return;
  kept.push(value);
}
for (const value of [1, "text", undefined, null, true, 2.5]) {
  keep(value);
  keepSomething(value);
}
for (const value of kept) console.log(typeof value, String(value));
