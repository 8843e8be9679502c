/** Errors whose message is all that the user needs. */

/** Something is not as it has to be: the message says what, and what to do. The exit code is 1, or 2 where the command line is at fault. */
export class UserError extends Error {
  override readonly name = "UserError";
  readonly exitCode: number;

  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** An error's message, and for what the system says of a file in words. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, path } = error as NodeJS.ErrnoException;
  const words = code === undefined ? undefined : systemWords[code];
  return words === undefined ? error.message : `${path ?? error.message}: ${words}`;
}

const systemWords: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EROFS: "it is on a file system that can only be read",
  ENOSPC: "there is no space left on the disk",
  ENOTDIR: "a part of the path is a file",
};
