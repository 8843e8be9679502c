import { use } from "./early-user.ts";
use();
export default ["late"];
export const done = use();
