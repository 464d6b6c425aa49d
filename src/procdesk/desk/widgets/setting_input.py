"""Setting input: the control that asks for a setting, by the kind of its row."""

from procdesk.desk.widgets.choices import Choices
from procdesk.desk.widgets.field import Field
from procdesk.domain.clinic.settings import ChoiceSetting, Setting


def setting_input(row: Setting[object], question: str) -> Field | Choices:
    """Return big answers for a choice, else a line; its help says where the setting shows."""
    if isinstance(row, ChoiceSetting):
        control: Field | Choices = Choices(question, row.answers, per_row=4)
    else:
        control = Field(question)
    control.setToolTip(row.used)
    return control
