import { increment } from "./counter.ts";
console.log("shapes body");
increment();
export class Square {
  constructor(readonly side: number) {}
}
export const unit = new Square(1);
export function area(square: Square): number {
  return square.side * square.side;
}
