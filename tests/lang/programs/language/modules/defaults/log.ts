export function log(text: string): number {
  console.log("log", text);
  return text.length;
}
