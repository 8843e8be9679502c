"""Shows the values of programs compiled by osc in gdb: strings as text, arrays with their elements, objects with their fields by name.

    gdb -x tools/gdb/osmium.py program

A reference points to an object whose header holds its class's number; the debug information has an enumeration of the numbers and a
structure for each class (compiler/src/backend/llvm/debug-types.ts). Nothing in the program is called, so this also works on a stopped kernel.
What can't be read is shown as such, never raised: a variable may hold an object that is gone after its last use.
"""

import os
import sys

import gdb

# The first three classes of every program (compiler/src/ir/layout.ts).
NULL, UNDEFINED, STRING = 0, 1, 2
# Bytes of an object's header and of a string's.
STRING_HEADER = 16
# Flag of strings with two bytes a unit.
WIDE = 1
# What an `any` holds (`AnyTag` in compiler/src/ir/ir.ts): how many bits, and whether they are signed or a float.
ANY_INTEGERS = {3: "int8_t", 4: "int16_t", 5: "int32_t", 6: "int64_t", 7: "uint8_t", 8: "uint16_t", 9: "uint32_t", 10: "uint64_t"}
ANY_REF, ANY_NUMBER, ANY_BOOLEAN, ANY_F32, ANY_POINTER = 0, 1, 2, 11, 12
# How deep objects inside of objects are shown, and how many elements and units of text.
DEPTH_MAX = 3
ELEMENTS_MAX = 100
TEXT_MAX = 200
# The end of a chain of a hash table, and the mark of a removed entry (runtime/src/std/hash-table.ts).
REMOVED = 0xFFFFFFFE
ENTRY_BYTES = 16


class Classes:
    """Names and structures of the program's classes, read once per program."""

    def __init__(self):
        self.names = {}
        for field in gdb.lookup_type("enum osmium.class").fields():
            number, name = field.name.split(" ", 1)
            self.names[int(number)] = name

    def structure(self, number):
        return gdb.lookup_type("struct osmium.class.%d" % number)


known = None


def classes():
    global known
    if known is None:
        known = Classes()
    return known


def forget(event):
    global known
    known = None


gdb.events.new_objfile.connect(forget)


def memory(address, count):
    return bytes(gdb.selected_inferior().read_memory(address, count))


def word(address, count):
    return int.from_bytes(memory(address, count), "little")


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def text_at(address):
    length = word(address + 8, 4)
    wide = word(address + 12, 4) & WIDE
    shown = min(length, TEXT_MAX)
    units = memory(address + STRING_HEADER, shown * (2 if wide else 1))
    text = units.decode("utf-16-le" if wide else "latin-1", "replace")
    return quoted(text) + ("…" if shown < length else "")


def number_text(value):
    return str(int(value)) if value == value and abs(value) < 2**53 and value == int(value) else repr(value)


def show_reference(address, depth):
    """The object at an address."""
    if address == 0:
        return "<not set>"
    number = word(address + 4, 4)
    name = classes().names.get(number)
    if name is None:
        return "<no object at 0x%x>" % address
    if number in (NULL, UNDEFINED):
        return name
    if number == STRING:
        return text_at(address)
    object = gdb.Value(address).cast(classes().structure(number).pointer()).dereference()
    fields = [field.name for field in object.type.fields()]
    if {"state", "outcome", "waiting"} <= set(fields):
        return show_promise(object, depth)
    if name == "(captured variable)":
        return show(object["value"], depth)
    if {"data", "length", "capacity"} <= set(fields):
        return show_array(object, depth)
    if fields == ["table"]:
        return show_table(name, object, depth)
    shown = name.split("<", 1)[0] or "object"
    # Of a function, what it has captured.
    fields = [field for field in fields if not (shown == "Function" and field == "code")]
    if depth >= DEPTH_MAX:
        return "%s {…}" % shown
    parts = ["%s: %s" % (field, show(object[field], depth + 1)) for field in fields]
    return "%s { %s }" % (shown, ", ".join(parts)) if parts else "%s {}" % shown


def show_promise(object, depth):
    """A promise, as Node shows it (states: runtime/src/std/promise.ts)."""
    state = int(object["state"])
    if state == 0:
        return "Promise { <pending> }"
    return "Promise { %s%s }" % ("<rejected> " if state == 2 else "", show(object["outcome"], depth + 1))


def show_array(object, depth):
    length = int(object["length"]) & 0xFFFFFFFF
    if depth >= DEPTH_MAX and length > 0:
        return "(%d) […]" % length
    data = object["data"]
    parts = [show((data + at).dereference(), depth + 1) for at in range(min(length, ELEMENTS_MAX))]
    if length > ELEMENTS_MAX:
        parts.append("… %d more" % (length - ELEMENTS_MAX))
    return "(%d) [%s]" % (length, ", ".join(parts))


def reference_target(value):
    """The structure of the object that a reference points to, by the class it really has."""
    return object_at(int(value))


def object_at(address):
    """As `reference_target`, by the object's address."""
    return gdb.Value(address).cast(classes().structure(word(address + 4, 4)).pointer()).dereference()


def show_table(name, object, depth):
    """A Map or a Set: the entries in order of insertion."""
    kind = name.split("<", 1)[0]
    table = reference_target(object["table"])
    fields = [field.name for field in table.type.fields()]
    size = int(table["size"])
    if depth >= DEPTH_MAX or "records" not in fields:
        return "%s(%d)" % (kind, size)
    arguments = element_types(classes().names[word(int(object["table"]) + 4, 4)])
    key_bytes, value_bytes = (element_bytes(kind) for kind in arguments[:2])
    parts = []
    for place in range(int(table["used"]) & 0xFFFFFFFF):
        if len(parts) == ELEMENTS_MAX:
            parts.append("…")
            break
        record = int(table["records"]) + place * (ENTRY_BYTES + key_bytes + value_bytes)
        if word(record + 12, 4) == REMOVED:
            continue
        key = show_element(record + ENTRY_BYTES, arguments[0], depth)
        if kind != "Map":
            parts.append(key)
        else:
            parts.append("%s => %s" % (key, show_element(record + ENTRY_BYTES + key_bytes, arguments[1], depth)))
    return "%s(%d) {%s}" % (kind, size, ", ".join(parts))


def element_types(name):
    """The type arguments in a class's name, at the outer level."""
    inner = name[name.find("<") + 1 : name.rfind(">")] if "<" in name else ""
    parts, depth, last = [], 0, ""
    for letter in inner:
        depth += letter in "<({["
        depth -= letter in ">)}]"
        if letter == "," and depth == 0:
            parts.append(last.strip())
            last = ""
        else:
            last += letter
    return (parts + [last.strip(), ""])[:3]


def element_bytes(kind):
    """The room of a key or a value in a record: one that can be a number or an object takes two words."""
    members = {member.strip() for member in kind.split("|")}
    plain = {"number", "boolean", "unknown", "any"}
    return 16 if members & {"unknown", "any"} or (len(members) > 1 and members & plain) else 8


def show_element(address, kind, depth):
    """A key or a value of a table, by the language's name of its type."""
    if kind == "number":
        return show(gdb.Value(address).cast(gdb.lookup_type("double").pointer()).dereference(), depth + 1)
    if kind == "boolean":
        return "true" if word(address, 1) else "false"
    if kind in ("unknown", "any") or "|" in kind:
        return "…"
    return show_reference(word(address, 8), depth + 1)


def show_any(value, depth):
    tag, payload = int(value["tag"]), int(value["payload"]) & (2**64 - 1)
    if tag == ANY_REF:
        return show_reference(payload, depth)
    raw = payload.to_bytes(8, "little")
    if tag == ANY_NUMBER:
        return number_text(float(gdb.Value(raw, gdb.lookup_type("double"))))
    if tag == ANY_BOOLEAN:
        return "true" if payload & 1 else "false"
    if tag == ANY_F32:
        return number_text(float(gdb.Value(raw[:4], gdb.lookup_type("float"))))
    if tag in ANY_INTEGERS:
        name = ANY_INTEGERS[tag]
        bits = int("".join(letter for letter in name if letter.isdigit()))
        integer = payload & (2**bits - 1)
        if name.startswith("i") and integer >> (bits - 1):
            integer -= 2**bits
        return str(integer)
    if tag == ANY_POINTER:
        return "0x%x" % payload
    return "<not set>"


def is_reference(type):
    return type.code == gdb.TYPE_CODE_PTR and type.target().name == "object"


def show(value, depth):
    """Any value, as text."""
    try:
        type = value.type
        if is_reference(type):
            return show_reference(int(value), depth)
        if type.name == "any":
            return show_any(value, depth)
        if type.name == "object":
            return show_reference(int(value.address), depth)
        if type.code == gdb.TYPE_CODE_FLT:
            return number_text(float(value))
        if type.code == gdb.TYPE_CODE_BOOL:
            return "true" if int(value) else "false"
        if type.code == gdb.TYPE_CODE_PTR:
            return "0x%x" % int(value)
        return str(int(value))
    except (gdb.MemoryError, UnicodeError, KeyError) as error:
        return "<unreadable: %s>" % error


class ValuePrinter:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        return show(self.value, 0)


def printer_of(value):
    type = value.type
    if is_reference(type) or type.name in ("any", "object"):
        return ValuePrinter(value)
    return None


gdb.pretty_printers.insert(0, printer_of)

# The rest of the debugger: run as a script, this file is also the module that the others import.
sys.modules["osmium"] = sys.modules[__name__]
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
gdb.execute("set substitute-path osmium/src " + os.path.normpath(os.path.join(sys.path[0], "../../runtime/src")))
gdb.execute("python import osmium_async, osmium_kernel")
