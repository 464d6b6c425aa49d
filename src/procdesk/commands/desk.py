"""`procdesk` without a command: opens the desk."""

from procdesk import app
from procdesk.commands.call import CommandCall, UnusableCall


def run(call: CommandCall) -> int:
    """Open the desk on this home folder. Raises UnusableCall where no window can be shown."""
    if not app.has_display():
        raise UnusableCall(
            "no display here: the desk needs one; `procdesk demo --headless` does not"
        )
    return app.run_desk(app.desk_parts(call.home, call.now), call.logs)
