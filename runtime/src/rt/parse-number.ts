export function textToNumber(text: string): number { return 0; }
