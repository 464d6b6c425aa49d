"""Blank forms: the questions of the screens as paper, for a day by hand and for no case."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from procdesk.domain.clinic import Clinic
from procdesk.paper.page import SheetRefused
from procdesk.workflow.procedure import ACTS
from procdesk.workflow.ready import STATEMENTS
from procdesk.workflow.refused import Refused
from procdesk.workflow.time_out import ASKED


def blank_forms(clinic: Clinic, fonts: Path, form: Callable[[str], bytes], at: datetime) -> bytes:
    """Draw the downtime pack; `form` gives the bytes of a form by its name. Raises Refused."""
    from procdesk.paper.downtime_pack import FORMS, BlankSource, downtime_pack
    from procdesk.questionnaire.load import load

    questions = {name: load(form(name)) for name in FORMS}
    source = BlankSource(clinic, fonts, at, questions, tuple(ASKED.values()), ACTS, STATEMENTS)
    try:
        return downtime_pack(source)
    except SheetRefused as refused:
        raise Refused(str(refused)) from None
