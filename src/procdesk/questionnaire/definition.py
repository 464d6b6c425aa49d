"""Questionnaire: the typed part of a FHIR R4 Questionnaire. The raw JSON is kept beside it."""

import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import Any

import msgspec

OURS = "urn:procdesk:ext:"
_SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
_CORE = "http://hl7.org/fhir/StructureDefinition/"

CALCULATED = f"{_SDC}calculatedExpression"
ENABLE_EXPRESSION = f"{_SDC}enableWhenExpression"
VARIABLE = f"{_CORE}variable"
STOP_POLICY = f"{OURS}stop-policy"
OWN_UNIT = f"{OURS}own-unit"
ITEM_WEIGHT = f"{_CORE}itemWeight"
ORDINAL_VALUE = f"{_CORE}ordinalValue"
CONSTRAINT = f"{_CORE}questionnaire-constraint"
TARGET_CONSTRAINT = f"{_CORE}targetConstraint"
HIDDEN = f"{_CORE}questionnaire-hidden"
UNIT = f"{_CORE}questionnaire-unit"
MIN_VALUE = f"{_CORE}minValue"
MAX_VALUE = f"{_CORE}maxValue"
MIN_LENGTH = f"{_CORE}minLength"
REGEX = f"{_CORE}regex"
MIN_OCCURS = f"{_CORE}questionnaire-minOccurs"
MAX_OCCURS = f"{_CORE}questionnaire-maxOccurs"
MAX_DECIMALS = f"{_CORE}maxDecimalPlaces"
EXCLUSIVE = f"{_CORE}questionnaire-optionExclusive"

TYPES = (
    "group",
    "display",
    "boolean",
    "decimal",
    "integer",
    "date",
    "dateTime",
    "time",
    "string",
    "text",
    "url",
    "choice",
    "open-choice",
    "attachment",
    "reference",
    "quantity",
)
OPERATORS = ("exists", "=", "!=", ">", "<", ">=", "<=")


class EnableWhen(msgspec.Struct, rename="camel"):
    """One enableWhen: another question, an operator, and the answer that it compares with."""

    question: str
    operator: str
    answer: Any = None


class Item(msgspec.Struct, rename="camel", kw_only=True):
    """One item as written. `raw` is its JSON."""

    link_id: str
    type: str
    text: str = ""
    prefix: str = ""
    required: bool = False
    repeats: bool = False
    read_only: bool = False
    max_length: int | None = None
    enable_behavior: str = ""
    answer_value_set: str = ""
    item: list["Item"] = []
    raw: dict[str, Any] = {}

    @property
    def answerable(self) -> bool:
        """Return whether a person can answer it at all."""
        return self.type not in ("group", "display")

    @property
    def conditions(self) -> list[EnableWhen]:
        """The enableWhen conditions of this item."""
        return [
            EnableWhen(
                str(condition.get("question", "")),
                str(condition.get("operator", "")),
                value_of(condition, "answer"),
            )
            for condition in objects(self.raw, "enableWhen")
        ]

    @property
    def options(self) -> list[Any]:
        """The values of answerOption, in order."""
        values = (value_of(one, "value") for one in objects(self.raw, "answerOption"))
        return [one for one in values if one is not None]

    @property
    def exclusive(self) -> list[Any]:
        """The values of answerOption that cannot be given beside another."""
        return [
            value_of(option, "value")
            for option in self.raw.get("answerOption", ())
            if isinstance(option, dict) and extension_of(option, EXCLUSIVE) is True
        ]

    @property
    def calculated(self) -> bool:
        """Return whether an expression answers it, and no person."""
        return self.has(CALCULATED)

    def points(self, value: dict[str, Any]) -> Decimal | None:
        """Return the points of this answer: itemWeight or ordinalValue of its option, else None."""
        for option in objects(self.raw, "answerOption"):
            coding = option.get("valueCoding")
            if isinstance(coding, dict) and _is(coding, value):
                weights = (extension_of(at, url) for at in (option, coding) for url in _POINTS)
                return next((Decimal(str(found)) for found in weights if _counts(found)), None)
        return None

    @property
    def hidden(self) -> bool:
        """Never shown."""
        return self.extension(HIDDEN) is True

    @property
    def unit(self) -> str:
        """The unit that stands in the field, as people write it."""
        coding = self.extension(UNIT)
        if not isinstance(coding, dict):
            return ""
        return str(coding.get("display") or coding.get("code") or "")

    @property
    def own_unit(self) -> str:
        """The unit that its form was written with, empty where a clinic does not choose one."""
        return str(self.extension(OWN_UNIT) or "")

    def extension(self, url: str) -> Any:
        """The value of the first extension with this url, or None."""
        return extension_of(self.raw, url)

    def has(self, url: str) -> bool:
        """Return whether an extension with this url is there."""
        return bool(extensions(self.raw, url))


class Questionnaire(msgspec.Struct, rename="camel", dict=True, kw_only=True):
    """One form. `raw` is its JSON, kept as it came."""

    url: str = ""
    version: str = ""
    title: str = ""
    name: str = ""
    item: list[Item] = []
    raw: dict[str, Any] = {}

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the canonical form, in hex."""
        canonical = json.dumps(self.raw, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def reference(self) -> str:
        """`url|version`, or a hash URN where a foreign form names none."""
        if not self.url:
            return f"urn:sha256:{self.hash}"
        return f"{self.url}|{self.version}" if self.version else self.url

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every item, parents before children."""
        return tuple(walk(self.item))

    @cached_property
    def parents(self) -> dict[str, str]:
        """linkId of each nested item -> linkId of the item around it."""
        return {child.link_id: one.link_id for one in self.items for child in one.item}

    @cached_property
    def _by_link_id(self) -> dict[str, Item]:
        return {one.link_id: one for one in reversed(self.items)}

    def find(self, link_id: str) -> Item | None:
        """The item with this linkId."""
        return self._by_link_id.get(link_id)


def walk(items: list[Item]) -> Iterator[Item]:
    """Items and their children, depth first."""
    for item in items:
        yield item
        yield from walk(item.item)


_POINTS = (ITEM_WEIGHT, ORDINAL_VALUE)


def _is(coding: dict[str, Any], value: dict[str, Any]) -> bool:
    return (coding.get("code"), coding.get("system")) == (value.get("code"), value.get("system"))


def _counts(answer: Any) -> bool:
    return isinstance(answer, (int, float)) and not isinstance(answer, bool)


def value_of(holder: dict[str, Any], prefix: str) -> Any:
    """The value of a `value[x]` or `answer[x]`, None if there is none."""
    return next(
        (
            value
            for key, value in holder.items()
            if key.startswith(prefix) and key[len(prefix) :][:1].isupper()
        ),
        None,
    )


def option_words(option: Any) -> str:
    """An option, or an answer, as people read it."""
    if isinstance(option, dict):
        return str(option.get("display") or option.get("code") or option.get("reference") or "")
    return str(option)


def objects(holder: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The objects in a list of the JSON; a form may hold anything there."""
    members = holder.get(key)
    return [one for one in members if isinstance(one, dict)] if isinstance(members, list) else []


def extensions(holder: dict[str, Any], url: str) -> list[dict[str, Any]]:
    """Every extension with this url."""
    return [one for one in objects(holder, "extension") if one.get("url") == url]


def extension_of(holder: dict[str, Any], url: str) -> Any:
    """The value of the first extension with this url, or None."""
    matching = extensions(holder, url)
    return value_of(matching[0], "value") if matching else None
