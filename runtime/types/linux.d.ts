/** What only programs for Linux have: a process around them. */

/** The process that the program runs in. */
interface Process {
  /** The program's path, again, and the arguments: as under Node, the first argument is element 2. */
  readonly argv: string[];
  /** Ends the program at once, with an exit code from 0 to 255 (0 unless given). No `finally` runs. */
  exit(code?: number): never;
}
/** The process that the program runs in. */
declare var process: Process;
/** A clock for durations. */
interface Performance {
  /** Milliseconds, with a fraction. */
  now(): number;
}
/** A clock for durations. */
declare var performance: Performance;
