"""A case that left the store: any machine can say who signed it and name what was changed."""

import json
import random
import re
from io import BytesIO

import pikepdf
import pytest

from procdesk.domain.entry import Json, Kind, case_subject
from procdesk.domain.staff import Staff
from procdesk.paper.signed_pdf import Signing, check_pdf, sign_pdf
from procdesk.records.case_file import NotACaseFile, check_case
from procdesk.records.seal import sign
from procdesk.records.signed import signing_bytes
from procdesk.records.verify import verify
from procdesk.workflow.case.exporting import case_file
from procdesk.workflow.ledger import Act
from procdesk.workflow.refused import Refused
from support.small_clinic import House


@pytest.fixture
def exported(house: House) -> bytes:
    return case_file(house.ledger, house.physician, house.whole())


def test_an_exported_case_names_its_signers_and_holds(house: House, exported: bytes) -> None:
    case_file = check_case(exported)
    assert case_file.problems == []
    assert [(one.name, one.role, one.meaning) for one in case_file.signers] == [
        ("Dr L. Okafor", "physician", "ready"),
        ("M. Adeyemi", "nurse", "time_out"),
        ("Dr L. Okafor", "physician", "note"),
        ("Dr L. Okafor", "physician", "discharge"),
    ]
    case_id = json.loads(exported.split(b"\n")[0])["case"]
    inside = [one for one in case_file.entries if one.subject == case_subject(case_id)]
    after = house.ledger.journal.entries_of(case_subject(case_id))
    assert [*inside, after[-1]] == list(after)
    assert after[-1].kind == "exported"


def test_any_changed_byte_is_named_by_its_line(exported: bytes) -> None:
    draw = random.Random(20261125)
    ends = [at for at, byte in enumerate(exported) if byte == 10]
    for _ in range(400):
        at = draw.randrange(len(exported))
        changed = bytearray(exported)
        changed[at] ^= 1 << draw.randrange(8)
        line = 1 + sum(1 for end in ends if end < at)
        try:
            problems = check_case(bytes(changed)).problems
        except NotACaseFile:  # its first words are gone
            assert line == 1
            continue
        assert problems, at
        other_lines = line == 1 or at in ends or changed[at] == 10
        # Where a line lay in the store is covered by the seal of the whole file alone.
        other_lines = other_lines or re.search(rb'"place":\d*$', exported[:at]) is not None
        assert other_lines or any(f"line {line}:" in one for one in problems), at


def test_a_line_that_is_missing_doubled_or_moved_is_named(exported: bytes) -> None:
    lines = exported.split(b"\n")
    for changed in (
        [*lines[:9], *lines[10:]],
        [*lines[:9], lines[8], *lines[9:]],
        [*lines[:8], lines[9], lines[8], *lines[10:]],
        lines[:-2],
        [*lines, b"more"],
    ):
        assert check_case(b"\n".join(changed)).problems


def test_what_is_no_case_file_says_so() -> None:
    for raw in (b"", b"%PDF-1.7", b"{}", b"procdesk"):
        with pytest.raises(NotACaseFile):
            check_case(raw)


def test_who_only_books_takes_nothing_out(house: House) -> None:
    case_id = house.booked()
    with pytest.raises(Refused, match="take a case out"):
        case_file(house.ledger, house.front_desk, case_id)


def blank_pdf() -> bytes:
    into = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(into)
    return into.getvalue()


def signed(house: House, person: Staff, case: bytes) -> bytes:
    key = house.signer(person).key
    by = Signing(key, person.name, "Test Clinic", "a copy", house.clock())
    return sign_pdf(blank_pdf(), case, by)


def test_any_changed_byte_of_a_signed_pdf_is_named(house: House, exported: bytes) -> None:
    pdf = signed(house, house.physician, exported)
    whole = check_pdf(pdf)
    assert (whole.name, whole.problems, whole.case_file) == ("Dr L. Okafor", (), exported)
    assert check_case(exported).names[whole.public_key] == "Dr L. Okafor"
    draw = random.Random(20261125)
    start = pdf.index(b"/Contents <")  # what no signature covers, its own bytes, more densely
    places = [*(draw.randrange(len(pdf)) for _ in range(250)), *range(start, start + 3000, 9)]
    for at in places:
        changed = bytearray(pdf)
        changed[at] ^= 1 << draw.randrange(8)
        assert check_pdf(bytes(changed)).problems, at
    assert check_pdf(pdf[:-40]).problems
    assert check_pdf(pdf + b"\n").problems
    assert check_pdf(blank_pdf()).problems == ("this PDF carries no signature",)


def test_the_journal_names_a_signature_that_does_not_hold(house: House) -> None:
    case_id = house.whole()
    store = house.ledger.journal.store
    assert verify(store, full=True).problems == ()
    body: dict[str, Json] = {"meaning": "note", "name": "Dr L. Okafor", "role": "physician"}
    body |= {"rests_on": {}, "shown": [], "signed_at": house.clock().isoformat()}
    message = signing_bytes(case_id, "okafor", body)
    body["signature"] = sign(house.signer(house.nurse).key, message)
    forged = Act(case_subject(case_id), Kind.ATTESTED, body)
    house.ledger.record(house.physician, [forged])
    assert verify(store).problems == ()
    (problem,) = verify(store, full=True).problems
    assert "the person's signature does not hold" in problem
    (named,) = check_case(case_file(house.ledger, house.physician, case_id)).problems
    assert "the signature does not hold" in named
