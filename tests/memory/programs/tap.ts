/** Tests that read as sentences, reported in TAP on standard output. The process ends with 1 if one failed. */
let count = 0;
let failed = 0;

/** Runs a test, which passes unless it throws. */
export function test(name: string, body: () => void): void {
  count++;
  try {
    body();
    console.log(`ok ${count} - ${name}`);
  } catch (error) {
    failed++;
    console.log(`not ok ${count} - ${name}`);
    const text = error instanceof Error ? error.stack : String(error);
    console.log(`# ${text.replaceAll("\n", "\n# ")}`);
  }
}

/** Says that this was all. */
export function endTests(): void {
  console.log(`1..${count}`);
  if (failed > 0) process.exit(1);
}
