/**
 * Starts a program of this project, once it is sure that this Node can run it. Written so that even a Node that is far too old understands the file and
 * can say what is wrong.
 */

/** As `engines` in package.json. */
const oldestNode = 20;

/** Runs `osc` or `osmium` with the arguments of the command line. */
export function start(name) {
  if (Number(process.versions.node.split(".")[0]) < oldestNode) {
    console.error(
      name +
        ": Node " +
        oldestNode +
        " or later is needed; this is " +
        process.version +
        ". See https://nodejs.org/en/download",
    );
    process.exitCode = 1;
    return;
  }
  import("./load.mjs")
    .then((loader) => loader.loadProgram(name))
    .then((program) => program.main(process.argv))
    .then((code) => {
      process.exitCode = code;
    })
    .catch((error) => {
      console.error(error);
      process.exitCode = 70;
    });
}
