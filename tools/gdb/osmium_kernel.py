"""Commands for a kernel that stands still: `tasks` shows what every task does, `task` where one waits, `heap` what the heap holds.

Everything is read from memory. Offsets repeat the structs that they name; tests/system/debugger.test.ts compares the sums with what the kernel
itself says, so that they can't drift apart.
"""

import struct

import gdb

import osmium
from osmium_async import Coroutine, address_of, class_name, waiting_in

# kernel/src/memory/wake-set.ts: slots, of which the first are devices'.
SLOTS, DEVICE_SLOTS = 262144, 64
# kernel/src/memory/block.ts: the word in front of a block.
USED, SMALL, SIZE_MASK = 0x1, 0x2, 0x0000FFFFFFFFFFF0
OBJECT, SLAB, GUARDS = 1 << 48, 2 << 48, 4 << 48
HEADER_BYTES, GRAIN = 8, 16
GUARD_BYTES = 16  # `frontBytes` of guards.ts
# kernel/src/memory/heap.ts, `HeapState`, and what it holds of free-list.ts and segregated.ts. SizeClass: 48 bytes.
BYTES_TOTAL, FIRST_REGION, BYTES_USED, BYTES_PEAK, FAILURES, CLASSES = 24, 80, 104, 112, 120, 128
CLASS_COUNT, CLASS_BYTES, CLASS_ALLOCATIONS, CLASS_FREES, CLASS_STRIDE = 49, 48, 16, 24, 40
# segregated.ts, `Slab`.
SLAB_FRESH, SLAB_CLASS, SLAB_FIRST = 8, 44, 64
# Rows of a table, unless all are asked for.
ROWS_MAX = 20


class NotThere(gdb.GdbError):
    """The program is no kernel, or does not run yet."""


def symbol(name):
    address = address_of(name)
    if address is None:
        raise NotThere("this program has no %s: it is no kernel of Osmium's, or was compiled without -g" % name)
    return address


def bytes_text(count):
    for unit, size in (("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)):
        if count >= size:
            return "%.1f %s" % (count / size, unit)
    return "%d bytes" % count


# ---- the heap ----


class Memory:
    """A stretch of memory, read at once: a word at a time would take a question to the machine each."""

    def __init__(self, start, count):
        self.start = start
        self.bytes = osmium.memory(start, count)

    def __contains__(self, address):
        return self.start <= address and address + 8 <= self.start + len(self.bytes)

    def word(self, address):
        return struct.unpack_from("<Q", self.bytes, address - self.start)[0]

    def half(self, address):
        return struct.unpack_from("<I", self.bytes, address - self.start)[0]


class Heap:
    def __init__(self):
        self.state = symbol("osc.static.heap.state")
        self.total = self.field(BYTES_TOTAL)
        self.used = self.field(BYTES_USED)
        self.peak = self.field(BYTES_PEAK)
        self.failures = self.field(FAILURES)

    def field(self, offset):
        return osmium.word(self.state + offset, 8)

    def class_field(self, size_class, offset):
        return self.field(CLASSES + size_class * CLASS_BYTES + offset)

    def regions(self):
        """Each region's memory, from its first block to the header of its end."""
        region = self.field(FIRST_REGION)
        while region != 0:
            end = region + GRAIN
            while (size := osmium.word(end - HEADER_BYTES, 8) & SIZE_MASK) != 0:
                end += size
            yield Memory(region, end - region)
            region = osmium.word(region, 8)

    def objects(self):
        """Address and bytes of every object, with its class's number. The bytes are those of its block."""
        for memory in self.regions():
            block = memory.start + GRAIN
            end = memory.start + len(memory.bytes)
            while block < end:
                word = memory.word(block - HEADER_BYTES)
                if word & (USED | SLAB) == USED | SLAB:
                    yield from self.objects_in_slab(memory, block)
                else:
                    yield from object_in(memory, block, word, word & SIZE_MASK)
                block += word & SIZE_MASK

    def objects_in_slab(self, memory, slab):
        stride = self.class_field(memory.half(slab + SLAB_CLASS), CLASS_STRIDE)
        for block in range(slab + SLAB_FIRST, memory.word(slab + SLAB_FRESH), stride):
            yield from object_in(memory, block, memory.word(block - HEADER_BYTES), stride)


def object_in(memory, block, word, count):
    if word & (USED | OBJECT) != USED | OBJECT:
        return
    object = block + GUARD_BYTES if word & GUARDS else block
    yield object, count, memory.half(object + 4)


class HeapCommand(gdb.Command):
    """Shows what the kernel's heap holds.

heap            sizes, and blocks in use by size
heap objects    live objects by class, the most bytes first
heap CLASS      the live objects of a class

The first 20 rows; `heap objects all` and `heap CLASS all` show every one."""

    def __init__(self):
        super().__init__("heap", gdb.COMMAND_DATA)

    def invoke(self, argument, from_tty):
        words = argument.split()
        most = None if words[-1:] == ["all"] else ROWS_MAX
        name = " ".join(words[:-1] if most is None else words)
        heap = Heap()
        if name == "":
            show_sizes(heap)
        elif name == "objects":
            show_classes(heap, most)
        else:
            show_objects(heap, name, most)

    def complete(self, text, word):
        return [name for name in ["objects"] + sorted(set(osmium.classes().names.values())) if name.startswith(text)]


def show_sizes(heap):
    classes = range(CLASS_COUNT)
    allocations = sum(heap.class_field(one, CLASS_ALLOCATIONS) for one in classes)
    frees = sum(heap.class_field(one, CLASS_FREES) for one in classes)
    gdb.write(
        "%s used, %s free of %s; peak %s\n"
        % tuple(bytes_text(count) for count in (heap.used, heap.total - heap.used, heap.total, heap.peak))
    )
    gdb.write("%d allocations, %d frees, %d alive, %d failed\n" % (allocations, frees, allocations - frees, heap.failures))
    gdb.write("  up to   blocks       bytes\n")
    for size_class in list(range(1, CLASS_COUNT)) + [0]:
        live = heap.class_field(size_class, CLASS_ALLOCATIONS) - heap.class_field(size_class, CLASS_FREES)
        if live == 0:
            continue
        stride = heap.class_field(size_class, CLASS_STRIDE)
        # Of class 0, which has no stride: what its blocks hold.
        count = live * stride if size_class else heap.class_field(0, 32)
        gdb.write("%7s %8d %11d\n" % (stride - HEADER_BYTES if size_class else "larger", live, count))


def rows(lines, most):
    for number, line in enumerate(lines):
        if number == most:
            gdb.write("… %d more\n" % (len(lines) - number))
            return
        gdb.write(line + "\n")


def show_classes(heap, most):
    sums = {}
    for _, count, number in heap.objects():
        name = osmium.classes().names.get(number, "class %d" % number)
        live, held = sums.get(name, (0, 0))
        sums[name] = (live + 1, held + count)
    ordered = sorted(sums.items(), key=lambda item: (-item[1][1], item[0]))
    gdb.write("  bytes  objects  class\n")
    rows(["%7d %8d  %s" % (held, live, name) for name, (live, held) in ordered], most)


def show_objects(heap, name, most):
    numbers = {number for number, known in osmium.classes().names.items() if name in (known, known.split("<")[0])}
    if not numbers:
        raise gdb.GdbError("there is no class %s in this program" % name)
    found = [address for address, _, number in heap.objects() if number in numbers]
    gdb.write("%d live\n" % len(found))
    rows(["0x%x  %s" % (address, osmium.show_reference(address, 1)) for address in found[:most]], most)
    if most is not None and len(found) > most:
        gdb.write("… %d more\n" % (len(found) - most))


# ---- tasks ----


class Task:
    def __init__(self, address):
        self.object = osmium.object_at(address)
        self.id = int(self.object["id"]) & (2**64 - 1)
        self.name = osmium.text_at(int(self.object["name"]))[1:-1]

    @property
    def slot(self):
        return self.id % SLOTS

    @property
    def id_text(self):
        """As the shell writes it: the slot, and how often it was given out before."""
        generation = self.id // SLOTS
        return "%d.%d" % (self.slot, generation) if generation else str(self.slot)

    @property
    def state(self):
        if self.id == osmium.word(symbol("global:microtasks.context"), 8):
            return "running"
        controller = osmium.reference_target(self.object["#controller"])
        signal = osmium.reference_target(controller["signal"])
        if int(signal["isAborted"]):
            return "cancelling"
        woken = osmium.word(symbol("osc.static.wake_set.words") + self.slot // 64 * 8, 8) >> self.slot % 64 & 1
        return "ready" if woken else "waiting"

    def number(self, field):
        return int(float(self.object[field]))


def all_tasks():
    owners = osmium.object_at(osmium.word(symbol("global:wake.owners"), 8))
    for at in range(int(owners["length"]) & 0xFFFFFFFF):
        address = int((owners["data"] + at).dereference())
        if class_name(address).startswith("TaskOf<"):
            yield Task(address)


def suspended():
    """The coroutines that wait, by the id of their task; of each, those that nobody in the task waits for come last."""
    by_task = {}
    for address, _, number in Heap().objects():
        if not osmium.classes().names.get(number, "").startswith("CoroutineReaction"):
            continue
        coroutine = waiting_in(address)
        if coroutine is not None:
            owner = int(osmium.object_at(address)["context"]) & (2**64 - 1)
            by_task.setdefault(owner, []).append(coroutine)
    return by_task


def innermost(coroutines):
    """Those that wait for something else than one of the others."""
    awaited = {awaiter.address for one in coroutines for awaiter in one.awaiters()}
    return [one for one in coroutines if one.address not in awaited]


def visible(coroutine):
    """The first of those that wait for each other that is not part of how the kernel waits."""
    return next((one for one in [coroutine, *coroutine.awaiters()] if "/sync/" not in one.file), coroutine)


def source_line(coroutine):
    try:
        shown = gdb.execute("list %s:%d,%d" % (coroutine.file, coroutine.place[0], coroutine.place[0]), to_string=True)
        return shown.split("\t", 1)[1].strip()
    except (gdb.error, IndexError):
        return ""


class Tasks(gdb.Command):
    """Shows the kernel's tasks: id, state, how often each ran, its name, and the line that it waits in.

tasks

`task ID` shows all functions of one that wait."""

    def __init__(self):
        super().__init__("tasks", gdb.COMMAND_STATUS)

    def invoke(self, argument, from_tty):
        if argument:
            raise gdb.GdbError("tasks takes no argument; task ID shows one")
        waiting = suspended()
        gdb.write("id      state         runs  name              waits in\n")
        for task in all_tasks():
            first = [visible(one) for one in innermost(waiting.get(task.id, []))]
            places = ", ".join("%s (%s:%d)" % (one.name, one.file, one.place[0]) for one in first)
            gdb.write("%-7s %-10s %7d  %-16s  %s\n" % (task.id_text, task.state, task.number("runs"), task.name, places))


class TaskCommand(gdb.Command):
    """Shows where a task waits: the functions that await each other, innermost first, with the line of each.

task ID
task NAME"""

    def __init__(self):
        super().__init__("task", gdb.COMMAND_STATUS)

    def invoke(self, argument, from_tty):
        found = [task for task in all_tasks() if argument in (task.id_text, task.name)]
        if not found:
            raise gdb.GdbError("there is no task %s" % argument if argument else "task wants an id or a name")
        waiting = suspended()
        for task in found:
            gdb.write("task %s %s: %s, woken %d times\n" % (task.id_text, task.name, task.state, task.number("wakes")))
            for first in innermost(waiting.get(task.id, [])):
                for number, one in enumerate([first, *first.awaiters()]):
                    gdb.write("#%-2d %s\n" % (number, one.text()))
                    if source := source_line(one):
                        gdb.write("      %s\n" % source)

    def complete(self, text, word):
        return [task.name for task in all_tasks() if task.name.startswith(text)]


HeapCommand()
Tasks()
TaskCommand()
