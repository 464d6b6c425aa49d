"""Importing: a day list or messages from a file; what would go in is shown before it does."""

import hashlib
from collections import Counter
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCompleter, QFileSystemModel, QWidget

from procdesk.desk.session.session import Session
from procdesk.desk.widgets.band import Band
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, clear, column, row
from procdesk.desk.widgets.scroll import Scroll
from procdesk.domain.feeds.feed import BookingFacts, FeedParse, patient_of
from procdesk.workflow.clinic.opening import USER_ERRORS, message_of


class ImportScreen(QWidget):
    """The import of a day list. `left` when done. A file may also be dropped here."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._readings: list[tuple[FeedParse, str]] = []
        self.setAcceptDrops(True)
        whole = column(self, 0, 0)
        self.band = Band()
        whole.addWidget(self.band)
        page = Scroll()
        whole.addWidget(page)
        content = page.content
        content.addWidget(Words("Import a day list", "title"))
        text = "HL7 v2, FHIR R4 bundles or a CSV day list. Nothing is stored until you say so."
        content.addWidget(Words(text, "hint"))
        self.path = Field("File, typed or dropped here")
        completer = QCompleter(self)
        completer.setModel(QFileSystemModel(completer))
        self.path.line.setCompleter(completer)
        self.path.line.returnPressed.connect(self._read)
        content.addWidget(self.path)
        ways = row(gap=12)
        for words, kind, act in (
            ("Read this file", "plain", self._read),
            ("Take it in", "filled", self._take),
            ("Back to the board", "plain", self.left.emit),
        ):
            button = Button(words, kind)
            button.clicked.connect(act)
            ways.addWidget(button)
        ways.addStretch(1)
        content.addLayout(ways)
        self._results = column(gap=6)
        content.addLayout(self._results)
        self.setFocusProxy(self.path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        data: QMimeData = event.mimeData()
        self.path.put(data.urls()[0].toLocalFile())
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
        reading = read(raw, self._session.zone)
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
                at = fact.scheduled_at.astimezone(self._session.zone).strftime("%d %b %H:%M")
                self._results.addWidget(Words(f"{at}   {fact.patient.name.formal}", "body"))
        for aside in reading.set_aside:
            words = f"Set aside, {aside.place}: {aside.reason}."
            self._results.addWidget(Words(words, "look"))

    def _take(self) -> None:
        from procdesk.workflow.feeds.importing import take

        if not self._readings:
            self._read()
        if not self._readings:
            return
        try:
            results = [
                result
                for reading, sha256 in self._readings
                for result in take(self._session.ledger, reading, sha256)
            ]
        except USER_ERRORS as trouble:
            self.band.show_words(message_of(trouble))
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
