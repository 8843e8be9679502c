export { double as reExported } from "./double.ts";
export * as shapes from "./shapes.ts";
