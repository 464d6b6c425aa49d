"""What the catalogue has to say, read by hand from the clinical fact base, section 2.

Nothing here is made from resources/. Each row: structures · sides · levels or names · guidance ·
usual sedation, status · minutes, status · bleeding class, status · aftercare family · diaries ·
sections beyond the five that everybody is asked. An empty class means that the fact base has none.
"""

from typing import NamedTuple


class Row(NamedTuple):
    structures: str
    sides: str
    where: str
    guidance: str
    sedation: str
    minutes: str
    risk: str
    family: str
    diaries: str
    asks: str


C_NERVES = "C3 C4 C5 C6 C7 C8"
T_NERVES = "T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12"
L_NERVES = "T12 L1 L2 L3 L4 L5"
C_JOINTS = "C2-C3 C3-C4 C4-C5 C5-C6 C6-C7 C7-T1"
T_JOINTS = "T1-T2 T2-T3 T3-T4 T4-T5 T5-T6 T6-T7 T7-T8 T8-T9 T9-T10 T10-T11 T11-T12 T12-L1"
L_JOINTS = "L1-L2 L2-L3 L3-L4 L4-L5 L5-S1"
L_FORAMINA = f"{L_JOINTS} S1 S2 S3 S4"
SI_NERVES = "L5 S1 S2 S3 S4"
EPIDURAL = "baseline diabetes pregnancy infection papers briefing"
BLOCK = "baseline pregnancy papers briefing"
HEAT = "baseline pregnancy implants papers briefing"
ALL = "baseline diabetes pregnancy infection implants papers briefing"
NOT_KNOWN = "pregnancy papers briefing"
LR, LRB, MLR, ALL_SIDES = "L R", "L R B", "M L R", "L R B M"
TRACK = "14-day"
LONG = "14-day weekly"

EXPECTED = {
    "esi-interlaminar-cervical": Row(
        "epidural-space", MLR, "C6-C7 C7-T1", "F", "none C", "30-30 U", "I C", "epidural", TRACK,
        EPIDURAL),
    "esi-interlaminar-thoracic": Row(
        "epidural-space", MLR, T_JOINTS, "F", "none C", "30-30 U", "I C", "epidural", TRACK,
        EPIDURAL),
    "esi-interlaminar-lumbar": Row(
        "epidural-space", MLR, L_JOINTS, "F", "none C", "30-30 U", "I C", "epidural", TRACK,
        EPIDURAL),
    "esi-caudal": Row(
        "caudal", "M", "", "F US", "none C", "30-30 U", "I U", "epidural", TRACK, EPIDURAL),
    "tfesi-cervical": Row(
        "foramen", LRB, C_JOINTS, "F", "none C", "30-60 U", "I C", "epidural", TRACK, EPIDURAL),
    "tfesi-thoracic": Row(
        "foramen", LRB, T_JOINTS, "F", "none C", "30-60 U", "I C", "epidural", TRACK, EPIDURAL),
    "tfesi-lumbar": Row(
        "foramen", LRB, L_FORAMINA, "F", "none C", "30-60 U", "I C", "epidural", TRACK, EPIDURAL),
    "facet-injection-cervical": Row(
        "facet-joint", LRB, C_JOINTS, "F CT US", "none C", "20-20 U", "I U", "medial-branch",
        "block 14-day", EPIDURAL),
    "facet-injection-thoracic": Row(
        "facet-joint", LRB, T_JOINTS, "F CT US", "none C", "20-20 U", "L U", "medial-branch",
        "block 14-day", EPIDURAL),
    "facet-injection-lumbar": Row(
        "facet-joint", LRB, L_JOINTS, "F CT US", "none C", "20-20 U", "L U", "medial-branch",
        "block 14-day", EPIDURAL),
    "mbb-cervical": Row(
        "medial-branch nerve", LRB, f"{C_NERVES} | third occipital", "F US", "none C", "30-30 U",
        "I C", "medial-branch", "block", BLOCK),
    "mbb-thoracic": Row(
        "medial-branch", LRB, T_NERVES, "F US", "none C", "30-30 U", "L C", "medial-branch",
        "block", BLOCK),
    "mbb-lumbar": Row(
        "medial-branch dorsal-ramus", LRB, L_NERVES, "F US", "none C", "30-30 U", "L C",
        "medial-branch", "block", BLOCK),
    "rfa-cervical": Row(
        "medial-branch nerve", LRB, f"{C_NERVES} | third occipital", "F", "none light U",
        "30-60 S", "I C", "radiofrequency", LONG, HEAT),
    "rfa-thoracic": Row(
        "medial-branch", LRB, T_NERVES, "F", "none light U", "30-60 S", "L C", "radiofrequency",
        LONG, HEAT),
    "rfa-lumbar": Row(
        "medial-branch dorsal-ramus", LRB, L_NERVES, "F", "none light U", "30-60 S", "L C",
        "radiofrequency", LONG, HEAT),
    "si-joint-injection": Row(
        "si-joint", LRB, "", "F US", "none C", "20-20 U", "L C", "medial-branch", "block 14-day",
        EPIDURAL),
    "si-lateral-branch-block": Row(
        "lateral-branch dorsal-ramus", LRB, SI_NERVES, "F US", "none light U", "30-30 U", "L U",
        "medial-branch", "block", BLOCK),
    "si-lateral-branch-rfa": Row(
        "lateral-branch dorsal-ramus", LRB, SI_NERVES, "F US", "none light U", "30-30 U", "L U",
        "radiofrequency", LONG, HEAT),
    "trigger-point": Row(
        "muscle", LRB, "| trapezius, levator scapulae, piriformis, quadratus lumborum", "none US",
        "none C", "15-15 U", "L C", "trigger-point", TRACK, ""),
    "occipital-nerve-block": Row(
        "nerve", LRB, "| greater occipital, lesser occipital", "none US", "none U", "15-20 U",
        "L C", "trigger-point", TRACK, ""),
    "stellate-ganglion-block": Row(
        "ganglion", LR, "C6 C7 | stellate", "US F", "none light U", "30-60 S", "I C",
        "sympathetic", "block", BLOCK),
    "lumbar-sympathetic-block": Row(
        "ganglion", LR, "L2 L3 L4 | lumbar sympathetic", "F", "light U", "30-60 U", "I C",
        "sympathetic", "block", BLOCK),
    "celiac-plexus-block": Row(
        "plexus", "B M", "T12 L1 | celiac, splanchnic", "F CT US", "sedation U", "120-more U",
        "I C", "sympathetic", LONG, NOT_KNOWN),
    "hypogastric-plexus-block": Row(
        "plexus", ALL_SIDES, "| superior hypogastric", "", "U", "U", "U", "sympathetic", "",
        NOT_KNOWN),
    "ganglion-impar-block": Row(
        "ganglion", "M", "| impar", "", "U", "U", "U", "", "", NOT_KNOWN),
    "genicular-block": Row(
        "nerve", LRB, "| superomedial genicular, superolateral genicular, inferomedial genicular",
        "F US", "none light U", "20-30 U", "L U", "medial-branch", "block", BLOCK),
    "genicular-rfa": Row(
        "nerve", LRB, "| superomedial genicular, superolateral genicular, inferomedial genicular",
        "F US", "none light U", "20-30 U", "L U", "radiofrequency", LONG, HEAT),
    "joint-injection": Row(
        "joint", LR, "| shoulder, acromioclavicular, hip, knee", "US F", "none C", "15-15 U",
        "L C", "joint", TRACK, "diabetes pregnancy infection papers briefing"),
    "bursa-injection": Row(
        "bursa", LR, "| subacromial, trochanteric", "US F", "none C", "15-15 U", "L C", "joint",
        TRACK, "diabetes pregnancy infection papers briefing"),
    "prp-injection": Row(
        "joint tendon", LR, "| knee, hip, shoulder, patellar, Achilles", "US", "none U",
        "20-20 U", "L U", "joint", LONG, "infection papers briefing"),
    "viscosupplementation": Row(
        "joint", LR, "| knee, hip", "US", "none U", "15-15 U", "L U", "joint", LONG,
        "infection papers briefing"),
    "intercostal-block": Row(
        "intercostal-space", LR, "| rib 3, rib 4, rib 7, rib 11", "US F", "none U", "30-60 U",
        "L U", "sympathetic", "block", BLOCK),
    "peripheral-nerve-block": Row(
        "nerve", LRB, "| femoral, sciatic, suprascapular", "", "none C", "U", "L C", "", "",
        NOT_KNOWN),
    "trigeminal-block": Row(
        "nerve", LRB, "| supraorbital, infraorbital, mental", "", "U", "U", "U", "", "",
        NOT_KNOWN),
    "head-botulinum": Row(
        "head-face", LRB, "| forehead, temple", "", "U", "U", "U", "", "", NOT_KNOWN),
    "scs-trial": Row(
        "lead", MLR, "T12-L1 L1-L2 L2-L3", "F", "light mac U", "60-more U", "H C", "stimulator",
        "stimulator", ALL),
    "scs-lead-pull": Row(
        "lead", MLR, "", "none", "none U", "30-30 U", "H U", "stimulator", "stimulator", ALL),
    "scs-implant": Row(
        "lead pocket", MLR, "T12-L1 L1-L2 L2-L3 | abdomen, flank", "", "U", "U", "U", "", "",
        ALL),
    "pns-trial": Row(
        "nerve", LR, "| femoral, suprascapular", "US F", "light U", "30-30 U", "L C",
        "stimulator", "stimulator", ALL),
    "pns-implant": Row(
        "nerve", LR, "| femoral, suprascapular", "US F", "light U", "30-30 U", "L C",
        "stimulator", "stimulator", ALL),
    "pump-refill": Row(
        "pocket", LR, "| abdomen, flank", "none US", "none U", "30-more U", "L U", "pump", TRACK,
        ALL),
    "pump-implant": Row(
        "lead pocket", MLR, "L2-L3 L3-L4 | intrathecal catheter, abdomen, flank", "F",
        "general mac U", "U", "H C", "pump", TRACK, ALL),
    "vertebral-augmentation": Row(
        "vertebral-body", LRB, "T5 T6 T7 T8 T9 T10 T11 T12 L1 L2 L3 L4 L5", "F", "mac moderate U",
        "60-120 U", "H C", "augmentation", TRACK, ALL),
    "discography": Row(
        "disc", ALL_SIDES, f"{C_JOINTS} {T_JOINTS} {L_JOINTS}", "", "U", "U", "U", "", "", ALL),
    "epidural-blood-patch": Row(
        "epidural-space", "M", f"C6-C7 C7-T1 {T_JOINTS} {L_JOINTS}", "F none", "none C",
        "60-120 S", "I U", "blood-patch", TRACK,
        "baseline pregnancy infection papers briefing"),
}  # fmt: skip

LIMB_WEAK = {
    "yes": "esi-interlaminar-cervical esi-interlaminar-thoracic esi-interlaminar-lumbar esi-caudal "
    "tfesi-cervical tfesi-thoracic tfesi-lumbar",
    "not known": "hypogastric-plexus-block ganglion-impar-block peripheral-nerve-block "
    "trigeminal-block head-botulinum scs-implant discography",
}
"""Section 6.1: of the families that have a row, only A, epidural, says "numb/weak limb for hours:
no walking alone". Every other procedure of a family is "no"; without a family nothing is said."""
