/** What keys mean to the games: the same in all of them. */
import { KeyCode, type KeyEvent } from "../../kernel/src/drivers/keys.ts";

export type GameKey = "up" | "down" | "left" | "right" | "fire" | "pause" | "quit";

/** By character, in lower case: WASD as in games, HJKL as in vi. */
const byCharacter: ReadonlyMap<string, GameKey> = new Map<string, GameKey>([
  ["w", "up"],
  ["a", "left"],
  ["s", "down"],
  ["d", "right"],
  ["k", "up"],
  ["h", "left"],
  ["j", "down"],
  ["l", "right"],
  [" ", "fire"],
  ["p", "pause"],
  ["q", "quit"],
]);

/** What a key means to a game; null for nothing, and for a release. */
export function gameKeyOf(event: KeyEvent): GameKey | null {
  if (!event.pressed) return null;
  switch (event.code) {
    case KeyCode.Up:
      return "up";
    case KeyCode.Down:
      return "down";
    case KeyCode.Left:
      return "left";
    case KeyCode.Right:
      return "right";
    case KeyCode.Enter:
    case KeyCode.KeypadEnter:
      return "fire";
    case KeyCode.Escape:
      return "quit";
    default:
      return event.character === null ? null : (byCharacter.get(event.character.toLowerCase()) ?? null);
  }
}
