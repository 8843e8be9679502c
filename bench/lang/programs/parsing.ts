// A scanner and a recursive-descent parser for JSON, into a tree of a discriminated union.
type Json =
  | { readonly kind: "null" }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "array"; readonly items: readonly Json[] }
  | { readonly kind: "object"; readonly members: readonly Member[] };

interface Member {
  readonly name: string;
  readonly value: Json;
}

class Parser {
  private position = 0;

  constructor(private readonly text: string) {}

  parse(): Json {
    const value = this.value();
    this.space();
    if (this.position !== this.text.length) throw new SyntaxError(`unexpected text at ${this.position}`);
    return value;
  }

  private space(): void {
    while (this.position < this.text.length && this.text.charCodeAt(this.position) <= 32) this.position++;
  }

  private take(character: string): boolean {
    this.space();
    if (this.text[this.position] !== character) return false;
    this.position++;
    return true;
  }

  private expect(character: string): void {
    if (!this.take(character)) throw new SyntaxError(`expected ${character} at ${this.position}`);
  }

  private word(word: string): void {
    if (!this.text.startsWith(word, this.position)) throw new SyntaxError(`unexpected word at ${this.position}`);
    this.position += word.length;
  }

  private value(): Json {
    this.space();
    switch (this.text[this.position]) {
      case "n":
        this.word("null");
        return { kind: "null" };
      case "t":
        this.word("true");
        return { kind: "boolean", value: true };
      case "f":
        this.word("false");
        return { kind: "boolean", value: false };
      case '"':
        return { kind: "string", value: this.string() };
      case "[":
        return this.array();
      case "{":
        return this.object();
      default:
        return { kind: "number", value: this.number() };
    }
  }

  private array(): Json {
    const items: Json[] = [];
    this.expect("[");
    if (!this.take("]")) {
      do items.push(this.value());
      while (this.take(","));
      this.expect("]");
    }
    return { kind: "array", items };
  }

  private object(): Json {
    const members: Member[] = [];
    this.expect("{");
    if (!this.take("}")) {
      do {
        this.space();
        const name = this.string();
        this.expect(":");
        members.push({ name, value: this.value() });
      } while (this.take(","));
      this.expect("}");
    }
    return { kind: "object", members };
  }

  private string(): string {
    this.position++;
    const start = this.position;
    while (this.text.charCodeAt(this.position) !== 34) this.position++;
    const text = this.text.slice(start, this.position);
    this.position++;
    return text;
  }

  private number(): number {
    let value = 0;
    const start = this.position;
    while (this.position < this.text.length) {
      const digit = this.text.charCodeAt(this.position) - 48;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
      this.position++;
    }
    if (this.position === start) throw new SyntaxError(`unexpected character at ${start}`);
    return value;
  }
}

function weigh(json: Json): number {
  switch (json.kind) {
    case "null":
      return 1;
    case "boolean":
      return json.value ? 2 : 3;
    case "number":
      return json.value;
    case "string":
      return json.value.length;
    case "array": {
      let sum = 0;
      for (const item of json.items) sum += weigh(item);
      return sum;
    }
    case "object": {
      let sum = 0;
      for (const member of json.members) sum += member.name.length + weigh(member.value);
      return sum;
    }
  }
}

const records: string[] = [];
for (let i = 0; i < 2000; i++) {
  records.push(
    `{"id": ${i}, "name": "record ${i}", "tags": ["a", "bc", "def"], "on": ${i % 2 === 0}, "next": null, "at": [${i}, ${i * 2}]}`,
  );
}
const text = `[${records.join(",\n")}]`;
let total = 0;
for (let round = 0; round < 60; round++) total += weigh(new Parser(text).parse());
console.log(total);
