/** What each command of package.json prints for `--help`. Plain JavaScript: it is needed before anything is installed. */
export const usage = {
  start: `npm start [-- options]

Builds the kernel and its disk image and boots it in QEMU. The first run installs what is missing.
The kernel appears in a window where there is a display, otherwise inside the terminal.
End it with Ctrl-C here, or type "shutdown" there.

  --headless        no screen: the serial console on standard input and output
  --memory SIZE     memory of the machine (default 128M)
  --machine NAME    QEMU's machine: pc (default) or q35
  --append TEXT     command line for the kernel
  --pvh             start the ELF file directly, without disk and boot sector
  --gdb             start a kernel with debug information, wait for a debugger on port 1234 (docs/debugging.md)
  --help            this text`,
  image: `npm run image

Builds build/osmium.img, a raw disk image for emulators and USB sticks, and prints sizes.
To write it to a stick (all data on it is lost): sudo dd if=build/osmium.img of=/dev/sdX bs=1M conv=fsync

  --append TEXT     command line for the kernel
  --help            this text`,
  test: `npm test [-- files or folders]

Runs every test (tests/**/*.test.ts), or those of the files and folders given.
The last line is "N passed, N failed"; the exit code is 0 only if none failed.

  --help            this text`,
  "bench-lang": `npm run bench:lang [-- options] [programs]

Times programs of different kinds (bench/lang/programs): Osmium's compiler, the same program in C (clang -O2), Node.
Each runs as a whole process, in turn; the figures are medians. Nothing else should run on the machine.

  --runs N          runs of each (default 5)
  --save            write bench/results/lang.json and lang.svg
  --help            this text`,
  "bench-tasks": `npm run bench:tasks [-- options]

Counts the instructions from a key to the function that awaits it (in QEMU), times spawning and awaiting on Linux beside Node, and
measures what an idle kernel costs. Nothing else should run on the machine.

  --runs N          runs of each program that is timed (default 5)
  --save            write bench/results/tasks.json and tasks.md
  --help            this text`,
  "bench-kernel": `npm run bench:kernel [-- --save]

Counts the instructions that scrolling and redrawing the text screen take, with the shadow buffer and without, in QEMU.

  --save            write bench/results/kernel.json and kernel.md
  --help            this text`,
  "bench-memory": `npm run bench:memory [-- options]

Times the kernel's allocators, compiled for Linux, beside glibc's malloc and a model of the reference kernel's in C; and the frame
allocator with maps of 32 MiB and 1 TiB. The figures are medians. Nothing else should run on the machine.

  --runs N          runs of each (default 5)
  --save            write bench/results/memory.json and memory.md
  --help            this text`,
};
