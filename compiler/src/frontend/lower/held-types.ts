/**
 * What the objects of each class in the IR hold, as types: noted when a class is made, for finding out which may be part of a cycle
 * (`cyclic-classes.ts`). Classes of the IR themselves only know how a field is held.
 */
import type { ClassInfo } from "../types/class-info.ts";
import { type LiteralInfo, type Pace, type Ty, tyKey } from "../types/ty.ts";

export class HeldTypes {
  /** Classes by their name in the IR. */
  readonly classes = new Map<string, ClassInfo>();
  /** Literals with what their methods capture. */
  readonly literals = new Map<string, { readonly info: LiteralInfo; readonly captured: readonly Ty[] }>();
  /** Literals that the program writes, and not just the library. */
  readonly written = new Set<string>();
  /** Objects of the library that the program changes itself: classes by their name, arrays and tuples by class and contents. */
  readonly changed = new Set<string>();
  /** Functions with what they capture. */
  readonly functions = new Map<string, readonly Ty[]>();
  /** Coroutines with the types of their parameters, of what they captured and of their variables, by the name of the function. */
  readonly coroutines = new Map<string, { readonly pace: Pace; readonly contents: readonly Ty[] }>();
  /** Objects that stand for classes, with what these captured, their static fields and bases. */
  readonly classObjects = new Map<string, Ty[]>();
  /** The contents of arrays and tuples, by class and the contents' key: all arrays that are held alike share a class. */
  readonly containers = new Map<string, { readonly className: string; readonly contents: readonly Ty[] }>();

  addClass(info: ClassInfo): void {
    this.classes.set(info.name, info);
  }

  addLiteral(info: LiteralInfo, captured: readonly Ty[]): void {
    this.literals.set(info.name, { info, captured });
  }

  noteWritten(literal: string): void {
    this.written.add(literal);
  }

  noteChangedClass(className: string): void {
    this.changed.add(className);
  }

  noteChangedContainer(className: string, contents: readonly Ty[]): void {
    this.changed.add(containerKey(className, contents));
  }

  addFunction(className: string, captured: readonly Ty[]): void {
    this.functions.set(className, captured);
  }

  addCoroutine(name: string, pace: Pace, contents: readonly Ty[]): void {
    this.coroutines.set(name, { pace, contents });
  }

  /** An object that stands for a class. */
  addClassObject(className: string): void {
    if (!this.classObjects.has(className)) this.classObjects.set(className, []);
  }

  addToClassObject(className: string, held: Ty): void {
    this.classObjects.get(className)?.push(held);
  }

  addContainer(className: string, contents: readonly Ty[]): void {
    const key = containerKey(className, contents);
    if (!this.containers.has(key)) this.containers.set(key, { className, contents });
  }
}

export function containerKey(className: string, contents: readonly Ty[]): string {
  return `${className} ${contents.map(tyKey).join(",")}`;
}
