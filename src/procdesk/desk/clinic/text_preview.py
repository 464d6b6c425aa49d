"""Text preview: the real paper of an invented visit, made from a text as it is being edited."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from procdesk.desk.pictures.pdf_pages import pdf_pages
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.labels import Words, clear, column
from procdesk.domain.catalogue.language import ENGLISH
from procdesk.domain.catalogue.sheet_text import SheetText
from procdesk.domain.clinic.settings import PAPER, UNITS_GLUCOSE
from procdesk.paper import kinds
from procdesk.paper.drawing.page import SheetRefused
from procdesk.paper.drawing.sheet_source import SheetSource
from procdesk.paper.example import ALSO, example, with_facts
from procdesk.paper.texts.sheet_text import text_of
from procdesk.workflow.refused import Refused

_WIDE_PX = 520


class TextPreview(QWidget):
    """The pages of one text as printed for a chosen visit; `texts` holds every text, by name."""

    def __init__(self, session: Session, name: str) -> None:
        super().__init__()
        self._session, self._texts = session, dict[str, bytes]()
        self._language, _slash, self._text = name.partition("/")
        layout = column(self, 0, 12)
        self._procedure = Choices("Show it for", self._procedures(), per_row=1)
        self._also = Choices("Recorded in that visit", ALSO, per_row=2, many=True)
        sizes = {"normal": "Normal print", "large": "Large print"}
        self._sizes = Choices("Size", sizes, per_row=2)
        for choices in (self._procedure, self._also, self._sizes):
            layout.addWidget(choices)
            choices.edited.connect(lambda _value: self._show())
        self._pages = column(layout, gap=12)
        layout.addStretch(1)
        self._procedure.put(self._procedures()[0].value)
        self._sizes.put("normal")

    def show_texts(self, texts: Mapping[str, bytes]) -> None:
        """Show the paper anew, or in its place why it cannot be printed."""
        self._texts = dict(texts)
        self._show()

    def drawn(self) -> bytes:
        """Return the paper as a PDF. Raises Refused with what the builder says."""
        large = self._sizes.text == "large"
        try:
            source = self._visit()
            if self._kind == "aftercare":
                english = self._whole(ENGLISH) if self._language != ENGLISH else None
                source = with_facts(replace(source, english=english), self._also.text.split("|"))
            return kinds.draw(self._kind, source, large=large)
        except (SheetRefused, KeyError, ValueError) as problem:
            raise Refused(f"This cannot be printed: {problem}") from None

    def _visit(self) -> SheetSource:
        ledger = self._session.ledger
        return example(
            self._procedure.text,
            ledger.reference,
            self._session.parts.resources / "fonts",
            ledger.now(),
            {row.name: ledger.clinic.stored(row) for row in (PAPER, UNITS_GLUCOSE)},
            self._whole(self._language),
        )

    def _whole(self, language: str) -> SheetText | None:
        family = self._session.ledger.reference.procedure(self._procedure.text).family
        return text_of(kinds.text_names(self._kind, (family,), language), self._texts)

    @property
    def _kind(self) -> str:
        return self._text if self._text in kinds.FOR_PATIENTS else "aftercare"

    def _procedures(self) -> list[Choice]:
        """Return the procedures that can have this text: the family's, or the first of each."""
        every = self._session.ledger.reference.procedures.values()
        known = [one for one in every if one.family and (self._kind != "diary" or one.diaries)]
        of_family = [one for one in known if one.family == self._text]
        firsts = {one.family: one for one in reversed(known)}
        return [Choice(one.key, one.name) for one in of_family or list(firsts.values())]

    def _show(self) -> None:
        clear(self._pages)
        if not self._texts:
            return
        try:
            pdf = self.drawn()
        except Refused as refused:
            self._pages.addWidget(Words(refused.words, "look"))
            return
        for page in pdf_pages(pdf, "The paper", _WIDE_PX):
            self._pages.addWidget(page)
