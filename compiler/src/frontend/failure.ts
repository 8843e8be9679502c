/** How lowering gives up on a construct: thrown where it is found, caught where a statement or a function begins. */
import type ts from "typescript";

export class CompileError extends Error {
  readonly node: ts.Node;
  readonly code: string;
  readonly help: string | undefined;

  constructor(node: ts.Node, code: string, message: string, help?: string) {
    super(message);
    this.node = node;
    this.code = code;
    this.help = help;
  }
}

/** Something that could not be compiled because something else could not: it needs no message. */
export class FollowOnError extends Error {}

/** The codes of our own diagnostics, and what each is about. docs/diagnostics.md lists them. */
export const codes = {
  any: "OSC1001",
  unsupportedSyntax: "OSC1002",
  unsupportedType: "OSC1003",
  unsupportedLibrary: "OSC1004",
  mixedIntegers: "OSC1005",
  narrowing: "OSC1006",
  literalRange: "OSC1007",
  representation: "OSC1009",
  unsafeImport: "OSC1010",
  machineApi: "OSC1011",
  interrupt: "OSC1012",
  eval: "OSC1013",
  unsupportedModule: "OSC1014",
} as const;
