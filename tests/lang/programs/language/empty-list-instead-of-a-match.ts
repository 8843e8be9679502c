/** `text.match(pattern) ?? []`: a list like any other. And types that a conditional type narrows, in generic bodies. */
const text = "(a b)";
const tokens = text.match(/[()]|[^\s()]+/g) ?? [];
let at = 0;
while (at < tokens.length) {
  const token = tokens[at++];
  console.log(token, token === "(");
}
const none = text.match(/z/g) || [];
console.log(
  none.length,
  none.map((each) => each.length),
);

type Event = { type: "key"; key: string } | { type: "mouse"; x: number; y: number } | { type: "quit" };
function count<T extends Event["type"]>(type: T, event: Extract<Event, { type: T }>): string {
  return type + Object.keys(event).length;
}
console.log(count("key", { type: "key", key: "k" }), count("quit", { type: "quit" }));
class Bus {
  private readonly listeners = new Map<string, (event: Event) => void>();
  on<T extends Event["type"]>(type: T, listener: (event: Extract<Event, { type: T }>) => void): void {
    this.listeners.set(type, listener as (event: Event) => void);
  }
  emit(event: Event): void {
    this.listeners.get(event.type)?.(event);
  }
}
const bus = new Bus();
bus.on("mouse", (event) => {
  console.log(event.x + event.y);
});
bus.emit({ type: "mouse", x: 1, y: 2 });
bus.emit({ type: "quit" });
