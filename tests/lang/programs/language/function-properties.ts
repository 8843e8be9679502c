// Properties of functions: assigned beside the function, read, called, assigned anew, taken as values.
export function test(name: string): string {
  return `test ${name}`;
}

test.fails = (name: string): string => `fails ${name}`;
test.skip = skip;
test.count = 0;
test.titles = ["first"];

function skip(name: string): string {
  return `skip ${name}`;
}

function counted(name: string): string {
  test.count++;
  test.titles.push(name);
  return test(name);
}

console.log(test("a"), test.fails("b"), test.skip("c"));
console.log(counted("d"), counted("e"), test.count, test.titles);
test.fails = (name: string) => `fails otherwise ${name}`;
const count = test.count;
const run: (name: string) => string = test.fails;
console.log(run("f"), count);
test.count += 10;
console.log(test.count, [1, 2].map((one) => test.fails(`${one}`)));
const kept = test;
console.log(kept("g"));
