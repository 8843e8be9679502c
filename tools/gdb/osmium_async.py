"""Asynchronous functions in gdb: `next` goes over an `await`, `step` goes into an async function, `async-backtrace` shows who awaits whom.

The compiler makes three machine functions of an async function `f`: one that makes its promise (`fn:f`), one that runs until the first await
(`fn:f (coroutine)`), and one that goes on after each (`fn:f (coroutine).resume`). What lives across an await lies in a frame on the heap; the frame's
address tells one call of `f` from another:

    frame + 0    address of the function that resumes it, and of the one that destroys it
    frame + 16   where it was suspended last: line << 32 | column; 0 before that
    frame + 24   its variables, parameters first: of an async function, the promise that it settles

(compiler/src/backend/llvm/debug-variables.ts; only programs compiled with `-O0 -g` have this.) Nothing in the program is called.
"""

import re

import gdb

import osmium

RESUME, DESTROY, COROUTINE = " (coroutine).resume", " (coroutine).destroy", " (coroutine)"
# What calls a function that is used as a value.
AS_VALUE = " as value"
PLACE_AT, PARAMETER_AT = 16, 24
# A chain of awaits longer than this is cut: it may be damaged memory.
AWAITERS_MAX = 200


# ---- symbols ----


def symbol_at(address):
    """The linker's name of the code at an address, or an empty text."""
    found = re.match(r"(.*?)(?: \+ \d+)? in section ", gdb.execute("info symbol 0x%x" % address, to_string=True))
    return found.group(1) if found else ""


def address_of(symbol):
    """Where the linker has put a symbol; None if the program has no such."""
    try:
        return int(gdb.parse_and_eval("(unsigned long) &'%s'" % symbol))
    except gdb.error:
        return None


# ---- frames of coroutines ----


class Coroutine:
    """A call of an async function or generator, by its frame."""

    def __init__(self, address):
        self.address = address

    @property
    def resume(self):
        return osmium.word(self.address, 8)

    @property
    def name(self):
        function = gdb.block_for_pc(self.resume).function
        return function.name if function else symbol_at(self.resume)

    @property
    def file(self):
        return gdb.find_pc_line(self.resume).symtab.filename

    @property
    def place(self):
        """Line and column of the await at which it is, or was last; (0, 0) before the first."""
        place = osmium.word(self.address + PLACE_AT, 8)
        return place >> 32, place & 0xFFFFFFFF

    def awaiter(self):
        """The coroutine that awaits its result, or None."""
        promise = osmium.word(self.address + PARAMETER_AT, 8)
        if not class_name(promise).startswith("Promise<"):
            return None
        return awaiting(promise)

    def awaiters(self):
        """Who waits for it, who waits for that one, and so on."""
        seen = {self.address}
        awaiter = self.awaiter()
        while awaiter is not None and awaiter.address not in seen and len(seen) < AWAITERS_MAX:
            yield awaiter
            seen.add(awaiter.address)
            awaiter = awaiter.awaiter()

    def text(self):
        return "%s (%s:%d:%d)" % ((self.name, self.file) + self.place)


def class_name(address):
    try:
        return osmium.classes().names.get(osmium.word(address + 4, 4), "") if address else ""
    except gdb.MemoryError:
        return ""


def waiting_in(reaction):
    """The coroutine in a reaction to a promise, or None."""
    if not class_name(reaction).startswith("CoroutineReaction"):
        return None
    handle = int(osmium.object_at(reaction)["handle"])
    return Coroutine(handle) if handle else None


def awaiting(promise):
    """The coroutine that waits for a promise; None if nobody does, or something else."""
    return waiting_in(int(osmium.object_at(promise)["waiting"]))


def activation(frame):
    """The coroutine whose code a stack frame runs; None if it is none, or has no frame of its own yet."""
    try:
        if COROUTINE not in symbol_at(frame.pc()) or frame.type() != gdb.NORMAL_FRAME:
            return None
        block = frame.block()
        while block.function is None:
            block = block.superblock
        first = next(symbol for symbol in block if symbol.is_argument)
        address = int(frame.read_var(first, block).address) - PARAMETER_AT
        # Before its frame is made, or after it is gone, what is there is no frame.
        return Coroutine(address) if symbol_at(osmium.word(address, 8)).endswith(RESUME) else None
    except (gdb.error, RuntimeError, StopIteration, ValueError):
        return None


def is_on_stack(coroutine):
    frame = gdb.newest_frame()
    while frame is not None:
        found = activation(frame)
        if found is not None and found.address == coroutine.address:
            return True
        frame = frame.older()
    return False


# ---- breakpoints ----


def only_first_part(breakpoint):
    """A breakpoint at a function stops once, where it begins: not where an async function's promise is made, nor each time it goes on."""
    locations = getattr(breakpoint, "locations", None)  # gdb 13
    if locations is None or len(locations) < 2 or breakpoint.location is None:
        return
    symbols = {location: symbol_at(location.address) for location in locations}
    line = re.search(r"(?:^|:)(\d+)$", breakpoint.location)
    for location, symbol in symbols.items():
        at_function = line is None or int(line.group(1)) == line_of_function(location.address)
        later = symbol.endswith(DESTROY) or (symbol.endswith(RESUME) and at_function)
        makes = {symbol.replace(AS_VALUE, ""), symbol.replace(AS_VALUE, "") + COROUTINE} - {symbol}
        if later or makes & set(symbols.values()):
            location.enabled = False


def line_of_function(address):
    function = gdb.block_for_pc(address).function
    return function.line if function else 0


gdb.events.breakpoint_created.connect(only_first_part)


class Resumed(gdb.Breakpoint):
    """Stops where a certain coroutine goes on."""

    def __init__(self, coroutine):
        super().__init__("*0x%x" % coroutine.resume, internal=True)
        self.silent = True
        self.address = coroutine.address

    def stop(self):
        return int(gdb.newest_frame().read_register("rdi")) == self.address


class Ended(gdb.Breakpoint):
    """Notes that a certain coroutine has come to its end, in whichever way: its frame is freed. Never stops."""

    def __init__(self, coroutine):
        super().__init__("*0x%x" % address_of("fn:freeFrame"), internal=True)
        self.silent = True
        self.address = coroutine.address
        self.seen = False

    def stop(self):
        if int(gdb.newest_frame().read_register("rdi")) == self.address:
            self.seen = True
        return False


# ---- stepping ----


class Stop:
    """Why and where the program stands since the last command that let it go on."""

    event = None
    ended = None


def on_stop(event):
    Stop.event = event


def on_exit(event):
    Stop.ended = event


gdb.events.stop.connect(on_stop)
gdb.events.exited.connect(on_exit)


def run(command):
    """Runs a command that lets the program go on, and shows nothing of where it stops."""
    Stop.event, Stop.ended = None, None
    gdb.execute("set suppress-cli-notifications on")
    try:
        gdb.execute(command, to_string=True)
    finally:
        gdb.execute("set suppress-cli-notifications off")


def was_interrupted(own=None):
    """Did the program stop for another reason than the one that was asked for, or end?"""
    if isinstance(Stop.event, gdb.BreakpointEvent):
        return own is None or own not in Stop.event.breakpoints
    return Stop.event is None or isinstance(Stop.event, gdb.SignalEvent)


def step_over():
    """As gdb's own `next`, which this file hides: `step` that goes into nothing."""
    gdb.execute("skip -rfunction .", to_string=True)
    number = re.findall(r"^(\d+) ", gdb.execute("info skip", to_string=True), re.M)[-1]
    try:
        run("step")
    finally:
        gdb.execute("skip delete " + number, to_string=True)


def function_now():
    frame = gdb.newest_frame()
    return frame.name(), frame.level(), symbol_at(frame.pc()).split(COROUTINE)[0]


def line_now():
    sal = gdb.newest_frame().find_sal()
    return (sal.symtab.filename if sal.symtab else "", sal.line)


def show_stop(before):
    """Says where the program stands, as gdb does: the function only if it is another one than before."""
    if Stop.ended is not None:
        code = getattr(Stop.ended, "exit_code", 0)
        gdb.write("[The program has ended%s]\n" % ("" if code == 0 else ", exit code %d" % code))
        return
    shown = gdb.execute("frame", to_string=True).split("\n", 1)
    if isinstance(Stop.event, gdb.SignalEvent):
        gdb.write("\nProgram received signal %s.\n" % Stop.event.stop_signal)
    visible = [one for one in getattr(Stop.event, "breakpoints", []) if one.is_valid() and one.visible]
    if visible:
        gdb.write("\nBreakpoint %d, " % visible[0].number)
    if visible or was_interrupted() or function_now() != before:
        gdb.write(re.sub(r"^#0 +(0x[0-9a-f]+ in )?", "", shown[0]) + "\n")
    gdb.write(shown[1])


def run_to(coroutine):
    """Lets the program run until a coroutine goes on, and to the first line that it runs then. False if something else happened."""
    stop = Resumed(coroutine)
    try:
        run("continue")
        reached = not was_interrupted(stop)
    finally:
        if stop.is_valid():
            stop.delete()
    if not reached:
        return False
    step_over()
    while not was_interrupted() and is_in_front(coroutine):
        step_over()
    return not was_interrupted()


def is_in_front(coroutine):
    """In the code in front of a resumed function's own, which has the line of its declaration."""
    frame = gdb.newest_frame()
    return symbol_at(frame.pc()).endswith(RESUME) and line_now()[1] == line_of_function(frame.pc())


def next_line():
    """To the next line of the function that runs; of an async function, also behind an await."""
    frame, begun_at, begun_pc = gdb.newest_frame(), line_now(), gdb.newest_frame().pc()
    coroutine = activation(frame)
    if coroutine is None:
        step_over()
        while not was_interrupted() and gdb.newest_frame() == frame and is_rest_of_line(begun_at, begun_pc):
            step_over()
        return
    awaiter, name = coroutine.awaiter(), coroutine.name
    ended = Ended(coroutine)
    try:
        step_over()
        while not was_interrupted():
            if ended.seen:
                if awaiter is None:
                    gdb.write("%s has ended; no function awaits it.\n" % name)
                else:
                    run_to(awaiter)
                return
            if not is_on_stack(coroutine):
                if not run_to(coroutine):
                    return
                # What is left of the line with the await belongs to the same step.
                begun_pc = 0
            found = activation(gdb.newest_frame())
            if found is None or found.address != coroutine.address or not is_rest_of_line(begun_at, begun_pc):
                return
            step_over()
    finally:
        if ended.is_valid():
            ended.delete()


def is_rest_of_line(line, pc):
    """Still on the line, and not where the step began: in the next turn, if it is a loop."""
    return line_now() == line and gdb.newest_frame().pc() != pc


class Next(gdb.Command):
    """Steps to the next line, over calls and over await.

next [N]

In an async function an await is gone over as a call is: the program runs until this very call of the function goes on, and stops at its next line.
Meanwhile everything else runs; at a breakpoint gdb stops as always. When the function has ended, gdb stops in the function that awaited it."""

    def __init__(self):
        super().__init__("next", gdb.COMMAND_RUNNING)

    def invoke(self, argument, from_tty):
        before = function_now()
        for _ in range(int(gdb.parse_and_eval(argument)) if argument else 1):
            next_line()
            if was_interrupted():
                break
        show_stop(before)


def into_function():
    """After `step`: from where an async function's promise is made to its first line."""
    if was_interrupted():
        return
    begin = address_of(symbol_at(gdb.newest_frame().pc()).replace(AS_VALUE, "") + COROUTINE)
    if begin is None:
        return
    stop = gdb.Breakpoint("*0x%x" % begin, internal=True, temporary=True)
    stop.silent = True
    run("continue")
    if not was_interrupted(stop):
        step_over()
    show_stop(None)


class AsyncBacktrace(gdb.Command):
    """Shows the async functions that wait for the one that runs, innermost first.

async-backtrace

`backtrace` shows who called the code that runs; after an await that is the runtime library. This command shows who awaits whom."""

    def __init__(self):
        super().__init__("async-backtrace", gdb.COMMAND_STACK)

    def invoke(self, argument, from_tty):
        frame = gdb.selected_frame()
        while frame is not None and activation(frame) is None:
            frame = frame.older()
        if frame is None:
            gdb.write("no async function runs here\n")
            return
        coroutine = activation(frame)
        sal = frame.find_sal()
        gdb.write("#0  %s (%s:%d)\n" % (coroutine.name, sal.symtab.filename, sal.line))
        for number, awaiter in enumerate(coroutine.awaiters(), 1):
            gdb.write("#%-2d %s\n" % (number, awaiter.text()))


Next()
AsyncBacktrace()
gdb.execute("define hookpost-step\npython osmium_async.into_function()\nend")
