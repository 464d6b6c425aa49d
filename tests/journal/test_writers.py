"""Whatever this version writes is as docs/journal.md says, and each field there has a writer."""

from journal.bodies import entry_faults, stands_in
from journal.doc import NOW, PARTS
from journal.writers import write_all
from support.small_clinic import House


def test_the_writers_write_each_kind_with_each_field_and_nothing_else(house: House) -> None:
    write_all(house)
    entries = house.ledger.journal.since(0)
    assert {fault for entry in entries for fault in entry_faults(entry, NOW)} == set()
    written = {part.kind for part in PARTS if not part.is_reserved}
    assert {entry.kind for entry in entries} == written
    missing = [
        f"{part.kind}: {field.name}"
        for part in PARTS
        for field in part.fields
        if not any(stands_in(one.body, field) for one in entries if one.kind == part.kind)
    ]
    assert missing == []
