"""`procdesk site compare`: a promise of names, statuses and one line of trouble."""

import json

import pytest

from procdesk import cli


@pytest.mark.parametrize(
    ("texts", "status", "result"),
    [
        (("L3, L4 medial branches left", "L4/5 lt facet"), 0, "equal"),
        (("left L4-5 facet", "right L4-5 facet"), 1, "different"),
        (("L3-5 MBB left", "left L3 L4 L5 MBB"), 1, "cannot tell"),
        (("left L4-5 facet", "lt L4/5 facet", "LEFT L3 L4 MBB"), 0, "equal"),
    ],
)
def test_the_answer_and_its_status(
    texts: tuple[str, ...], status: int, result: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["site", "compare", *texts, "--json"]) == status
    output = json.loads(capsys.readouterr().out)
    assert output["result"] == result
    assert output["reason"]
    assert [one["text"] for one in output["targets"]] == list(texts)
    assert cli.main(["site", "compare", *texts]) == status
    assert capsys.readouterr().out.startswith(f"{result}: ")


def test_what_was_read_stands_in_both_wordings(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["site", "compare", "R L5 TFESI", "the good knee", "--json"])
    read, unread = json.loads(capsys.readouterr().out)["targets"]
    assert read["targets"] == ["right foramen L5-S1"]
    assert read["words"] == "RIGHT L5-S1 foramen"
    assert unread["targets"] == []
    assert "good" in unread["problem"]


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        (("left knee",), "two texts"),
        (("left knee", "  "), "text 2"),
        (("\udcff", "left knee"), "text 1"),
    ],
)
def test_an_unusable_call_is_one_line(
    texts: tuple[str, ...], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["site", "compare", *texts]) == 2
    output = capsys.readouterr()
    assert why in output.err
    assert output.err.count("\n") == 1
    assert output.out == ""
