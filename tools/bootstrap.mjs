/**
 * The way into every npm script: `tools/setup.mjs` does it, if this Node can run that. Written so that even a Node that is far too old understands this file and can
 * say what is wrong.
 */

/** As `engines` in package.json. */
const oldestNode = 20;

if (Number(process.versions.node.split(".")[0]) < oldestNode) {
  console.error(
    "Node " + oldestNode + " or later is needed; this is " + process.version + ". See https://nodejs.org/en/download",
  );
  process.exitCode = 1;
} else {
  import("./setup.mjs").then((setup) => setup.main());
}
