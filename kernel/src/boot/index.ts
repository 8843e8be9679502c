/** Everything that runs before TypeScript. A kernel imports this module for its assembly: `import "./boot/index.ts";`. */
import "./bootsector.ts";
import "./stage2.ts";
import "./longmode.ts";
