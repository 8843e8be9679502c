// Values that are a tuple of one type or another: tagged ones, and those that hold an error or a value.
type Action = ["add", number] | ["remove", string, boolean] | ["clear"];
function run(action: Action): string {
  const [kind] = action;
  switch (action[0]) {
    case "add":
      return `${kind} ${action[1].toFixed(1)} ${action.length}`;
    case "remove":
      return `${kind} ${action[1].length} ${action[2]} ${action.length}`;
    case "clear":
      return `${kind} ${action.length}`;
  }
}
const actions: Action[] = [["add", 2], ["remove", "abc", true], ["clear"]];
console.log(actions.map(run), run(["remove", "", false]));

type Pair = [number, string] | [number, boolean] | readonly [number, null];
function show(pair: Pair): string {
  const [number, value] = pair;
  return `${number}:${value}:${typeof pair[1]}`;
}
console.log(show([1, "x"]), show([2, true]), show([3, null]));
const made: [number, boolean] = [4, false];
console.log(show(made), show([5, "y"]));

type Result<T> = [error: Error, value: null] | [error: null, value: T];
function attempt<T>(make: () => T): Result<T> {
  try {
    return [null, make()];
  } catch (error) {
    return [error as Error, null];
  }
}
const [noError, number] = attempt(() => 42);
console.log(noError === null, number);
const [error, text] = attempt((): string => {
  throw new RangeError("no");
});
console.log(error?.message, text);
const good = attempt(() => "s");
if (good[0] === null) console.log(good[1].toUpperCase());
else console.log(good[0].message);
for (const each of [attempt(() => [1]), attempt((): number[] => [2, 3])]) if (each[1] !== null) console.log(each[1].length);
async function later(fails: boolean): Promise<Result<string>> {
  await null;
  return attempt(() => {
    if (fails) throw new Error("later");
    return "done";
  });
}
for (const fails of [true, false]) {
  const [problem, value] = await later(fails);
  console.log(problem === null ? value.length : problem.message);
}

// What is left of them, in parameters, assignments and loops.
type Event = [name: "move", x: number, y: number] | [name: "key", key: string] | [name: "quit"];
function tell([name, ...rest]: Event): string {
  return `${name}/${rest.length}`;
}
const events: Event[] = [["move", 1, 2], ["key", "a"], ["quit"]];
console.log(events.map((event) => tell(event)).join(" "));
let x: number | string | undefined;
for (const event of events) {
  [, x] = event;
  console.log(x);
}
const handlers: { [N in Event[0]]: (event: Extract<Event, [N, ...unknown[]]>) => string } = {
  move: ([, x, y]) => `${x + y}`,
  key: ([, key]) => key.repeat(2),
  quit: ([name]) => name,
};
console.log(handlers.move(["move", 3, 4]), handlers.key(["key", "k"]), handlers.quit(["quit"]));
