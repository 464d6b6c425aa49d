"""Recovery key: the one page that opens the record when no password does."""

from pathlib import Path

from procdesk.paper.drawing.finish import finish
from procdesk.paper.drawing.page import Document


def recovery_page(clinic: str, key: str, paper: str, fonts: Path) -> bytes:
    """Return the key with its purpose, as a PDF."""
    page = Document(paper=paper, title="Recovery key", fonts=fonts)
    page.say("H1", 0, 12, "Recovery key", 21)
    page.say("P", 0, 24, clinic, 13)
    page.box((0, 32, 190, 24), 2.4)
    page.write(95, 46, key, 13, bold=True, anchor="centre")
    y = 70.0
    for words in (
        "It opens the clinic's record when nobody's password does. It is stored nowhere else.",
        "Keep it locked away, where only the head of the clinic gets it. Make no copy.",
        "Whoever has it and the desk's disk can read every patient.",
    ):
        y = page.flow(0, y, 180, words) + 2
    return finish(page)
