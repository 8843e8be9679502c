export { default } from "./number.ts";
export { default as answer } from "./number.ts";
