"""Languages: rows of resources/languages, which a text needs and code never names."""

import ast
import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest

from procdesk import app
from procdesk.domain.catalogue.language import Grade, languages_from, never_apart
from procdesk.domain.clinic.settings import LANGUAGE, edited
from procdesk.domain.resource_file import ResourceRefused
from procdesk.paper.drawing.dates import Dates
from procdesk.paper.texts.grade import FORMULAS, text_grade
from support.places import PACKAGE

SOURCES = PACKAGE
ROWS = app.data_folder("resources") / "languages"
PORTUGUESE: dict[str, Any] = {
    "key": "pt",
    "name": "Portuguese",
    "clock": {"hours": 24},
    "dates": {
        "days": ["seg", "ter", "qua", "qui", "sex", "sáb", "dom"],
        "months": [
            "jan",
            "fev",
            "mar",
            "abr",
            "mai",
            "jun",
            "jul",
            "ago",
            "set",
            "out",
            "nov",
            "dez",
        ],
        "long_days": ["segunda", "terça", "quarta", "quinta", "sexta", "sábado", "domingo"],
        "long_months": [f"mês {number}" for number in range(1, 13)],
        "short": "{day} {number} {month}",
        "long": "{day} {number} de {month}",
        "today": "{clock} de hoje",
        "one": "{clock} de hoje",
        "then": "{day}, {clock}",
    },
    "after_number": ["mg", "mL", "h", "min"],
}


def row_of(**changes: object) -> bytes:
    return json.dumps({**PORTUGUESE, **changes}).encode()


@pytest.fixture
def with_portuguese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The resources with a row and a folder of texts more, and no line of code."""
    folder = tmp_path / "resources"
    shutil.copytree(app.data_folder("resources"), folder)
    (folder / "languages" / "pt.json").write_bytes(row_of())
    shutil.copytree(folder / "sheets" / "es", folder / "sheets" / "pt")
    for path in (folder / "sheets" / "pt").iterdir():
        told = json.loads(path.read_text("utf-8"))
        told |= {"language": "pt", "key": f"pt/{path.stem}"}
        path.write_text(json.dumps(told), "utf-8")
    monkeypatch.setattr(app, "data_folder", lambda name: tmp_path / name)
    app.reference.cache_clear()
    yield folder
    app.reference.cache_clear()


def test_a_language_is_a_row_and_a_folder_of_texts(
    with_portuguese: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from procdesk.cli import main

    assert [*app.reference().languages] == ["en", "es", "pt"]
    (setting,) = (one for one in edited(app.reference().languages) if one.name == LANGUAGE.name)
    assert setting.read("pt") == "pt", "the clinic may choose it"
    out = str(tmp_path / "one.pdf")
    words = ["sheet", "aftercare", "--example", "mbb-lumbar", "--language", "pt", "--out", out]
    assert main(["--at", "2026-11-23T10:05-05:00", *words]) == 0
    assert "no formula measures Portuguese" in capsys.readouterr().out
    assert b"/Lang (pt)" in Path(out).read_bytes()
    assert main(["--json", "--at", "2026-11-23T10:05-05:00", *words]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["language"], told["grade"]) == ("pt", None)


def test_a_text_in_a_language_without_a_row_is_refused(with_portuguese: Path) -> None:
    (with_portuguese / "languages" / "pt.json").unlink()
    app.reference.cache_clear()
    with pytest.raises(ResourceRefused, match=r"^sheets/pt: there is no languages/pt\.json$"):
        app.sheet_texts()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"grade": {"formula": "gunning-fog", "goal": 6}}, r"\$\.grade\.formula: .*gunning-fog"),
        ({"clock": {"hours": 10}}, r"\$\.clock\.hours: "),
        ({"dates": {**PORTUGUESE["dates"], "days": ["seg"]}}, r"\$\.dates\.days: "),
        ({"after_numbers": []}, "after_numbers"),
        ({"key": "es"}, r"\$\.key: es is not the file's name"),
    ],
)
def test_a_bad_row_is_refused_with_file_and_path(changes: dict[str, object], says: str) -> None:
    with pytest.raises(ResourceRefused, match=f"^languages/pt: .*{says}"):
        languages_from({"pt": row_of(**changes)})
    with pytest.raises(ResourceRefused, match=r"^languages/pt: Input data was truncated$"):
        languages_from({"pt": b"{"})


def test_every_formula_that_a_row_can_name_is_known() -> None:
    assert set(get_args(Grade.__annotations__["formula"])) == set(FORMULAS)


def test_no_formula_measures_a_language_that_names_none() -> None:
    row = languages_from({"pt": row_of()})["pt"]
    grade = text_grade({"what": ["Não dirija."]}, row)
    assert (grade.value, grade.is_easy, grade.goal) == (None, False, "")


def test_hours_and_names_of_days_follow_the_row() -> None:
    at = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
    row = languages_from({"pt": row_of()})["pt"]
    dates = Dates(ZoneInfo("UTC"), at, row)
    assert (dates.when(at), dates.day(at)) == ("14:05 de hoje", "seg 23 nov")
    assert dates.long_day(at) == "segunda 23 de mês 11"


def test_no_line_ends_where_a_row_forbids_it() -> None:
    languages = app.reference().languages
    for key, words, whole in (
        ("en", "Mon 23 Nov, 5 mg at 8:00 AM", "Mon_23_Nov, 5_mg at 8:00_AM"),
        ("es", "mié 4 ago 5 mL", "mié_4_ago 5_mL"),
        ("es", "Wed 4 Aug", "Wed 4 Aug"),
    ):
        assert never_apart(languages[key]).sub("_", words) == whole
    days = ["lu", "mar", "mié", "jue", "vie", "sáb", "dom"]  # of two lengths
    row = languages_from({"pt": row_of(dates={**PORTUGUESE["dates"], "days": days})})["pt"]
    assert never_apart(row).sub("_", "lu 3 e mar 4, 5 %") == "lu_3 e mar_4, 5_%"


def test_signed_texts_carry_the_date_words_of_their_language() -> None:
    """What was signed before languages had rows stays as it is, to the byte."""
    languages = app.reference().languages
    for key in languages:
        told = json.loads(app.sheet_texts()[f"{key}/aftercare"])["dates"]
        row = json.loads((ROWS / f"{key}.json").read_text("utf-8"))["dates"]
        assert told == row


def test_code_names_no_language_but_that_of_staff() -> None:
    keys, named = set(app.reference().languages), []
    for path in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and node.value in keys:
                named.append(f"{path.relative_to(SOURCES)} {node.value}")
    assert named == ["domain/catalogue/language.py en"]
