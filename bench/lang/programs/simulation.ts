// A discrete-event simulation: customers, servers, a queue of events and a hash of what happened.
interface Event {
  readonly time: number;
  run(world: World): void;
}

class Arrival implements Event {
  constructor(
    readonly time: number,
    private readonly customer: number,
  ) {}

  run(world: World): void {
    world.queue.push(new Customer(this.customer, this.time));
    world.serve(this.time);
    if (this.customer < world.customers)
      world.schedule(new Arrival(this.time + 1 + world.random(20), this.customer + 1));
  }
}

class Departure implements Event {
  constructor(
    readonly time: number,
    private readonly server: Server,
  ) {}

  run(world: World): void {
    this.server.finish(this.time);
    world.idle.push(this.server);
    world.serve(this.time);
  }
}

class Customer {
  constructor(
    readonly id: number,
    readonly arrived: number,
  ) {}
}

class Server {
  private customer: Customer | null = null;
  served = 0;
  waited = 0;

  constructor(readonly speed: number) {}

  start(customer: Customer, time: number): void {
    this.customer = customer;
    this.waited += time - customer.arrived;
  }

  finish(time: number): void {
    if (this.customer === null) throw new Error(`idle server finished at ${time}`);
    this.served++;
    this.customer = null;
  }
}

class World {
  readonly queue: Customer[] = [];
  readonly idle: Server[] = [];
  private readonly events: Event[] = [];
  private state = 2463534242;
  private first = 0;
  handled = 0;

  constructor(
    readonly customers: number,
    servers: readonly Server[],
  ) {
    for (const server of servers) this.idle.push(server);
  }

  random(limit: number): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % limit;
  }

  schedule(event: Event): void {
    const events = this.events;
    let i = events.length;
    events.push(event);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (events[parent].time <= event.time) break;
      events[i] = events[parent];
      i = parent;
    }
    events[i] = event;
  }

  private next(): Event | undefined {
    const events = this.events;
    if (events.length === 0) return undefined;
    const top = events[0];
    const last = events.pop()!;
    const size = events.length;
    if (size > 0) {
      let i = 0;
      for (;;) {
        let child = 2 * i + 1;
        if (child >= size) break;
        if (child + 1 < size && events[child + 1].time < events[child].time) child++;
        if (events[child].time >= last.time) break;
        events[i] = events[child];
        i = child;
      }
      events[i] = last;
    }
    return top;
  }

  serve(time: number): void {
    while (this.first < this.queue.length && this.idle.length > 0) {
      const server = this.idle.pop()!;
      const customer = this.queue[this.first++];
      server.start(customer, time);
      this.schedule(new Departure(time + server.speed + this.random(30), server));
      if (this.first > 1000) {
        this.queue.splice(0, this.first);
        this.first = 0;
      }
    }
  }

  run(): void {
    for (let event = this.next(); event !== undefined; event = this.next()) {
      this.handled++;
      event.run(this);
    }
  }
}

const servers: Server[] = [];
for (let i = 0; i < 8; i++) servers.push(new Server(50 + i));
const world = new World(2_000_000, servers);
world.schedule(new Arrival(0, 1));
world.run();
let waited = 0;
for (const server of servers) waited += server.waited;
console.log(world.handled, waited, servers.map((server) => server.served).join(" "));
