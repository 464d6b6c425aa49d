"""Target words: what people write when they name a place, and what each word stands for.

Only words that have one meaning stand here. A word that is not here is not understood, and a text
with such a word is compared with nothing.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from procdesk.domain.targets.target import Structure


class Meaning(StrEnum):
    """The kinds of words."""

    SIDE = "side"
    STRUCTURE = "structure"
    BONE = "bone"
    NAME = "name"
    NOUN = "noun"
    REGION = "region"
    ACT = "act"
    AND = "and"
    LEVEL = "level"
    TRANSITIONAL = "transitional"
    COUNTED_FROM = "counted from"
    APPROACH = "approach"


NAMES_OF: Mapping[Structure, tuple[str, ...]] = {
    Structure.MUSCLE: (
        *("sternocleidomastoid", "splenius capitis", "levator scapulae", "trapezius", "deltoid"),
        *("supraspinatus", "infraspinatus", "rhomboid", "thoracic paraspinal", "pectoralis major"),
        *("lumbar paraspinal", "quadratus lumborum", "gluteus maximus", "gluteus medius"),
        *("piriformis", "tensor fasciae latae", "masseter", "temporalis"),
    ),
    Structure.JOINT: ("shoulder", "acromioclavicular", "hip", "knee"),
    Structure.BURSA: ("subacromial", "trochanteric"),
    Structure.TENDON: ("common extensor", "patellar", "Achilles"),
    Structure.NERVE: (
        *("third occipital", "greater occipital", "lesser occipital", "supraorbital"),
        *("infraorbital", "mental", "suprascapular", "axillary", "median", "ulnar", "radial"),
        *("ilioinguinal", "lateral femoral cutaneous", "femoral", "superomedial genicular"),
        *("superolateral genicular", "inferomedial genicular", "saphenous", "sciatic", "tibial"),
        "common fibular",
    ),
    Structure.GANGLION: ("stellate", "lumbar sympathetic", "impar"),
    Structure.PLEXUS: ("celiac", "splanchnic", "superior hypogastric"),
    Structure.INTERCOSTAL_SPACE: tuple(f"rib {number}" for number in range(3, 12)),
    Structure.POCKET: ("abdomen", "flank"),
    Structure.LEAD: ("intrathecal catheter",),
    Structure.HEAD_FACE: ("forehead", "between the eyebrows", "temple", "back of the head"),
}
"""The one structure of each known name."""

STRUCTURE_OF_NAME = {name: what for what, names in NAMES_OF.items() for name in names}

GENICULAR = "superomedial genicular|superolateral genicular|inferomedial genicular"
"""The genicular nerves. Source: clinical.md 2, genicular block: SM, SL, IM nerves."""

_SIDES = {
    "left": "left|lt|l|left sided|left side|on the left",
    "right": "right|rt|r|right sided|right side|on the right",
    "bilateral": "bilateral|bilaterally|bilat|bil|b/l|bl|both sides|on both sides",
    "midline": "midline",
}
_STRUCTURES = {
    "facet-joint": "facet|facets|facet joint|facet joints|z joint|z joints|zygapophyseal joint|"
    "zygapophyseal joints|zygapophysial joint|zygapophysial joints|facet mbb|facet medial branch|"
    "facet medial branches|facet medial branch block|facet medial branch blocks",
    "medial-branch": "medial branch|medial branches|mb|mbs|mbb|mbbs|medial branch block|"
    "medial branch blocks",
    "dorsal-ramus": "dorsal ramus|dorsal rami|dr",
    "lateral-branch": "lateral branch|lateral branches|sacral lateral branch|"
    "sacral lateral branches|si lateral branch|si lateral branches|si joint lateral branches",
    "third-occipital": "third occipital|third occipital nerve|third occipital nerves|ton",
    "foramen": "foramen|foramina|tfesi|tf esi|transforaminal esi|transforaminal epidural|"
    "transforaminal epidural steroid injection|transforaminal",
    "nerve-root": "snrb|selective nerve root block|nerve root|nerve roots|nerve root block",
    "epidural-space": "epidural space|ilesi|il esi|interlaminar|interlaminar esi|"
    "interlaminar epidural|interlaminar epidural steroid injection|epidural blood patch|"
    "blood patch",
    "epidural": "esi|epidural|epidural steroid injection",
    "caudal": "caudal|caudal esi|caudal epidural|caudal epidural space|"
    "caudal epidural steroid injection",
    "disc": "disc|discs|disk|disks|discogram|discography",
    "vertebral-body": "vertebral body|vertebral bodies|kyphoplasty|vertebroplasty",
    "si-joint": "si joint|si joints|sij|sijs|si injection|si injections|sacroiliac joint|"
    "sacroiliac joints|sacroiliac joint injection|sacroiliac joint injections",
    "lead": "lead|leads|scs lead|scs leads|scs|spinal cord stimulator",
}
_BONES = {
    "transverse-process": "transverse process|transverse processes|tp|tps|tp/sap|tp/sap junction",
    "articular-pillar": "articular pillar|articular pillars",
    "sacral-ala": "sacral ala",
    "joint-line": "joint line",
}
_OTHER_NAMES = {
    "greater occipital": "gon|gons|greater occipital nerve block",
    "lesser occipital": "lon|lons",
    "acromioclavicular": "ac joint|ac joints",
    "trochanteric": "greater trochanteric",
    "lumbar sympathetic": "sympathetic|sympathetic chain|sympathetics",
    "celiac": "coeliac",
    "superior hypogastric": "hypogastric",
    "impar": "ganglion impar",
    "Achilles": "achilles",
    "knee": "knees|both knees",
    "hip": "hips",
    "shoulder": "shoulders",
    GENICULAR: "genicular nerves|geniculars",
}
_NOUNS: Mapping[str, str] = {
    Structure.MUSCLE: "muscle|muscles|tpi|tpis|trigger point|trigger points",
    Structure.JOINT: "joint|joints",
    Structure.BURSA: "bursa|bursae",
    Structure.TENDON: "tendon|tendons",
    Structure.NERVE: "nerve|nerves",
    Structure.GANGLION: "ganglion|ganglia",
    Structure.PLEXUS: "plexus",
    Structure.INTERCOSTAL_SPACE: "intercostal|intercostals|intercostal space|intercostal spaces|"
    "intercostal nerve|intercostal nerves",
    Structure.POCKET: "pocket|pockets|pump pocket",
    Structure.LEAD: "catheter",
    Structure.HEAD_FACE: "head face",
}
_REGIONS = {"C": "cervical", "T": "thoracic", "LS": "lumbar|lumbosacral", "S": "sacral"}
_ACTS = {
    "block": "block|blocks",
    "injection": "injection|injections|inj|steroid injection|steroid injections",
    "rfa": "rfa|rf|rf ablation|radiofrequency ablation|radiofrequency|ablation|neurotomy",
    "trial": "trial|trial lead",
    "implant": "implant",
    "pull": "pull|lead pull",
    "refill": "refill|pump refill",
    "": "the|of|at|in|on|for|side|level|levels|procedure|steroid|diagnostic|therapeutic|"
    "fluoroscopy|under fluoro|under fluoroscopy|under ultrasound|fluoro guided|"
    "ultrasound guided|us guided",
}
ACT_OF_WORD = {
    **dict.fromkeys(
        ("facet mbb", "facet medial branch block", "facet medial branch blocks"), "mbb"
    ),
    **dict.fromkeys(("mbb", "mbbs", "medial branch block", "medial branch blocks"), "mbb"),
    **dict.fromkeys(("tpi", "tpis", "trigger point", "trigger points"), "trigger-point"),
    **dict.fromkeys(("discogram", "discography"), "discography"),
    **dict.fromkeys(("kyphoplasty", "vertebroplasty"), "augmentation"),
    **dict.fromkeys(("epidural blood patch", "blood patch"), "blood-patch"),
    **dict.fromkeys(("ilesi", "il esi", "interlaminar esi"), "esi-interlaminar"),
    **dict.fromkeys(("interlaminar epidural steroid injection", "caudal esi"), "esi-"),
    **dict.fromkeys(("caudal epidural steroid injection", "esi"), "esi-"),
    **dict.fromkeys(("tfesi", "tf esi", "transforaminal esi"), "tfesi"),
    **dict.fromkeys(("transforaminal epidural steroid injection",), "tfesi"),
    **dict.fromkeys(("snrb", "selective nerve root block", "nerve root block"), "tfesi"),
}
"""Acts whose word names the place too; parts of keys of the catalogue."""


def _table() -> dict[str, tuple[Meaning, str]]:
    """Return every phrase with its meaning; a phrase means one thing only."""
    table: dict[str, tuple[Meaning, str]] = {}
    every: tuple[tuple[Meaning, Mapping[str, str]], ...] = (
        (Meaning.SIDE, _SIDES),
        (Meaning.STRUCTURE, _STRUCTURES),
        (Meaning.BONE, _BONES),
        (Meaning.NAME, _OTHER_NAMES),
        (Meaning.NOUN, _NOUNS),
        (Meaning.REGION, _REGIONS),
        (Meaning.ACT, _ACTS),
    )
    for meaning, rows in every:
        table.update(_rows(meaning, rows))
    for name in STRUCTURE_OF_NAME:
        table.setdefault(name.casefold(), (Meaning.NAME, name))
    table.update({"and": (Meaning.AND, ""), "&": (Meaning.AND, ""), "+": (Meaning.AND, "")})
    return table | {",": (Meaning.AND, "")}


def _rows(meaning: Meaning, rows: Mapping[str, str]) -> Iterable[tuple[str, tuple[Meaning, str]]]:
    for value, phrases in rows.items():
        yield from ((phrase, (meaning, str(value))) for phrase in phrases.split("|"))


WORDS = _table()
