/** Members of booleans. */
export function valueOf(self: boolean): boolean {
  return self;
}
