"""Names: muscles, joints, bursae, nerves and pockets that have a name instead of a level.

The list is closed: a region stands beside each, so that a patient's words can be compared with it.
Names are plain anatomy; none of them says that a procedure is indicated there.
"""

from collections.abc import Mapping

REGION_OF_NAME: Mapping[str, str] = {
    # muscles
    "sternocleidomastoid": "neck",
    "splenius capitis": "neck",
    "levator scapulae": "neck",
    "trapezius": "neck",
    "deltoid": "shoulder and arm",
    "supraspinatus": "shoulder and arm",
    "infraspinatus": "shoulder and arm",
    "rhomboid": "upper back",
    "thoracic paraspinal": "upper back",
    "pectoralis major": "chest",
    "lumbar paraspinal": "low back",
    "quadratus lumborum": "low back",
    "gluteus maximus": "buttock",
    "gluteus medius": "buttock",
    "piriformis": "buttock",
    "tensor fasciae latae": "hip",
    "masseter": "face",
    "temporalis": "head",
    # joints, bursae, tendons
    "shoulder": "shoulder and arm",
    "acromioclavicular": "shoulder and arm",
    "hip": "hip",
    "knee": "thigh and knee",
    "subacromial": "shoulder and arm",
    "trochanteric": "hip",
    "common extensor": "shoulder and arm",
    "patellar": "thigh and knee",
    "Achilles": "lower leg",
    # nerves, ganglia, plexuses
    "third occipital": "neck",
    "greater occipital": "head",
    "lesser occipital": "head",
    "supraorbital": "face",
    "infraorbital": "face",
    "mental": "face",
    "suprascapular": "shoulder and arm",
    "axillary": "shoulder and arm",
    "median": "hand",
    "ulnar": "hand",
    "radial": "hand",
    "ilioinguinal": "groin",
    "lateral femoral cutaneous": "thigh and knee",
    "femoral": "thigh and knee",
    "superomedial genicular": "thigh and knee",
    "superolateral genicular": "thigh and knee",
    "inferomedial genicular": "thigh and knee",
    "saphenous": "lower leg",
    "sciatic": "buttock",
    "tibial": "foot",
    "common fibular": "lower leg",
    "stellate": "neck",
    "lumbar sympathetic": "low back",
    "impar": "buttock",
    "celiac": "abdomen",
    "splanchnic": "abdomen",
    "superior hypogastric": "groin",
    # ribs, pockets, catheters
    **{f"rib {number}": "chest" for number in range(3, 12)},
    "abdomen": "abdomen",
    "flank": "abdomen",
    "intrathecal catheter": "low back",
    # places of the head
    "forehead": "face",
    "between the eyebrows": "face",
    "temple": "head",
    "back of the head": "head",
}
"""The place of each name on the body, in the words of `target.REGIONS`."""
