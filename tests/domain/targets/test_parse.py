"""Texts as people write them, read by hand. None: it cannot be told, and no text is half read.

The nerves and joints are those of the fact base, sections 2 and 2.1.
"""

import pytest

from procdesk import app
from procdesk.domain.targets.names import REGION_OF_NAME
from procdesk.domain.targets.parse import read_targets
from procdesk.domain.targets.target import Side, Structure, target_text
from procdesk.domain.targets.words import NAMES_OF, STRUCTURE_OF_NAME

READ: dict[str, str | None] = {
    # facet joints: 2, levels C2-3 … L5-S1
    "L4/5 lt facet": "left facet-joint L4-L5",
    "left L4-5 facet": "left facet-joint L4-L5",
    "left L4-L5 facet joint": "left facet-joint L4-L5",
    "LEFT L4-L5 FACET JOINT INJECTION": "left facet-joint L4-L5",
    "left facet joint L4-L5": "left facet-joint L4-L5",
    "left facet-joint L4-L5": "left facet-joint L4-L5",
    "L4-5 facet left": "left facet-joint L4-L5",
    "L4-5 L facet": "left facet-joint L4-L5",
    "L L4/5 facet": "left facet-joint L4-L5",
    "L L4-5 facet": "left facet-joint L4-L5",
    "L4-5 facet L": "left facet-joint L4-L5",
    "l l4-l5 facet": "left facet-joint L4-L5",
    "(L) L4-5 facet": "left facet-joint L4-L5",
    "Lt. L4-5 facet": "left facet-joint L4-L5",
    "left-sided L4-5 facet injection": "left facet-joint L4-L5",
    "facet L4-5 on the left": "left facet-joint L4-L5",
    "lumbar facet L4-5 left": "left facet-joint L4-L5",
    "left L4L5 facet": "left facet-joint L4-L5",
    "left L4 - L5 facet": "left facet-joint L4-L5",
    "left L4 -5 facet": "left facet-joint L4-L5",
    "left L4–5 facet": "left facet-joint L4-L5",
    "left L4—L5 facet": "left facet-joint L4-L5",
    "left L4−5 facet": "left facet-joint L4-L5",
    "left L4‑5 facet": "left facet-joint L4-L5",
    "left  L4-5\tfacet": "left facet-joint L4-L5",
    "left\u00a0L4-5 facet": "left facet-joint L4-L5",
    "Ｌｅｆｔ Ｌ４－５ ｆａｃｅｔ": "left facet-joint L4-L5",
    "left　L４/５ facet": "left facet-joint L4-L5",
    "left L4 to L5 facet": "left facet-joint L4-L5",
    "left L4-5 z-joint": "left facet-joint L4-L5",
    "left L4-5 zygapophyseal joint": "left facet-joint L4-L5",
    "left L4-5 facet MBB": "left facet-joint L4-L5",
    "left L4-5 facet medial branch block": "left facet-joint L4-L5",
    "right L 4-5 facet": "right facet-joint L4-L5",
    "rt T9/10 facet": "right facet-joint T9-T10",
    "rt T 9/10 facet": "right facet-joint T9-T10",
    "right T12-L1 facet": "right facet-joint T12-L1",
    "right C7-T1 facet": "right facet-joint C7-T1",
    "R C5/6 facet": "right facet-joint C5-C6",
    "right cervical facet C5-6": "right facet-joint C5-C6",
    "LT L4-L5 & L5-S1 facets": "left facet-joint L4-L5,L5-S1",
    "left L4-5, L5-S1 facets": "left facet-joint L4-L5,L5-S1",
    "left L5-S1 and L4-5 facets": "left facet-joint L4-L5,L5-S1",
    "left L3-4, 4-5 facets": "left facet-joint L3-L4,L4-L5",
    "left L4-S1 facets": "left facet-joint L4-L5,L5-S1",
    "left L3-S1 facets": "left facet-joint L3-L4,L4-L5,L5-S1",
    "bilateral L4-5 facets": "bilateral facet-joint L4-L5",
    "B/L L4-5 facets": "bilateral facet-joint L4-L5",
    "left and right L4-5 facets": "bilateral facet-joint L4-L5",
    "L4-5 facets left & right": "bilateral facet-joint L4-L5",
    "L+R L4-5 facets": "bilateral facet-joint L4-L5",
    "L and R L4-5 facet": "bilateral facet-joint L4-L5",
    "L4-5 facets, both sides": "bilateral facet-joint L4-L5",
    "left L4-5 facet, left L5-S1 facet": "left facet-joint L4-L5,L5-S1",
    "left L4-5 facet and right L5-S1 facet": "left facet-joint L4-L5|right facet-joint L5-S1",
    "left L4-5 and right L5-S1 facets": "left facet-joint L4-L5|right facet-joint L5-S1",
    "left L4-5 facet; right L5-S1 facet": "left facet-joint L4-L5|right facet-joint L5-S1",
    "left L4-5 facet\nright L5-S1 facet": "left facet-joint L4-L5|right facet-joint L5-S1",
    # medial branches: numbers are nerves, 2.1; at L5 it is the dorsal ramus
    "left L3 L4 MBB": "left medial-branch L3,L4",
    "left L3, L4 MBB": "left medial-branch L3,L4",
    "left L3,4 MBB": "left medial-branch L3,L4",
    "left L3 & 4 MBB": "left medial-branch L3,L4",
    "left L3 and L4 medial branches": "left medial-branch L3,L4",
    "left L4, L3 medial branch block": "left medial-branch L3,L4",
    "LEFT L3, L4 medial branches": "left medial-branch L3,L4",
    "left medial-branch L3,L4": "left medial-branch L3,L4",
    "left L3,4,5 MBB": "left medial-branch L3,L4|left dorsal-ramus L5",
    "left L4 MB and L5 DR": "left medial-branch L4|left dorsal-ramus L5",
    "left L4 medial branch, L5 dorsal ramus": "left medial-branch L4|left dorsal-ramus L5",
    "left medial branch L4, dorsal ramus L5": "left medial-branch L4|left dorsal-ramus L5",
    "B/L L3, L4MB & L5 DR": "bilateral medial-branch L3,L4|bilateral dorsal-ramus L5",
    "right C4 C5 MBB": "right medial-branch C4,C5",
    "right C7, C8 medial branches": "right medial-branch C7,C8",
    "right T3 T4 MBB": "right medial-branch T3,T4",
    "left L3 L4 MB RFA": "left medial-branch L3,L4",
    "left L3 L4 medial branch radiofrequency ablation": "left medial-branch L3,L4",
    "left L5 dorsal ramus": "left dorsal-ramus L5",
    "left TON": "left nerve third occipital",
    "left third occipital nerve": "left nerve third occipital",
    "left TON, C3 and C4 MBB": "left nerve third occipital|left medial-branch C3,C4",
    # lateral branches: 2, S1 to S4
    "left S1 S2 S3 lateral branches": "left lateral-branch S1,S2,S3",
    "left S1-S3 lateral branches": "left lateral-branch S1,S2,S3",
    "left S1-3 lateral branches": "left lateral-branch S1,S2,S3",
    "left L5 dorsal ramus, S1-S3 lateral branches": (
        "left dorsal-ramus L5|left lateral-branch S1,S2,S3"
    ),
    # bony targets: 2.1, third column
    "left L4 and L5 transverse processes": "left medial-branch L3,L4",
    "left L4, L5 TP": "left medial-branch L3,L4",
    "left L4 TP/SAP junction": "left medial-branch L3",
    "left L5 TP and sacral ala": "left medial-branch L4|left dorsal-ramus L5",
    "left sacral ala": "left dorsal-ramus L5",
    "right C4, C5 articular pillars": "right medial-branch C4,C5",
    "right C7 articular pillar, T1 transverse process": (
        "right medial-branch C7|right medial-branch C8"
    ),
    "right C2-3 joint line": "right nerve third occipital",
    "right T4 T5 transverse process": None,  # T5 to T8 are variable
    "right T3 T4 TP": "right medial-branch T2,T3",
    "right T6 transverse process": None,
    "right T9 transverse process": None,  # would be the nerve T8
    "right T10 transverse process": "right medial-branch T9",
    "right L1 transverse process": "right medial-branch T12",
    "right C8 articular pillar": None,
    "right C2 articular pillar": None,
    "right C5 transverse process": None,
    "right S1 transverse process": None,
    "right C3-4 joint line": None,
    "right joint line": None,
    "right S1 sacral ala": None,
    # foramina: 2, nerve C3 to C8 leaves by C2-3 to C7-T1; L5 by L5-S1
    "R L5 TFESI": "right foramen L5-S1",
    "Rt. L5 SNRB": "right foramen L5-S1",
    "right L5-S1 TFESI": "right foramen L5-S1",
    "right foramen L5-S1": "right foramen L5-S1",
    "right L5 nerve root block": "right foramen L5-S1",
    "right L4 TFESI": "right foramen L4-L5",
    "right L4 and L5 TFESI": "right foramen L4-L5,L5-S1",
    "right S1 TFESI": "right foramen S1",
    "right C6 TFESI": "right foramen C5-C6",
    "right C8 TFESI": "right foramen C7-T1",
    "right T9 TFESI": "right foramen T9-T10",
    "right T12 TFESI": "right foramen T12-L1",
    "right L4 transforaminal epidural steroid injection": "right foramen L4-L5",
    "right C1 TFESI": None,
    "right S5 TFESI": None,
    "right L6 TFESI": None,
    "right TFESI": None,
    "right L4-S1 TFESI": None,
    "right L4-5 SNRB": None,
    "midline L5 TFESI": None,
    # epidural space
    "C7-T1 ILESI midline": "midline epidural-space C7-T1",
    "midline L4-5 interlaminar ESI": "midline epidural-space L4-L5",
    "midline L4-5 ESI": "midline epidural-space L4-L5",
    "left L4-5 ILESI": "left epidural-space L4-L5",
    "left L4-5 paramedian ILESI": "left epidural-space L4-L5; approach paramedian",
    "midline L3-4 blood patch": "midline epidural-space L3-L4",
    "left epidural-space C7-T1": "left epidural-space C7-T1",
    "left L4-5 ESI": None,
    "left L4-5 epidural": None,
    "L4-5 ILESI": None,
    "bilateral L4-5 ILESI": None,
    "midline L4 ILESI": None,
    "midline L3-5 ILESI": None,
    "midline ESI": None,
    "caudal ESI": "midline caudal",
    "midline caudal": "midline caudal",
    "caudal epidural steroid injection": "midline caudal",
    "left caudal ESI": None,
    "caudal ESI L5": None,
    # one of each side, and places with a name
    "bilat SI joints": "bilateral si-joint",
    "right SIJ": "right si-joint",
    "left sacroiliac joint injection": "left si-joint",
    "R SI injection": "right si-joint",
    "right L5 SI joint": None,
    "SI joint": None,
    "RT knee": "right joint knee",
    "R hip": "right joint hip",
    "right knee joint": "right joint knee",
    "right joint knee": "right joint knee",
    "left AC joint": "left joint acromioclavicular",
    "left trochanteric bursa": "left bursa trochanteric",
    "left greater trochanteric bursa injection": "left bursa trochanteric",
    "left Achilles tendon": "left tendon Achilles",
    "left hip bursa": None,
    "left patellar": None,
    "midline knee": None,
    "knee": None,
    "right knee and hip": None,
    "right knee, left hip": "right joint knee|left joint hip",
    "genicular nerves right knee": (
        "right nerve superomedial genicular|right nerve superolateral genicular|"
        "right nerve inferomedial genicular"
    ),
    "right genicular nerve": None,
    "right superomedial genicular nerve": "right nerve superomedial genicular",
    "(L) greater occipital nerve": "left nerve greater occipital",
    "right GON": "right nerve greater occipital",
    "bilateral GONs": "bilateral nerve greater occipital",
    "right greater occipital nerve block": "right nerve greater occipital",
    "left GON and LON": None,
    "right tibial": None,
    "right tibial nerve": "right nerve tibial",
    "right lateral femoral cutaneous nerve": "right nerve lateral femoral cutaneous",
    "right femoral nerve": "right nerve femoral",
    "stellate ganglion left C6": "left ganglion C6 stellate",
    "left C7 stellate ganglion block": "left ganglion C7 stellate",
    "left stellate ganglion": None,
    "left T1 stellate ganglion": None,
    "left C6-7 stellate ganglion": None,
    "L2 sympathetic right": "right ganglion L2 lumbar sympathetic",
    "right L2, L3 lumbar sympathetic block": "right ganglion L2,L3 lumbar sympathetic",
    "right L2-3 sympathetic": None,
    "right T2 sympathetic": None,
    "bilateral T12 celiac plexus": "bilateral plexus T12 celiac",
    "bilateral celiac plexus": None,
    "ganglion impar": "midline ganglion impar",
    "left ganglion impar": None,
    "bilateral superior hypogastric plexus": "bilateral plexus superior hypogastric",
    "left trapezius TPI": "left muscle trapezius",
    "left muscle trapezius": "left muscle trapezius",
    "trigger point left levator scapulae": "left muscle levator scapulae",
    "left trapezius, right piriformis": "left muscle trapezius|right muscle piriformis",
    "left trapezius and levator scapulae": None,
    "TPI left": None,
    "left biceps TPI": None,
    "left rib 7 intercostal": "left intercostal-space rib 7",
    "left ribs 6, 7 intercostal": "left intercostal-space rib 6|left intercostal-space rib 7",
    "left intercostal-space rib 7": "left intercostal-space rib 7",
    "left ribs 6-8 intercostal": None,
    "left rib 12 intercostal": None,
    "left T7 intercostal": None,
    "left temple": "left head-face temple",
    "right abdomen pocket": "right pocket abdomen",
    "right abdomen pump refill": "right pocket abdomen",
    "right abdomen": None,
    "midline L1-2 SCS trial lead": "midline lead L1-L2",
    "SCS trial": None,
    "midline SCS trial": None,
    "midline lead": "midline lead",
    "midline L2-3 intrathecal catheter": "midline lead L2-L3 intrathecal catheter",
    "bilateral lead L1-L2": None,
    "left L4-5 disc": "left disc L4-L5",
    "left L4 disc": None,
    "bilateral T7 kyphoplasty": "bilateral vertebral-body T7",
    "left T7-8 vertebroplasty": None,
    # a level that could be something else
    "L3-5 MBB left": None,
    "left L4-5 MBB": None,
    "left L4/5 MBB": None,
    "left L4-L5 medial branches": None,
    "left L3-L5 medial branches": None,
    "left L3/4/5 MBB": None,
    "left L3-4-5 MBB": None,
    "left L4L5 MBB": None,
    "left L3 L4 facet": None,
    "left L4 facet": None,
    "left L4 facet MBB": None,
    "left L3-5 facets": None,
    "left facet": None,
    "left lumbar facets": None,
    "left MBB": None,
    "left S1 MBB": None,
    "left C2 MBB": None,
    "left L4 dorsal ramus": None,
    "left L5-S3 lateral branches": None,
    "left L4-5": None,
    "T9/10": None,
    "l4-l5": None,
    "left L4": None,
    "left L3 L4 L5 RFA": None,
    # a level that is none
    "left L45 facet": None,
    "left L4-6 facet": None,
    "left L5-4 facet": None,
    "left L5-1 facet": None,
    "left L7-8 facet": None,
    "left T13 MBB": None,
    "left C9 MBB": None,
    "left L04-5 facet": None,
    "left L0 MBB": None,
    "left I4-5 facet": None,
    "left L4.5 facet": None,
    "left L4--5 facet": None,
    "left L4-56 facet": None,
    "left S1-S2 facet": None,
    "left T1² MBB": None,
    "left L④-5 facet": None,
    "left Т9-10 facet": None,
    "left L4\u200b-5 facet": None,
    "left L4\u00ad5 facet": None,
    "left L٤-٥ facet": None,
    "left cervical facet L4-5": None,
    "left L5-S1/L4-5 facet": None,
    # a side that is not clear
    "L4-5 facet": None,
    "L 4-5 facet": None,
    "R L 4-5 facet": None,
    "L/R L4-5 facet": None,
    "left or right L4-5 facet": None,
    "left L4-5 facet right": None,
    "right L4-5 L facet": None,
    "left L4-5 facet (right)": None,
    "left, right L4-5 facet": None,
    "left L4-5 facet and right": None,
    "L4-5 facet left and right L5-S1 facet": None,
    "left L4-5, L5-S1 and right L3-4 facets": None,
    "left L4-5 facet, L5-S1 facet right": "left facet-joint L4-L5|right facet-joint L5-S1",
    "both L3 and L4 MBB": None,
    "unilateral L4-5 facet": None,
    "not left L4-5 facet": None,
    "left? L4-5 facet": None,
    "midline L4-5 facet": None,
    "leftt L4-5 facet": None,
    "nonleft L4-5 facet": None,
    "non-left L4-5 facet": None,
    "contralateral L4-5 facet": None,
    "left L4-5 facet; L5-S1 facet": None,
    "left L4-5 facet; right": None,
    "left L4-5 facet, right L5-S1 facet, L3-4 facet": None,
    "L4-5 facet, left L5-S1 facet": None,
    "L4-5 facet left, L5-S1 facet": None,
    "L3, left L4 MBB": None,
    "L4-5 & L5-S1 left facets": "left facet-joint L4-L5,L5-S1",
    "L4-5 facet and L5-S1 facet left": "left facet-joint L4-L5,L5-S1",
    "left L4-5 facet, L5-S1 facet": "left facet-joint L4-L5,L5-S1",
    # words that are not read
    "left L4-5 facet vs L5-S1": None,
    "left L4-5 facet (L5-S1)": None,
    "left L4-5 facet #2": None,
    "left L4-5 facet except L5": None,
    "left L4-5 facet, 2 ml": None,
    "left L3, 4 injections MBB": None,
    "left L3, 7 MBB": None,
    "left L4, 3 MBB": None,
    "left L4, 2 injections MBB": None,
    "left L4-5 facet nerve": None,
    "left L4-5 facet muscle": None,
    "left L3 L4 median branches": None,
    "left L3 L4 MBB L5 DR S1": None,
    "L3 left L4 MBB dorsal ramus L5": None,
    "left L4-5 facet and left L3 L4 MBB": None,
    "left L4-5 facet / MBB": None,
    "left SI joint lateral branches": None,
    "left knee at L4": None,
    "left L4MX": None,
    "left L4r facet": None,
    "": None,
    " ; ": None,
    "left": None,
    "block": None,
    "counted from S1": None,
    # counted from, and unusual anatomy
    "left L5-S1 facet, counted from S1": "left facet-joint L5-S1; counted from S1",
    "left foramen L5-S1; counted from S1": "left foramen L5-S1; counted from S1",
    "left L6-S1 facet counted from the last rib": (
        "left facet-joint L6-S1; counted from the last rib"
    ),
    "left L4-5 facet; right L5-S1 facet; counted from C2": (
        "left facet-joint L4-L5|right facet-joint L5-S1; counted from C2"
    ),
    "left L5-S1 facet, sacralised L5": "left facet-joint L5-S1",
    "left L5-S1 facet counted from S1 or C2": None,
    "left L4-5 facet counted from C2 and L5-S1 facet": None,
    "left L4-5 facet counted from below": None,
    "left knee, counted from S1": None,
}


@pytest.mark.parametrize("text", READ, ids=repr)
def test_a_text_is_read_wholly_or_not_at_all(text: str) -> None:
    """Hazard: half of a text taken for the whole."""
    read, wanted = read_targets(text), READ[text]
    assert "|".join(map(target_text, read.targets)) == (wanted or "")
    assert bool(read.problem) is (wanted is None)


def test_the_table_is_large() -> None:
    assert len(READ) > 250
    assert sum(one is None for one in READ.values()) > 120


@pytest.mark.parametrize("key", sorted(app.reference().procedures))
def test_every_target_of_the_catalogue_is_read_as_people_and_the_program_write_it(key: str) -> None:
    kind = app.reference().procedure(key)
    for place in kind.places:
        for side in sorted(kind.sides):
            target = place.on(side)
            if not kind.allows(target) or (side is Side.MIDLINE and _has_a_side(target.structure)):
                continue
            for text in (target_text(target), target.words):
                assert read_targets(text).targets == (target,), text


def _has_a_side(structure: Structure) -> bool:
    return structure is Structure.POCKET


def test_every_known_name_is_of_one_structure_that_the_catalogue_gives_it() -> None:
    assert set(STRUCTURE_OF_NAME) == set(REGION_OF_NAME)
    assert sum(map(len, NAMES_OF.values())) == len(STRUCTURE_OF_NAME)
    for kind in app.reference().procedures.values():
        for structure, names in kind.names.items():
            assert {STRUCTURE_OF_NAME[one] for one in names} == {structure}


def test_what_is_done_is_read_beside_the_place() -> None:
    assert read_targets("left L3 L4 MBB").acts == {"mbb"}
    assert read_targets("left L3 L4 MB RFA").acts == {"rfa"}
    assert read_targets("R L5 TFESI").acts == {"tfesi"}
    assert read_targets("left L3, L4 medial branches").acts == frozenset()


def test_unusual_anatomy_is_told_with_the_text() -> None:
    assert read_targets("left L5-S1 facet, sacralised L5").transitional == "sacralised l5"
    assert read_targets("left L4-5 facet; lumbarized S1, 13 ribs").transitional == (
        "lumbarized s1, 13 ribs"
    )
