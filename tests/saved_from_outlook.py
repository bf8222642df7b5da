"""Items as Outlook saves them (.msg), written for the tests."""

import struct
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

APPOINTMENT = uuid.UUID("00062002-0000-0000-c000-000000000046")
MEETING = uuid.UUID("6ed8da90-450b-101b-98da-00aa003f1305")
END, FREE, FAT_SECTOR, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
START = datetime(2024, 3, 5, 9, 0, tzinfo=UTC)
ID_HEAD = bytes.fromhex("040000008200E00074C5B7101A82E008")
GLOBAL_ID = ID_HEAD + bytes(4) + bytes(16) + struct.pack("<I", 4) + b"\x01\x02\x03\x04"

Folder = dict[str, Any]


# A writer of compound files (MS-CFB), just large enough for these tests.


def compound(root: Folder) -> bytes:
    entries: list[list[Any]] = []
    small = bytearray()
    sectors: list[bytes] = []
    mini_fat: list[int] = []
    fat: list[int] = []

    def chain(data: bytes) -> int:
        first = len(sectors)
        count = (len(data) + 511) // 512
        for at in range(count):
            sectors.append(data[at * 512 : at * 512 + 512].ljust(512, b"\x00"))
            fat.append(first + at + 1 if at + 1 < count else END)
        return first if count else END

    def mini_chain(data: bytes) -> int:
        first, count = len(mini_fat), (len(data) + 63) // 64
        mini_fat.extend(first + at + 1 if at + 1 < count else END for at in range(count))
        small.extend(data.ljust(count * 64, b"\x00"))
        return first if count else END

    def add(name: str, content: Folder | bytes) -> int:
        number = len(entries)
        entry: list[Any] = [name, 1 if isinstance(content, dict) else 2, NONE, NONE, NONE, END, 0]
        entries.append(entry)
        if isinstance(content, dict):
            numbers = [add(inner, content[inner]) for inner in sorted(content, key=lambda n: (len(n), n.upper()))]
            entry[4], entry[5] = tree(numbers), 0
        else:
            entry[5] = mini_chain(content) if len(content) < 4096 else chain(content)
            entry[6] = len(content)
        return number

    def tree(numbers: Sequence[int]) -> int:
        if not numbers:
            return NONE
        middle = len(numbers) // 2
        entries[numbers[middle]][2] = tree(numbers[:middle])
        entries[numbers[middle]][3] = tree(numbers[middle + 1 :])
        return numbers[middle]

    add("Root Entry", root)
    entries[0][1], entries[0][5], entries[0][6] = 5, chain(bytes(small)), len(small)
    mini_fat_first = chain(b"".join(struct.pack("<I", one) for one in mini_fat + [FREE] * (-len(mini_fat) % 128)))
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\x00")
        + struct.pack("<HBBIII36xIQ", len(name) * 2 + 2, kind, 1, left, right, child, first, size)
        for name, kind, left, right, child, first, size in entries
    )
    directory_first = chain(directory + bytes(128) * (-len(entries) % 4))
    fat_sectors = next(count for count in range(1, 100) if count * 128 >= len(fat) + count)
    fat_first = len(fat)
    fat += [FAT_SECTOR] * fat_sectors
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(fat_sectors * 512, b"\xff")
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, fat_sectors, directory_first, 0, 4096, mini_fat_first, (len(mini_fat) + 127) // 128, END, 0, fat_first,
    )  # fmt: skip
    difat = [fat_first + at for at in range(1, fat_sectors)]
    header += struct.pack("<108I", *difat, *[FREE] * (108 - len(difat)))
    return header + b"".join(sectors) + table


def properties(values: dict[int, Any], header: int) -> Folder:
    folder: Folder = {}
    table = bytearray(header)
    for tag, value in values.items():
        if isinstance(value, str):
            kind, data = 0x001F, value.encode("utf-16-le")
        elif isinstance(value, bytes):
            kind, data = 0x0102, value
        elif isinstance(value, tuple):  # a string of 8-bit characters
            kind, data = 0x001E, value[0]
        else:
            kind, data = 0, b""
        if kind:
            folder[f"__substg1.0_{tag:04X}{kind:04X}"] = data
            table += struct.pack("<HHIII", kind, tag, 6, len(data), 0)
        elif isinstance(value, datetime):
            ticks = int((value - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
            table += struct.pack("<HHIQ", 0x0040, tag, 6, ticks)
        else:
            table += struct.pack("<HHIiI", 0x000B if isinstance(value, bool) else 0x0003, tag, 6, value, 0)
    folder["__properties_version1.0"] = bytes(table)
    return folder


def msg(
    values: dict[int, Any],
    recipients: Sequence[dict[int, Any]] = (),
    named: dict[tuple[uuid.UUID, int], Any] | None = None,
) -> bytes:
    named = named or {}
    groups = sorted({group for group, _ in named})
    names = b"".join(
        struct.pack("<IHH", number, (groups.index(group) + 3) << 1, at) for at, (group, number) in enumerate(named)
    )
    root = properties({**values, **{0x8000 + at: value for at, value in enumerate(named.values())}}, 32)
    root["__nameid_version1.0"] = {
        "__substg1.0_00020102": b"".join(group.bytes_le for group in groups),
        "__substg1.0_00030102": names,
        "__substg1.0_00040102": b"",
    }
    for at, one in enumerate(recipients):
        root[f"__recip_version1.0_#{at:08X}"] = properties(one, 8)
    return compound(root)


PETRA = {0x3001: "Petra Lang", 0x39FE: "Petra@northwind.example", 0x0C15: 1}
CARL = {0x3001: "Carl", 0x3003: "/O=EXCHANGE/CN=CARL", 0x39FE: "carl@northwind.example", 0x0C15: 2}
HIDDEN = {0x3001: "Dan", 0x39FE: "dan@northwind.example", 0x0C15: 3}
MAIL = {
    0x001A: "IPM.Note",
    0x0037: "Offer",
    0x0042: "Anna Weber",
    0x5D02: "Anna@harbour.example",
    0x0C1A: "Assistant",
    0x5D01: "assistant@harbour.example",
    0x0039: START,
    0x1035: "<1@harbour.example>",
    0x1042: "<0@northwind.example>",
    0x1000: "Tuesday at 10 works.\r\n\r\nBest regards,\r\nAnna Weber\r\n",
}
ANSWER = {**MAIL, 0x001A: "IPM.Schedule.Meeting.Resp.Pos", 0x0037: "Accepted: Kick-off, part 1"}
SLOT = {
    (MEETING, 0x0003): GLOBAL_ID,
    (MEETING, 0x0023): GLOBAL_ID,
    (MEETING, 0x0001): START - timedelta(days=1),
    (APPOINTMENT, 0x8201): 2,
    (APPOINTMENT, 0x820D): START,
    (APPOINTMENT, 0x820E): START + timedelta(hours=1),
}
