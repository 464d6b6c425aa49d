"""The front door: what a file is, told by its content and not by its name."""

from zoneinfo import ZoneInfo

from procdesk.domain.feeds.feed import FeedParse, SetAside
from procdesk.interop.day_list import read_day_list
from procdesk.interop.fhir import read_bundle
from procdesk.interop.hl7v2 import looks_like_hl7, read_hl7


def read(raw: bytes, zone: ZoneInfo) -> FeedParse:
    """The facts of an HL7 v2 file, a FHIR bundle or a CSV day list. Never raises."""
    if not raw.strip():
        return FeedParse("unknown", (), (SetAside("file", "it is empty"),))
    if looks_like_hl7(raw):
        return read_hl7(raw, zone)
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return read_bundle(raw, zone)
    first = raw.partition(b"\n")[0]
    if any(sign in first for sign in (b",", b";", b"\t")):
        return read_day_list(raw, zone)
    reason = "it is neither HL7 v2 nor a FHIR bundle nor a CSV day list"
    return FeedParse("unknown", (), (SetAside("file", reason),))
