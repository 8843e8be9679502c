import late from "./early.ts";
export function use(): string {
  try {
    return late[0]!;
  } catch (error) {
    console.log(String(error));
    return "early";
  }
}
