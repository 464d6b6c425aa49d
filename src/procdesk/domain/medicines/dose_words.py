"""Words beside a medicine's name that name no medicine: salts, forms, units, how often."""

import re

_NUMBER = re.compile(r"(nda|anda|bla)?\d+(mg|mcg|µg|μg|ug|g|ml|iu|u|units?|hr?|d|x|st|nd|rd|th)?")
_SALTS = """
    anhydrous besilate carbonate decanoate dihydrate dinitrate dipropionate furoate gluconate
    hemihydrate hyclate lactate malate mesilate mononitrate nitrate oxide palmitate pamoate
    propionate valerate xinafoate
    acetate besylate bitartrate bromide calcium chloride citrate disodium etexilate fumarate
    hcl hydrobromide hydrochloride magnesium maleate mesylate monohydrate phosphate potassium
    salt sodium succinate sulfate sulphate tartrate trihydrate
"""
_FORMS = """
    abuse ampoule ampule buccal delayed deterrent disintegrating drug foam gum implant
    inhalant inhalation intramuscular intrauterine intravenous kit lotion nebulizer oil
    ophthalmic otic porcine rectal ring shampoo sublingual system vaginal vial
    actuat actuation auto caplet caplets capsule capsules chewable coated cr cream dose dosed
    drop drops dr ec enteric er extended film gel inhaler injectable injection injector ir la
    liquid lozenge metered mucosal nasal ointment oral pack patch patches pen pill pills
    powder prefilled release sachet solution spray sr subcutaneous suppository suspension
    syringe tab tabs tablet tablets topical transdermal xl xr
"""
_UNITS = "g gram grams h hour hours hr iu mcg mg ml unit units unt ug µg μg mmol percent"
_HOW_OFTEN = """
    a afternoon after and as at am bd before bedtime bid breakfast by daily day days dinner each
    24hr evening every food friday half hs in low high lunch meals midday monday month monthly
    morning mouth needed nightly night nocte noon of on once one or per pm po prn q qd qid
    qhs saturday sunday tds thrice three thursday tid times tuesday twice two wednesday week
    take takes taking weekly weeks with x
"""
_WORDS = frozenset(f"{_SALTS} {_FORMS} {_UNITS} {_HOW_OFTEN}".split())


_AMOUNT = """
    a as by capsule capsules daily day in once mouth needed po prn tablet tablets the times twice
"""
_AMOUNTS = frozenset(f"{_AMOUNT} {_UNITS}".split())


def is_amount(word: str) -> bool:
    """Return whether a plain word tells amount or frequency: no form, which may be a product."""
    return word in _AMOUNTS or _NUMBER.fullmatch(word) is not None


def names_none(word: str) -> bool:
    """Return whether a plain word tells amount, form or frequency and names no medicine."""
    return word in _WORDS or _NUMBER.fullmatch(word) is not None
