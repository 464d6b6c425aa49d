"""Setting input: the control that asks for a setting, by the kind of its row."""

from procdesk.desk.widgets import choices
from procdesk.desk.widgets.choices import Choices
from procdesk.desk.widgets.field import Field
from procdesk.domain.clinic.settings import ChoiceSetting, Setting


def setting_input(row: Setting[object], question: str) -> Field | Choices:
    """Return big answers for a choice, else a line; its help says where the setting shows."""
    if isinstance(row, ChoiceSetting):
        answers = [choices.Choice(*answer) for answer in row.answers.items()]
        control: Field | Choices = Choices(question, answers, per_row=4)
    else:
        control = Field(question)
    control.setToolTip(row.used)
    return control
