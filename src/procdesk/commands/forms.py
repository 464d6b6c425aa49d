"""`procdesk form check | fill | show`: Questionnaires without the desk."""

import argparse
import json
import os
import time
from typing import Any

from procdesk import app
from procdesk.commands.call import CommandCall, UnusableCall


def add_to(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add `form` to the command line."""
    form = commands.add_parser("form", help="check, fill or show a Questionnaire")
    acts = form.add_subparsers(required=True, metavar="ACT")
    check = acts.add_parser("check", parents=[shared], help="load and lint")
    check.add_argument("files", nargs="+", metavar="FILE")
    check.set_defaults(run=run_check)
    fill = acts.add_parser("fill", parents=[shared], help="fill without a screen")
    fill.add_argument("file", metavar="FILE")
    fill.add_argument("--answers", required=True, metavar="ANSWERS")
    fill.set_defaults(run=run_fill)
    show = acts.add_parser("show", parents=[shared], help="a picture of it as the desk shows it")
    show.add_argument("file", metavar="FILE")
    show.add_argument("--out", required=True, metavar="PNG")
    show.set_defaults(run=run_show)


def run_check(call: CommandCall) -> int:
    """Check every file; 1 if one of them cannot be used."""
    from procdesk.questionnaire.report import check_report

    files = [check_report(name, call.read(name)) for name in call.arguments.files]
    call.answer({"files": files}, "\n".join(map(_check_words, files)))
    return 0 if all(one["ok"] for one in files) else 1


def _check_words(report: dict[str, Any]) -> str:
    verdict = "can be used" if report["ok"] else "cannot be used"
    lines = [
        f"{report['file']}: {verdict}, {report['items']} items, {report['answerable']} to answer"
    ]
    for problem in report["problems"]:
        place = f" at {problem['link_id']}" if problem["link_id"] else ""
        lines.append(f"  {problem['severity']}{place}: {problem['message']} {problem['mend']}")
    return "\n".join(lines)


def run_fill(call: CommandCall) -> int:
    """Print what a completed form would be; 1 if something is missing or stops."""
    from procdesk.questionnaire.load import FormRefused
    from procdesk.questionnaire.report import fill_report

    try:
        answers = json.loads(call.read(call.arguments.answers))
        report = fill_report(call.read(call.arguments.file), answers, call.now())
    except ValueError as problem:
        raise UnusableCall(f"{call.arguments.answers}: {problem}") from None
    except FormRefused as problem:
        raise UnusableCall(f"{call.arguments.file}: {problem}") from None
    call.answer(report, json.dumps(report, ensure_ascii=False, indent=2))
    return 1 if report["missing"] or report["stops"] else 0


def run_show(call: CommandCall) -> int:
    """Write a picture of the form. Raises UnusableCall for a form that is refused."""
    from procdesk.questionnaire.report import open_form

    began = time.monotonic()
    opened = open_form(call.read(call.arguments.file))
    if opened.form is None or opened.verdict == "refused":
        problem = opened.problems[0]
        raise UnusableCall(f"{call.arguments.file}: {problem.message} {problem.mend}")
    if not app.has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app.start_qt()
    from procdesk.desk.widgets.form_picture import form_picture

    picture = form_picture(opened.form)
    if not picture.save(call.arguments.out, "PNG"):
        raise UnusableCall(f"{call.arguments.out}: cannot be written")
    seconds = round(time.monotonic() - began, 3)
    call.answer({"seconds": seconds}, f"{call.arguments.out} written in {seconds} s")
    return 0
