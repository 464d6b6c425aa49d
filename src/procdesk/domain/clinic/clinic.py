"""Clinic: staff, settings, adopted policy, reviewed texts and known procedure texts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar
from zoneinfo import ZoneInfo

from procdesk.domain.catalogue.policy_set import PolicySet
from procdesk.domain.catalogue.procedure_kind import LocalProcedure, local_procedure
from procdesk.domain.clinic.settings import DATE_ORDER, DEMO, PRINTERS, TIME_ZONE, Setting
from procdesk.domain.entry import Entry, Json, Kind
from procdesk.domain.medicines.written_day import DateOrder
from procdesk.domain.staff import Role, Staff
from procdesk.domain.visit.body_values import Body
from procdesk.domain.visit.case_fold import NOT_UNDERSTOOD

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """A set adopted, or a text reviewed: which version and bytes, by whom, when, signed how.

    `rows` are a set's rows as they were read then, `values` what the clinic set, by row id.
    `text` holds a sheet text that the clinic edited; what ships as it is stands there as empty.
    `beside_version` and `beside_sha256` are the English that lay beside a translation when it was
    signed, empty where that is not known.
    """

    name: str
    version: str
    sha256: str
    by: str
    by_name: str
    at: str
    signature: str = ""
    family: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Mapping[str, Json], ...] = ()
    text: str = ""
    beside_version: str = ""
    beside_sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """The place and its rules, folded from the clinic's entries."""

    staff: Mapping[str, Staff] = field(default_factory=dict)
    settings: Mapping[str, Json] = field(default_factory=dict)
    policies: Mapping[str, Adoption] = field(default_factory=dict)
    adoptions: tuple[Adoption, ...] = ()
    texts: Mapping[str, Adoption] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)
    known_texts: Mapping[str, Json] = field(default_factory=dict)
    procedures: Mapping[str, LocalProcedure] = field(default_factory=dict)
    messages: Mapping[str, str] = field(default_factory=dict)
    set_aside: tuple[Entry, ...] = ()
    not_understood: tuple[Entry, ...] = ()

    def setting(self, row: Setting[T]) -> T:
        """Return a setting as the clinic set it, its default until then."""
        return row.value(self.stored(row))

    def stored(self, row: Setting[object]) -> Json:
        """Return a setting as it stands in the journal, its default while it is not there."""
        return self.settings.get(row.name, row.default)

    @property
    def zone(self) -> ZoneInfo:
        """The clinic's time zone, UTC until it is set."""
        return self.setting(TIME_ZONE)

    @property
    def date_order(self) -> DateOrder:
        """The order in which this clinic writes day and month, open until it is set."""
        return DateOrder(self.setting(DATE_ORDER))

    @property
    def is_demo(self) -> bool:
        """A demo store says DEMO on every screen and sheet."""
        return self.setting(DEMO)

    def adoption(self, rules: PolicySet) -> Adoption | None:
        """Return the adoption of this set as it is now; None once a row has changed since."""
        done = self.policies.get(rules.key)
        same = done is not None and done.sha256 == rules.sha256
        return done if same else None

    def adopted(self, family: str) -> Adoption | None:
        """Return the one set of a family that this clinic goes by."""
        return next((one for one in self.policies.values() if one.family == family), None)

    def going_by(self, adopted: Adoption) -> "Clinic":
        """Return the clinic after an adoption: of a family it goes by the set chosen last."""
        every = self.policies.items()
        others = {name: one for name, one in every if one.family != adopted.family}
        chosen = {**others, adopted.name: adopted}
        return replace(self, policies=chosen, adoptions=(*self.adoptions, adopted))

    def history(self, rules: PolicySet) -> tuple[Adoption, ...]:
        """Return every adoption of a set, oldest first, also those that hold no more."""
        return tuple(one for one in self.adoptions if one.name == rules.key)

    def printer(self, room: str) -> str:
        """Return the printer of a room, else the one of every other room.

        An empty string is the desk's own default.
        """
        printers = self.setting(PRINTERS)
        return printers.get(room) or printers.get("") or ""

    def name_of(self, user: str) -> str:
        """Return the printed name of a user, or the user name itself."""
        return self.staff[user].name if user in self.staff else user


def fold_clinic(entries: Iterable[Entry]) -> Clinic:
    """Return the clinic that these entries make. Never raises. Bodies: docs/journal.md."""
    clinic = Clinic()
    for entry in entries:
        try:
            clinic = _take(clinic, entry)
        except NOT_UNDERSTOOD:
            clinic = replace(clinic, not_understood=(*clinic.not_understood, entry))
    return clinic


def _take(clinic: Clinic, entry: Entry) -> Clinic:
    body: Body = dict(entry.body)
    match entry.kind:
        case Kind.STAFF_ADDED | Kind.STAFF_CHANGED:
            return _with_staff(clinic, body, entry)
        case Kind.SETTING_CHANGED:
            return replace(clinic, settings={**clinic.settings, body["name"]: body["value"]})
        case Kind.POLICY_ADOPTED:
            return clinic.going_by(_adoption(body, entry))
        case Kind.SHEET_TEXT_REVIEWED:
            review = _adoption(body, entry)
            return replace(clinic, texts={**clinic.texts, review.name: review})
        case Kind.FORM_RELEASED:
            return replace(clinic, forms={**clinic.forms, body["form"]: body["json"]})
        case Kind.PROCEDURE_DEFINED:
            return _with_procedure(clinic, body)
        case Kind.MESSAGE_RECEIVED:
            messages = {**clinic.messages, f"{body['sender']}|{body['message_id']}": body["sha256"]}
            return replace(clinic, messages=messages)
        case Kind.MESSAGE_SET_ASIDE:
            return replace(clinic, set_aside=(*clinic.set_aside, entry))
        case Kind.DESK_ENROLLED | Kind.CHAIN_OPENED | Kind.BREAK_GLASS_OPENED:
            return clinic
        case Kind.BREAK_GLASS_CLOSED | Kind.DESK_REVOKED | Kind.KEY_REVOKED | Kind.EXPORTED:
            return clinic
    raise KeyError(entry.kind)


def _with_procedure(clinic: Clinic, body: Body) -> Clinic:
    """Add a procedure of the clinic's own, or what a text of the scheduling system stands for."""
    if "procedure" in body:
        procedure = local_procedure(body["procedure"])
        return replace(clinic, procedures={**clinic.procedures, procedure.key: procedure})
    return replace(clinic, known_texts={**clinic.known_texts, body["text"]: body["order"]})


def _with_staff(clinic: Clinic, body: Body, entry: Entry) -> Clinic:
    user = body["user"]
    before = clinic.staff.get(user) or Staff(
        user=user, name="", roles=frozenset(), added_at=entry.recorded_at
    )
    roles = frozenset(map(Role, body["roles"])) if "roles" in body else before.roles
    person = Staff(
        user=user,
        name=body.get("name", before.name),
        roles=roles,
        public_key=body.get("public_key", before.public_key),
        active=body.get("active", before.active),
        added_at=before.added_at,
    )
    return replace(clinic, staff={**clinic.staff, user: person})


def _adoption(body: Body, entry: Entry) -> Adoption:
    return Adoption(
        name=body["name"],
        version=body["version"],
        sha256=body["sha256"],
        by=entry.author,
        by_name=body["by_name"],
        at=entry.recorded_at.isoformat(),
        signature=body.get("signature", ""),
        family=body.get("family", ""),
        values={str(row): str(value) for row, value in dict(body.get("values", {})).items()},
        rows=tuple(dict(row) for row in body.get("rows", ())),
        text=body.get("text", ""),
        beside_version=body.get("beside_version", ""),
        beside_sha256=body.get("beside_sha256", ""),
    )


def changed_rows(before: Adoption, rows: Iterable[Mapping[str, object]]) -> tuple[str, ...] | None:
    """Return the ids of rows, in order, that are new, gone or other than read at an adoption.

    None where the adoption did not keep what was read.
    """
    if not before.rows:
        return None
    read = {str(row["id"]): row for row in before.rows}
    now = {str(row["id"]): row for row in rows}
    return tuple(one for one in {**now, **read} if read.get(one) != now.get(one))


def changed_values(before: Adoption, after: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids of rows to which the clinic gives another number than at an adoption."""
    every = {**before.values, **after}
    return tuple(one for one in every if before.values.get(one) != after.get(one))
