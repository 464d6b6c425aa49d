"""Importing: a day list or messages from a file; what would go in is shown before it does."""

import hashlib
from collections import Counter
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCompleter, QFileSystemModel

from procdesk.desk.pages.screen import Screen
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, clear, column, left
from procdesk.domain.feeds.feed import BookingFacts, FeedParse, patient_of


class ImportScreen(Screen):
    """The import of a day list. `left` when done. A file may also be dropped here."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session, "Import a day list")
        self._readings: list[tuple[FeedParse, str]] = []
        self.setAcceptDrops(True)
        text = "HL7 v2, FHIR R4 bundles or a CSV day list. Nothing is stored until you say so."
        self.content.addWidget(Words(text, "hint"))
        self.path = Field("File, typed or dropped here")
        completer = QCompleter(self)
        completer.setModel(QFileSystemModel(completer))
        self.path.line.setCompleter(completer)
        self.path.line.returnPressed.connect(self._read)
        self.content.addWidget(self.path)
        read = Button("Read this file", act=self._read)
        take = Button("Take it in", "filled", act=self._take)
        back = Button("Back to the board", act=self.left)
        self.content.addLayout(left(read, take, back, gap=12))
        self._results = column(self.content, gap=6)
        self.setFocusProxy(self.path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.path.put(event.mimeData().urls()[0].toLocalFile())
        self._read()

    def _read(self) -> None:
        from procdesk.interop.read import read

        clear(self._results)
        self._readings = []
        self.band.show_words("")
        try:
            raw = Path(self.path.text).read_bytes()
        except OSError as problem:
            why = problem.strerror or "it is not a file"
            self.band.show_words(f"This file cannot be read: {why}. Nothing was stored.")
            return
        reading = read(raw, self.session.zone)
        self._readings.append((reading, hashlib.sha256(raw).hexdigest()))
        self._show(reading)

    def _show(self, reading: FeedParse) -> None:
        facts = [one for message in reading.messages for one in message.facts]
        bookings = sum(isinstance(one, BookingFacts) for one in facts)
        people = len(dict.fromkeys(map(patient_of, facts)))
        count = f"Can be taken in: {bookings} bookings, {people} patients"
        self._results.addWidget(Words(count, "question"))
        for fact in facts:
            if isinstance(fact, BookingFacts):
                at = fact.scheduled_at.astimezone(self.session.zone).strftime("%d %b %H:%M")
                self._results.addWidget(Words(f"{at}   {fact.patient.name.formal}", "body"))
        for aside in reading.set_aside:
            words = f"Set aside, {aside.place}: {aside.reason}."
            self._results.addWidget(Words(words, "look"))

    def _take(self) -> None:
        from procdesk.workflow.feeds.importing import MessageOutcome, take

        if not self._readings:
            self._read()
        if not self._readings:
            return
        results: list[MessageOutcome] = []

        def act() -> None:
            for reading, sha256 in self._readings:
                results.extend(take(self.session.ledger, reading, sha256))

        if not self.band.attempt(act):
            return
        clear(self._results)
        what = Counter(one.what for one in results)
        duplicates, not_taken = what["duplicate"], what["not taken"]
        words = f"Taken in: {len(results) - duplicates - not_taken} new, {duplicates} known before."
        words += f" Not taken: {not_taken}." if not_taken else ""
        self.band.show_words(words, "look" if any(one.decide for one in results) else "met")
        for result in results:
            name = " and ".join(
                dict.fromkeys(patient_of(f).name.formal for f in result.message.facts)
            )
            for why in result.decide:
                text = f"To decide, {result.message.place}, {name}: {why}"
                self._results.addWidget(Words(text, "look"))
        self._readings = []
