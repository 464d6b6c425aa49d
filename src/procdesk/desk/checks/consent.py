"""Consent: what stands on the signed paper, read off and entered, never copied from the order."""

from procdesk.desk.booking.appointment import physicians
from procdesk.desk.booking.identity import birth_date_problem, read_date
from procdesk.desk.pages.page import Page
from procdesk.desk.pictures.pdf_pages import pdf_pages
from procdesk.desk.pictures.signature_pad import SignaturePad
from procdesk.desk.pictures.target_picker import TargetPicker
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, left, own_column
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.domain.stage import StatementKind
from procdesk.domain.targets.target import Target
from procdesk.domain.visit.case import Case
from procdesk.rules.protocol.site import levels_are_counted
from procdesk.workflow.checks import consent
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.refused import Refused

_WHEN = {"today": "today", "earlier": "on an earlier day"}
_PAGE_PX = 760
_DRAFT = "No physician has reviewed this consent text yet: it cannot be signed on the screen."
_RELEASES = (
    Choice("yes", "Yes"),
    Choice("no", "No"),
    Choice("open", "Left open on the paper", unknown=True),
)
_ASKED = (
    "decides",
    "representative",
    "interpreter",
    "releases",
    "releases_to",
    "signed",
    "signer",
    "explained_by",
    "day",
)
"""In the order in which the paper is read."""


def pickers(session: Session, case: Case) -> list[TargetPicker]:
    """Return a picker for each ordered procedure that is known."""
    known = session.ledger.reference.procedures
    target_pickers = [
        TargetPicker(known[procedure.key])
        for procedure in case.order.procedures
        if procedure.key in known
    ]
    if levels_are_counted(case):
        for picker in target_pickers:
            picker.ask_counted_from()
    return target_pickers


def picked_targets(target_pickers: list[TargetPicker]) -> tuple[Target, ...]:
    """Return the targets that are picked, of all pickers."""
    return tuple(target for picker in target_pickers for target in picker.targets)


class ConsentPage(Page):
    """The signed consent as read off the paper, asked only after the patient's own words."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        super().__init__(session, outcome, key, "What the signed consent says")
        self._pickers: list[TargetPicker] = []
        if not outcome.case.patient_has_spoken:
            self.complain("The patient's own words come first: open Site.")
            return
        text = "Read it from the paper with the patient. The program compares it with the rest."
        self.content.addWidget(Words(text, "hint"))
        self._pickers = pickers(session, outcome.case)
        if not self._pickers:
            self.complain("What is ordered is not known yet: open Order.")
            return
        for number, picker in enumerate(self._pickers):
            self.content.addWidget(picker)
            self.keep(f"target{number}", picker)
        self._ask()
        self._withdrawal()
        self.primary("Enter what the consent says", self._enter)

    def _ask(self) -> None:
        self.explained_by = physicians(self.session, "Who explained it?")
        self.decides = Choices("Who decides?", consent.DECIDES)
        self.representative = Field("Name of who decides for the patient")
        self.signed = Choices("Whose signatures are on the paper, of when?", self._signatures())
        self.signer = Field("Name, as it stands on the paper")
        self.day = Field("Day on the paper", hint="2026-11-12", check=birth_date_problem)
        self.interpreter = Field("Who interpreted")
        self.releases = Choices("May the record be sent to somebody? (may stay empty)", _RELEASES)
        self.releases_to = Field("To whom, as it stands on the paper")
        for key in _ASKED:
            self.ask(key, getattr(self, key))
        for answer in (self.decides, self.releases, self.signed):
            answer.edited.connect(self._show_what_follows)
        self.signed.edited.connect(self._enter_if_signed_today)
        self.day.entered.connect(self._enter)
        self._ask_on_screen()
        self._from_arrival()
        self._show_what_follows()

    def _ask_on_screen(self) -> None:
        """Offer the consent as it would be printed, and the field to sign it in."""
        self._to_sign, self._to_sign_layout = own_column(12)
        self.pad = SignaturePad(f"Signature of {self._decider}")
        for widget in (self._to_sign, self.pad):
            self.content.addWidget(widget)
        self.keep("pad", self.pad)

    @property
    def _decider(self) -> str:
        """The signer: the patient, or who stands in for them."""
        return consent.may_sign(self.outcome)[-1]

    def _show_what_is_signed(self) -> None:
        sheets = self.session.sheets()
        try:
            if not sheets.reviewed(self.outcome, "consent"):
                raise Refused(_DRAFT)
            pdf = sheets.pdf(self.outcome, "consent")
        except Refused as refused:
            self._to_sign_layout.addWidget(Words(refused.words, "look"))
            self.pad.setEnabled(False)
            return
        for page in pdf_pages(pdf, "consent", _PAGE_PX):
            self._to_sign_layout.addWidget(page)

    def _show_what_follows(self) -> None:
        """Show what is asked only after certain answers, from the answers as they are."""
        name, _, when = self.signed.text.rpartition("|")
        on_screen = when == "screen"
        other = bool(when) and not name and not on_screen
        self.representative.setVisible(self.decides.text not in ("", "patient"))
        self.interpreter.setVisible(consent.needs_interpreter(self.outcome.case))
        self.releases_to.setVisible(self.releases.text == "yes")
        self.signer.setVisible(other)
        self.explained_by.setVisible(other or on_screen)
        self._to_sign.setVisible(on_screen)
        self.pad.setVisible(on_screen)
        if on_screen and self._to_sign_layout.isEmpty():
            self._show_what_is_signed()
        self.day.setVisible(when == "earlier")

    def put_draft(self, fields: dict[str, str]) -> None:
        """Show a kept draft, and what follows from it."""
        super().put_draft(fields)
        if self._pickers:
            self._show_what_follows()

    def _signatures(self) -> list[Choice]:
        """Return who may have signed: the patient or who stands in for them, and the operator."""
        staff = self.session.ledger.clinic.staff
        operator = staff.get(self.outcome.case.order.operator)
        if operator is None or not operator.may(PHYSICIAN_ONLY):
            return [Choice("|earlier", "Other names")]
        signers = [
            Choice(f"{name}|{when}", f"{name} and {operator.name}, {words}")
            for name in consent.may_sign(self.outcome)
            for when, words in _WHEN.items()
        ]
        here = Choice("|screen", "Here, on this screen")
        return [*signers, Choice("|earlier", "Other names"), here]

    def _from_arrival(self) -> None:
        """Put who decides as said at arrival; a person may change it."""
        decides, name = consent.deciding_person(self.outcome.case)
        self.decides.put(decides)
        self.representative.put(name)

    def _enter_if_signed_today(self, signature: str) -> None:
        """Enter the paper once today's signatures are chosen and the rest is there."""
        if signature.endswith("|today") and self.decides.text and picked_targets(self._pickers):
            self._enter()

    def _withdrawal(self) -> None:
        case = self.outcome.case
        if case.statement(StatementKind.CONSENT) is None:
            return
        self.content.addSpacing(16)
        self.content.addWidget(Words("The patient takes it back", "question"))
        self.withdrawn = self.ask("withdrawn", Field("What the patient said"))
        take_back = Button("Record that consent is withdrawn", "stop", act=self._withdraw)
        self.content.addLayout(left(take_back))

    def _withdraw(self) -> None:
        self.record(consent.withdraw, self.withdrawn.text)

    def _enter(self) -> None:
        today = self.session.here.date()
        name, _, when = self.signed.text.rpartition("|")
        on_screen = when == "screen"
        if on_screen and not self.pad.signed:
            self.complain("The signature is still to be written.")
            return
        paper = consent.ConsentPaper(
            targets=picked_targets(self._pickers),
            signed_by=self._decider if on_screen else name or self.signer.text,
            signed_on=today if when in ("today", "screen") else read_date(self.day.text),
            explained_by=self.outcome.case.order.operator if name else self.explained_by.text,
            decides=self.decides.text,
            representative=self.representative.text,
            interpreter=self.interpreter.text,
            releases_records={"yes": True, "no": False}.get(self.releases.text),
            releases_to=self.releases_to.text,
            signature=self.pad.strokes if on_screen else (),
        )
        self.record(consent.enter, paper)
