"""Sheet wishes: in which language and size a sheet is printed, and what it is silent about."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from procdesk.desk.widgets.choices import Choices
from procdesk.desk.widgets.labels import Words, column
from procdesk.sheets.make import Sheets, Wishes
from procdesk.workflow.ledger import Outcome

_SIZES = {"normal": "Normal print", "large": "Large print"}


class SheetWishes(QWidget):
    """Language and size as they will be printed; `wish` is called with another choice."""

    def __init__(self, sheets: Sheets, outcome: Outcome, wish: Callable[[Wishes], None]) -> None:
        super().__init__()
        wishes = sheets.wishes
        layout = column(self, 0, 12)
        languages = Choices("Language of the sheet", sheets.languages(outcome))
        languages.put(sheets.language(outcome, "aftercare"))
        languages.edited.connect(lambda language: wish(replace(wishes, language=language)))
        sizes = Choices("Size of the print", _SIZES, per_row=2)
        sizes.put("large" if wishes.large else "normal")
        sizes.edited.connect(lambda size: wish(replace(wishes, large=size == "large")))
        for choices in (languages, sizes):
            layout.addWidget(choices)
        for words in sheets.left_open(outcome):
            layout.addWidget(Words(words, "look"))
