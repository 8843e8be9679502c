// Fields, module variables and parameters that only ever hold small integers may be held as integers: nobody can tell.
enum Key {
  None = 0,
  Shift = 0x2a,
  Pause = 0x145,
}

class Decoder {
  code: number = Key.None;
  static made = 0;
  half = 0;
  zero = 0;
  wide = 0;

  constructor(start: number) {
    this.code = start;
    Decoder.made += 1;
  }

  take(byte: number, pressed: boolean): number {
    this.code = pressed ? byte & 0x7f : 0x100 + (byte & 0x7f);
    return this.look(this.code);
  }

  look(code: number): number {
    switch (code) {
      case Key.Shift:
        return 1;
      case Key.Pause:
        return 2;
      default:
        return names[code % names.length].length;
    }
  }
}

/** Here the integer gains. */
class Ring {
  at = 0;
  level = -1;
  readonly cells = ["a", "b", "c", "d"];

  next(): string {
    const cell = this.cells[this.at];
    this.at = (this.at + 1) % this.cells.length;
    return cell;
  }

  rise(by: number): number {
    this.level = (this.level + by) & 0xff;
    return this.level >> 1;
  }
}

const names = ["one", "three", "eleven"];
let steps = 0;

function isSpecial(code: number): boolean {
  return code === Key.Shift || code === Key.Pause;
}

function shown(value: unknown): string {
  return `${typeof value} ${String(value)}`;
}

const decoders = [new Decoder(Key.None), new Decoder(7)];
for (const byte of [0x2a, 0x45, 0x80, 0x01, 0xff]) {
  for (const decoder of decoders) {
    steps += 1;
    console.log(decoder.take(byte, steps % 2 === 0), decoder.code, isSpecial(decoder.code), shown(decoder.code), decoder.code / 8);
  }
}
console.log(Decoder.made, steps, shown(steps), 1 / steps);

const ring = new Ring();
let line = "";
for (let i = 0; i < 10; i++) line += ring.next();
console.log(line, ring.at, ring.level, ring.rise(3), ring.level, ring.rise(-100), ring.level, shown(ring.at));

// What does not fit stays a double: a fraction, a negative zero, what is too large.
const [odd] = decoders;
odd.half = steps / 4;
odd.zero = -0 * steps;
odd.wide = 2 ** 60;
console.log(odd.half, Object.is(odd.zero, -0), odd.wide, odd.wide + 1 === odd.wide);
