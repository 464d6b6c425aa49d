"""Blank forms: the questions of the screens as paper, for a day by hand and for no case."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from procdesk.domain.catalogue.language import Languages
from procdesk.domain.clinic.clinic import Clinic
from procdesk.domain.clinic.clinic_units import unit_asked
from procdesk.paper.drawing.page import SheetRefused
from procdesk.workflow.checks.ready import STATEMENTS
from procdesk.workflow.refused import Refused
from procdesk.workflow.room.procedure import ACTS
from procdesk.workflow.room.time_out import ASKED


def blank_forms(  # a page is set in the words that its language does not part
    clinic: Clinic,
    fonts: Path,
    form: Callable[[str], bytes],
    at: datetime,
    languages: Languages,
) -> bytes:
    """Draw the downtime pack; `form` gives the bytes of a form by its name. Raises Refused."""
    from procdesk.paper.blank.downtime_pack import FORMS, BlankSource, downtime_pack
    from procdesk.questionnaire.asked_in import asked_in
    from procdesk.questionnaire.load import load

    unit_of = partial(unit_asked, clinic)
    questions = {name: asked_in(load(form(name)), unit_of) for name in FORMS}
    source = BlankSource(
        clinic=clinic,
        fonts=fonts,
        made_at=at,
        forms=questions,
        time_out=tuple(ASKED.values()),
        acts=ACTS,
        attests=STATEMENTS,
        languages=languages,
    )
    try:
        return downtime_pack(source)
    except SheetRefused as refused:
        raise Refused(str(refused)) from None
