"""Form picture: a whole form as the desk shows it, however long it is."""

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from procdesk.desk.widgets.form_view import FormView
from procdesk.desk.widgets.labels import Words, column, ground
from procdesk.questionnaire.definition import Questionnaire
from procdesk.questionnaire.response import Response

_WIDE_PX, _MOST_PX = 1000, 30_000


def form_picture(form: Questionnaire) -> QPixmap:
    """Return the form at its full height; what is longer than 30,000 px is cut."""
    page = ground("sheet")
    layout = column(page, 32, 20)
    layout.addWidget(Words(form.title or form.name or form.reference, "title"))
    view = FormView(Response(form))
    layout.addWidget(view)
    layout.addStretch(1)
    view.finish()
    page.resize(_WIDE_PX, min(_MOST_PX, max(400, layout.heightForWidth(_WIDE_PX))))
    page.show()
    QApplication.processEvents()
    return page.grab()
