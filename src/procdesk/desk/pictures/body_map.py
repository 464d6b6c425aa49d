"""Body map: the regions that a patient may point at, from behind and from the front."""

from procdesk.desk.pictures.paths import PicturePart, Points, View, both, from_front

_EVERYWHERE: dict[str, Points] = {
    "neck": [(100, 52), (88, 52), (88, 66), (76, 74), (100, 76)],
    "shoulder and arm": [
        (80, 72),
        (54, 74),
        (46, 96),
        (38, 186),
        (52, 188),
        (66, 96),
    ],
    "hand": [(37, 188), (52, 190), (50, 214), (42, 224), (32, 212)],
    "thigh and knee": [(98, 226), (65, 224), (70, 300), (93, 300)],
    "lower leg": [(93, 300), (70, 300), (68, 330), (77, 372), (90, 372)],
    "foot": [(90, 372), (77, 372), (66, 394), (91, 394)],
}
"""Half of the body: x to 100 is the patient's left, seen from behind."""

_BEHIND: dict[str, Points] = {
    "head": [(100, 4), (80, 4), (78, 30), (84, 50), (100, 54)],
    "upper back": [(100, 76), (78, 74), (64, 92), (70, 136), (100, 136)],
    "low back": [(100, 136), (70, 136), (72, 158), (67, 180), (100, 180)],
    "buttock": [(100, 180), (76, 180), (72, 206), (74, 224), (98, 226)],
    "hip": [(76, 180), (67, 180), (60, 206), (65, 224), (74, 224), (72, 206)],
}
_FRONT: dict[str, Points] = {
    "head": [(100, 4), (82, 4), (79, 22), (100, 22)],
    "face": [(100, 22), (79, 22), (80, 40), (90, 54), (100, 54)],
    "chest": [(100, 76), (78, 74), (64, 92), (70, 132), (100, 132)],
    "abdomen": [(100, 132), (70, 132), (72, 158), (68, 184), (100, 184)],
    "groin": [(100, 184), (78, 184), (82, 212), (98, 228)],
    "hip": [(78, 184), (68, 184), (60, 206), (65, 224), (92, 224), (80, 208)],
}

BODY = (
    View(
        title="Back",
        parts=tuple(
            PicturePart(name, both(points)) for name, points in (_BEHIND | _EVERYWHERE).items()
        ),
    ),
    View(
        title="Front",
        parts=tuple(
            PicturePart(name, from_front(points)) for name, points in (_FRONT | _EVERYWHERE).items()
        ),
        from_front=True,
    ),
)
