"""Label, preparation, consent, transfer and emergency pack, read back: what may stand on them."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import msgspec
import pikepdf
import pypdfium2
import pytest

from paper.example import END, source, with_diary
from procdesk import app
from procdesk.domain.medicines.medication import Allergy, Confirmation, Medication
from procdesk.domain.medicines.stop_by import StopBy
from procdesk.domain.stage import StatementKind
from procdesk.domain.targets.target import Side
from procdesk.domain.visit.case import Answer, Case, Observation, OrderedProcedure, Statement
from procdesk.paper.blank.emergency_pack import emergency_pack
from procdesk.paper.drawing.page import SheetRefused
from procdesk.paper.drawing.sheet_source import SheetSource, text_as
from procdesk.paper.handout.consent import consent
from procdesk.paper.handout.label import label
from procdesk.paper.handout.preparation import preparation
from procdesk.paper.kinds import FOR_PATIENTS, KINDS, REFLOWS, TAKEN_HOME, draw
from procdesk.paper.record.checklist import checklist
from procdesk.paper.record.transfer_summary import transfer_summary
from procdesk.paper.texts.grade import grade, text_grade
from procdesk.paper.texts.sheet_text import text_of as text_of_names
from procdesk.paper.texts.text_shapes import ConsentText
from procdesk.workflow.feeds.review import for_this_call

SIDES = ("left", "right", "l3", "l4", "medial")


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        words = " ".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(words.split())


def with_text(name: str, visit: SheetSource | None = None) -> SheetSource:
    return replace(visit or source(), text=text_of_names((f"en/{name}",), app.sheet_texts()))


def spoken(visit: SheetSource) -> SheetSource:
    recorded = visit.case.events[0].recorded
    words = Statement(StatementKind.WORDS, Side.LEFT, (), (), "My back", "patient", recorded)
    return replace(visit, case=replace(visit.case, statements={StatementKind.WORDS: (words,)}))


def asked(case: Case, *links: str) -> Case:
    recorded = case.events[0].recorded
    answers = {link: (Answer("", link, "complete", "", recorded),) for link in links}
    return replace(case, answers={**case.answers, **answers})


def all_papers() -> dict[str, bytes]:
    visit = source()
    return {
        "label": label(visit),
        "preparation": preparation(with_text("preparation")),
        "large": preparation(with_text("preparation"), large=True),
        "consent": consent(with_text("consent", spoken(visit))),
        "transfer-summary": transfer_summary(visit),
        "emergency-pack": emergency_pack(
            visit, date(2026, 11, 23), [(visit.case, visit.patient)] * 3
        ),
    }


def test_a_label_says_who_and_never_where() -> None:
    words = text_of(label(source()))
    for phrase in ("OSEI, Margaret", "born 14 Nov 1948", "MRN 00482213", "case c61083"):
        assert phrase in words, phrase
    assert "Allergies: NOT ASKED YET" in words
    assert not [side for side in SIDES if side in words.casefold()]


def test_a_label_refuses_a_name_that_it_would_cut() -> None:
    visit = source()
    name = replace(visit.patient.name, family="Featherstonehaugh-Wolfeschlegelsteinhausen")
    with pytest.raises(SheetRefused, match="too long for the label"):
        label(replace(visit, patient=replace(visit.patient, name=name)))


def test_allergies_are_told_with_who_says_so() -> None:
    visit = source()
    row = Allergy("a", "Penicillin", "", "rash", Confirmation.CONFIRMED)
    feed = replace(visit.patient, allergies=(Allergy("b", "Latex"),))
    half = replace(visit, patient=feed, case=replace(visit.case, allergies=(row,)))
    words = text_of(label(half))
    assert "NOT ASKED YET; Penicillin (rash); Latex (another system says so)" in words
    whole = replace(half, case=asked(half.case, "allergies.asked"))
    words = text_of(label(whole))
    assert "Allergies: Penicillin (rash), Latex (another system says so)" in words
    none = replace(visit, case=asked(visit.case, "allergies.asked"))
    assert "Allergies: none known" in text_of(label(none))


def test_a_preparation_sheet_names_no_side_and_stops_no_medicine() -> None:
    visit = with_text("preparation")
    patient = replace(visit.patient, medications=(Medication("m", "Eliquis 5 mg", "apixaban"),))
    words = text_of(preparation(replace(visit, patient=patient)))
    assert "On our list: Eliquis 5 mg." in words
    assert "Do not stop anything by yourself." in words
    assert "DRAFT, NOT FOR PATIENTS" in words
    assert "page 1 of 1" in words
    assert "Text en/preparation 0.1.0, draft" in words
    assert not [side for side in ("LEFT", "RIGHT", "L3") if side in words]


def test_what_a_named_prescriber_agreed_to_stop_stands_with_its_hour() -> None:
    visit = with_text("preparation")
    last = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
    stop = StopBy("Eliquis 5 mg", "Dr Khan", date(2026, 11, 18), last)
    words = " ".join(text_of(preparation(replace(visit, stop_by=(stop,)))).split())
    assert "Eliquis 5 mg: you stop it. Take the last one before Fri 20 Nov, 9:00 AM." in words
    assert "Dr Khan agreed to this on 18 Nov." in words
    assert "Take the last one" not in text_of(preparation(visit))


def test_only_who_is_sedated_fasts() -> None:
    visit = with_text("preparation")
    assert "Eat and drink as you do on a normal day." in text_of(preparation(visit))
    sedated = OrderedProcedure("mbb-lumbar", "", visit.case.order.targets, "moderate")
    case = replace(visit.case, order=replace(visit.case.order, procedures=(sedated,)))
    asks = text_of(preparation(replace(visit, case=case)))
    assert "Ask us from what hour on you may not eat and not drink" in asks
    assert "hours before" not in asks
    rules = visit.reference.policies["fasting"]
    clinic = for_this_call([rules], dict(visit.clinic.settings))
    words = text_of(preparation(replace(visit, case=case, clinic=clinic)))
    # clinical.md 4, fasting: clear liquids 2 h, light meal 6 h, fried, fatty or meat 8 h
    assert "until 2 hours before" in words
    assert "nothing for 6 hours" in words
    assert "nothing for 8 hours" in words
    assert "An adult stays with you for 24 hours" in words
    assert "normal day" not in words


def test_a_consent_is_not_printed_before_the_patient_has_said_where() -> None:
    with pytest.raises(SheetRefused, match="has not said yet where"):
        consent(with_text("consent"))


def test_a_consent_names_the_target_twice_and_leaves_room_for_every_signature() -> None:
    words = text_of(consent(with_text("consent", spoken(source()))))
    assert words.count("LEFT L3, L4 medial branches") == 2
    for phrase in ("Explained by", "Interpreter", "who decides for the patient", "page 2 of 2"):
        assert phrase in words, phrase
    assert "DRAFT, NOT FOR PATIENTS" in words
    reviewed = replace(with_text("consent", spoken(source())), reviewed_by="Dr L. Okafor")
    words = text_of(consent(reviewed))
    assert "reviewed by Dr L. Okafor" in words
    assert "DRAFT" not in words


def test_a_consent_asks_by_hand_whether_the_record_may_be_sent() -> None:
    words = text_of(consent(with_text("consent", spoken(source()))))
    at = [
        words.index(phrase)
        for phrase in ("May we send the record", "Yes, to", "To whom", "Signatures")
    ]
    assert at == sorted(at)
    assert not [mark for mark in ("☒", "☑", "✓", "[x]") if mark in words]


def test_a_procedure_without_a_consent_text_is_refused() -> None:
    visit = with_text("consent", spoken(source()))
    text = msgspec.structs.replace(text_as(visit, ConsentText), families={})
    with pytest.raises(SheetRefused, match="no consent text"):
        consent(replace(visit, text=text))


def test_a_transfer_says_what_happened_in_its_order_and_what_nobody_asked() -> None:
    words = text_of(transfer_summary(source()))
    happened = ("Needle in", "bupivacaine 0.5 % 1.0 mL", "Needle out")
    assert [words.index(one) for one in happened] == sorted(map(words.index, happened))
    for phrase in ("LEFT L3, L4 medial branches", "555-0199", "Daniel", "page 1 of 1"):
        assert phrase in words, phrase
    assert "Blood thinners NOT ASKED TO THE END" in words
    assert "DRAFT" not in words


def test_a_transfer_is_one_page_or_none() -> None:
    visit = source()
    many = replace(visit.case, drugs=visit.case.drugs * 40)
    with pytest.raises(SheetRefused, match="does not fit on 1 page"):
        transfer_summary(replace(visit, case=many))


def test_a_record_lists_each_set_under_sedation_with_a_dash_for_what_was_not_taken() -> None:
    visit = source()
    assert "Under sedation" not in text_of(checklist(visit, (), ()))
    first, last = visit.case.events[0].recorded, visit.case.events[1].recorded
    sets = (
        Observation("sedation_record.systolic", Decimal(118), "mmHg", first),
        Observation("sedation_record.pulse", Decimal(64), "/min", first),
        Observation("sedation_record.responds", Decimal(1), "of 2", first),
        Observation("sedation_record.pulse", Decimal(70), "/min", last),
    )
    sedated = replace(visit, case=replace(visit.case, observations=sets))
    words = text_of(checklist(sedated, (), ()))
    assert "5 Under sedation" in words
    assert "6 Signatures" in words
    assert "9:00 AM 118 mmHg – 64 /min – – – rouses when called okafor" in words
    assert "9:05 AM – – 70 /min – – – – okafor" in words
    assert "70 /min, 9:05 AM" in text_of(transfer_summary(sedated))


def test_an_emergency_pack_has_a_page_for_each_case_and_says_to_keep_it_locked() -> None:
    visit = source()
    pdf = emergency_pack(visit, date(2026, 11, 23), [(visit.case, visit.patient)] * 2)
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [" ".join(p.get_textpage().get_text_range().split()) for p in document]
    assert len(pages) == 2
    for number, words in enumerate(pages, 1):
        assert "STAFF ONLY, KEEP LOCKED" in words
        assert "LEFT L3, L4 medial branches" in words
        assert f"page {number} of 2" in words
        assert "OSEI, Margaret" in words


def test_a_day_without_cases_has_no_pack() -> None:
    with pytest.raises(SheetRefused, match="no case on that day"):
        emergency_pack(source(), END.date(), [])


def test_every_paper_is_embedded_tagged_and_the_same_twice() -> None:
    papers, again = all_papers(), all_papers()
    for name, pdf in papers.items():
        assert pdf == again[name], name
        with pikepdf.open(BytesIO(pdf)) as document:
            assert len(document.Root.StructTreeRoot.K.K) >= 5, name
            for page in document.pages:
                for font in page.obj.Resources.Font.values():
                    assert "/FontFile2" in font.FontDescriptor, name


def test_large_print_reflows_and_nothing_leaves_the_page() -> None:
    papers = all_papers()
    with pypdfium2.PdfDocument(papers["large"]) as document:
        assert len(document) == 2
    for name, pdf in papers.items():
        with pypdfium2.PdfDocument(pdf) as document:
            for page in document:
                wide, high = page.get_size()
                text = page.get_textpage()
                for at in range(text.count_rects()):
                    left, bottom, right, top = text.get_rect(at)
                    assert left >= 0 and bottom >= 0, name  # noqa: PT018
                    assert right <= wide and top <= high, name  # noqa: PT018


def test_there_is_no_large_print_of_a_record() -> None:
    with pytest.raises(SheetRefused, match="no large print"):
        draw("checklist", source(), large=True)


def test_every_kind_can_be_drawn() -> None:
    of_no_case = {"emergency-pack", "downtime-pack"}
    for kind in of_no_case:
        with pytest.raises(SheetRefused, match="not a paper of one case"):
            draw(kind, source())
    for kind in set(KINDS) - of_no_case:
        visit = spoken(source())
        with_words = with_text(kind, visit) if kind in ("preparation", "consent") else visit
        with_words = with_diary(visit) if kind == "diary" else with_words
        assert draw(kind, with_words).startswith(b"%PDF")


def test_what_patients_read_what_goes_home_and_what_has_large_print() -> None:
    assert set(FOR_PATIENTS) == {"preparation", "aftercare", "diary", "consent"}
    assert set(TAKEN_HOME) == {"aftercare", "diary"}
    assert set(REFLOWS) == {"preparation", "consent", "aftercare"}


def test_the_menu_of_a_case_offers_what_is_made_of_it() -> None:
    offered = {key: kind.title for key, kind in KINDS.items() if kind.hint}
    assert offered == {
        "label": "Label",
        "preparation": "Preparation sheet",
        "consent": "Consent to sign",
        "checklist": "Checklist",
        "relief": "What came of it",
        "transfer-summary": "Transfer summary",
    }


def test_what_ships_reads_at_the_sixth_grade_or_below() -> None:
    for name, raw in app.sheet_texts().items():
        if name.startswith("en/"):
            ease = text_grade(json.loads(raw), app.reference().languages["en"])
            assert ease.is_easy, (name, ease)
    assert grade("") is None
    hard = "Notwithstanding contraindications, anticoagulation necessitates individualisation."
    assert (grade(hard) or 0) > 12
