export interface Options {
  title: string;
}
export const version = "1.0";
export default function make(options: Options): string {
  return `<${options.title}>`;
}
