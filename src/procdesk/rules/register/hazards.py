"""Hazards: the register, one row a hazard in the order of the day. The table of HAZARDS.md is it.

A finding key is written here and nowhere else. The order of the rows is that in which the families
are judged and their findings show.
"""

from functools import partial
from typing import Final

from procdesk.domain.finding import Effect
from procdesk.domain.section_key import SectionKey
from procdesk.rules.register.hazard import (
    BEFORE_CHECKS,
    BEFORE_CLOSING,
    BEFORE_DISCHARGE,
    BEFORE_FOLLOW_UP,
    BEFORE_PROCEDURE,
    BEFORE_READY,
    BEFORE_RECOVERY,
    BEFORE_TIME_OUT,
    BEFORE_TREATMENT,
    EVERY_GATE,
    NO_GATE,
    NOBODY,
    WITH_A_DOSE,
    Hazard,
)

_IDENTIFIERS: Final = "NPSG.01.01.01 EP 1: two identifiers, never the room number"
_PAPERS: Final = "Universal Protocol UP.01.01.01"
_SITE: Final = (
    "Universal Protocol; wrong side in 13 of 48,941 pain procedures, 7 of the 13 patients knew"
)
_ALLERGIES: Final = "WHO checklist SI5; asked by name, unconfirmed"
_SIGNS: Final = "Signs of haematoma, abscess, cord injury; asking again on the day is unconfirmed"
_SUGAR: Final = "Even, Spine 2012: glucose rises after epidural steroid; no authority for a limit"
_X_RAY: Final = "Asked per policy before X-ray; unconfirmed, the clinic verifies"
_INFECTION: Final = "Temperature, infection, antibiotic; unconfirmed, the clinic verifies"
_DEVICES: Final = "ASPN 2023 and ASA 2020 exist, practice varies; the plan is the physician's"
_SEDATION: Final = "ASA 2021 statement; the rest is unconfirmed"
_FASTING: Final = "ASA 2017 as reproduced: clear drink 2 h; food partly unconfirmed"
_LEAVING: Final = "clinical.md 5.6, unconfirmed"

_STOPS, _WARNS, _INFORMS = Effect.STOPS, Effect.WARNS, Effect.INFORMS

# fmt: off
# A table: a row is read as a whole, not argument by argument.

_identity = partial(Hazard, rule="protocol.identity",
    effect=_STOPS, gates=BEFORE_CHECKS, section=SectionKey.IDENTITY)
IDENTITY_DECEASED = _identity(key="identity.deceased",
    harm="treating somebody registered as dead (wrong record)", gates=EVERY_GATE, phone=True,
    passes=NOBODY, test="test_thin_case")
IDENTITY_NOT_COMPARED = _identity(key="identity.not-compared", harm="wrong patient",
    source=_IDENTIFIERS, test="test_thin_case")
IDENTITY_DIFFERS = _identity(key="identity.differs", harm="wrong patient", source=_IDENTIFIERS,
    passes=NOBODY, test="test_gates")

_papers = partial(Hazard, rule="protocol.order_documents",
    effect=_STOPS, gates=BEFORE_READY, section=SectionKey.PAPERS)
PAPERS_NOT_MAPPED = _papers(key="papers.not-mapped", harm="an order that nobody understood",
    section=SectionKey.ORDER, phone=True, passes=NOBODY, test="test_hazards")
PAPERS_RESCHEDULED = _papers(key="papers.rescheduled",
    harm="the wrong room, hour or operator: the schedule changed under a patient who is here",
    effect=_WARNS, gates=NO_GATE, section=SectionKey.ORDER, test="test_feed_visits")
PAPERS_READY = _papers(key="papers.ready",
    harm="a case that no physician reviewed, or that changed since", gates=BEFORE_TIME_OUT,
    section=SectionKey.READY, passes=NOBODY, test="test_thin_case")

_red_flag = partial(Hazard, rule="protocol.red_flags",
    effect=_STOPS, gates=BEFORE_READY, section=SectionKey.BASELINE,
    phone=True)
RED_FLAG_NOT_ASKED = _red_flag(key="red-flag.not-asked",
    harm="a new emergency sign that the order did not know", source=_SIGNS, test="test_asked")
RED_FLAG_NEW = _red_flag(key="red-flag.new",
    harm="a new emergency sign that the order did not know", source=_SIGNS, test="test_asked")

_site = partial(Hazard, rule="protocol.site",
    effect=_STOPS, gates=BEFORE_READY, section=SectionKey.SITE)
SITE_WORDS = _site(key="site.words", harm="wrong side: the patient was not asked", source=_SITE,
    test="test_hazards")
SITE_DIFFERS = _site(key="site.differs", harm="wrong side or level: sources differ", source=_SITE,
    test="test_thin_case")
SITE_COUNTED_FROM = _site(key="site.counted-from",
    harm="wrong level: unusual bones, and nobody said from where it is counted",
    section=SectionKey.ORDER,
    source="fact base 2.1, transitional anatomy, not confirmed", test="test_counted_from")
SITE_MARK = _site(key="site.mark", harm="wrong side: no mark", gates=BEFORE_TIME_OUT,
    section=SectionKey.READY, source=_SITE, test="test_resolving")
SITE_IMAGE = _site(key="site.image", harm="wrong level: needle not confirmed by image",
    gates=BEFORE_TREATMENT, section=SectionKey.PROCEDURE_RECORD, source=_SITE,
    test="test_gates")

_vitals = partial(Hazard, rule="patient.vitals",
    effect=_STOPS, gates=BEFORE_READY, section=SectionKey.VITALS)
VITALS_MISSING = _vitals(key="vitals.missing", rule="protocol.checks",
    harm="unstable patient", test="test_hazards")
VITALS_NOT_ADOPTED = _vitals(key="vitals.not-adopted", harm="unstable patient: numbers not adopted",
    test="test_vitals_limits")
VITALS_BLOOD_PRESSURE = _vitals(key="vitals.blood-pressure",
    harm="unstable patient: blood pressure high or low; short of the number that stops it warns",
    test="test_vitals_limits")
VITALS_HEART_RATE = _vitals(key="vitals.heart-rate", harm="unstable patient: pulse slow or fast",
    effect=_WARNS, test="test_vitals_limits")
VITALS_SATURATION = _vitals(key="vitals.saturation",
    harm="unstable patient: low oxygen, or less than is usual for this patient; "
    "measured with oxygen it stops",
    effect=_WARNS, test="test_vitals_limits")
VITALS_FEVER = _vitals(key="vitals.fever", harm="fever", test="test_vitals_limits")
CONSENT_MISSING = Hazard(key="consent.missing", rule="protocol.checks",
    harm="treatment without consent", effect=_STOPS,
    gates=BEFORE_READY, section=SectionKey.CONSENT, source="WHO checklist SI1", only_unsure=True,
    who="physician, unless withdrawn", test="test_hazards")

_allergy = partial(Hazard, rule="doses.allergies",
    effect=_STOPS, gates=BEFORE_READY | WITH_A_DOSE,
    section=SectionKey.ALLERGIES,
    phone=True)
ALLERGY_NOT_ASKED = _allergy(key="allergy.not-asked", harm="allergic reaction: not asked",
    source=_ALLERGIES, test="test_hazards")
ALLERGY_NOT_RECOGNISED = _allergy(key="allergy.not-recognised",
    harm="allergic reaction: substance not recognised", source=_ALLERGIES, test="test_hazards")
ALLERGY_UNCLEAR = _allergy(key="allergy.unclear",
    harm="allergic reaction: a word that may mean several things",
    source="A so-called iodine allergy is no contrast risk (weak source); ask what is meant",
    test="test_allergies")
ALLERGY = _allergy(key="allergy.*",
    harm="allergic reaction to what the room uses; a dose that meets it is refused", effect=_WARNS,
    gates=WITH_A_DOSE, source=_ALLERGIES, who="dose: physician", test="test_allergies")
ALLERGY_CONTRAST = _allergy(key="allergy.contrast", harm="another reaction to X-ray contrast",
    source="ACR manual as reproduced; whom to premedicate differs between sources",
    test="test_allergies")
ALLERGY_DOSE_NOT_RECOGNISED = _allergy(key="allergy.dose-not-recognised",
    harm="a drug that nobody recognises, given to somebody allergic", gates=WITH_A_DOSE,
    source=_ALLERGIES, test="test_allergies")

_anticoagulant = partial(Hazard, rule="bleeding.anticoagulants",
    effect=_STOPS, gates=BEFORE_READY, section=SectionKey.MEDICINES,
    phone=True)
ANTICOAGULANT_NOT_ASKED = _anticoagulant(key="anticoagulant.not-asked",
    harm="bleeding: medicines not asked", test="test_hazards")
ANTICOAGULANT_NOT_RECOGNISED = _anticoagulant(key="anticoagulant.not-recognised",
    harm="bleeding: medicine not recognised", test="test_thin_case")
ANTICOAGULANT = _anticoagulant(key="anticoagulant.*",
    harm="bleeding: blood thinner taken, or stopped a short while ago", test="test_hold_clock")
ANTICOAGULANT_INR = _anticoagulant(key="anticoagulant.inr",
    harm="bleeding: INR too high, too old or without a limit, also with no blood thinner listed",
    test="test_hold_blood")
ANTICOAGULANT_PLATELETS = _anticoagulant(key="anticoagulant.platelets",
    harm="bleeding: too few platelets, an old count or no limit", test="test_hold_blood")
PAPERS_NOT_ASKED = _papers(key="papers.not-asked",
    harm="papers, images or devices are not there: not asked", source=_PAPERS, test="test_asked")
PAPERS_MISSING = _papers(key="papers.missing", harm="papers, images or devices are not there",
    source=_PAPERS, test="test_asked")

_glucose = partial(Hazard, rule="patient.glucose",
    effect=_STOPS, gates=BEFORE_READY, section=SectionKey.DIABETES,
    phone=True)
GLUCOSE_NOT_ASKED = _glucose(key="glucose.not-asked",
    harm="sugar after steroid: diabetes not asked", source=_SUGAR, test="test_asked")
GLUCOSE_NOT_ADOPTED = _glucose(key="glucose.not-adopted", harm="sugar: numbers not adopted",
    test="test_glucose_limits")
GLUCOSE_LOW = _glucose(key="glucose.low", harm="low sugar", test="test_glucose_limits")
GLUCOSE_BEFORE_STEROID = _glucose(key="glucose.before-steroid",
    harm="sugar after steroid: high before it, or diabetes and not measured; "
    "where no steroid is usual or given, a high one warns",
    gates=BEFORE_READY | WITH_A_DOSE, source=_SUGAR, test="test_glucose_limits")

_pregnancy = partial(Hazard, rule="patient.pregnancy",
    effect=_STOPS, gates=BEFORE_READY, section=SectionKey.PREGNANCY,
    phone=True)
PREGNANCY_NOT_ASKED = _pregnancy(key="pregnancy.not-asked", harm="X-ray in pregnancy: not asked",
    source=_X_RAY, test="test_asked")
PREGNANCY_NOT_DUE = _pregnancy(key="pregnancy.not-due",
    harm="X-ray in pregnancy: left out by sex or age, as the clinic's adopted rows say",
    effect=_INFORMS, source=_X_RAY, test="test_pregnancy")
PREGNANCY_POSSIBLE = _pregnancy(key="pregnancy.possible", harm="X-ray in pregnancy", source=_X_RAY,
    test="test_pregnancy")

_infection = partial(Hazard, rule="patient.infection",
    effect=_STOPS, gates=BEFORE_READY, section=SectionKey.INFECTION,
    phone=True)
INFECTION_NOT_ASKED = _infection(key="infection.not-asked",
    harm="needle through or during an infection: not asked", source=_INFECTION, test="test_asked")
INFECTION_POSSIBLE = _infection(key="infection.possible",
    harm="needle through or during an infection", source=_INFECTION, test="test_infection")

_implant = partial(Hazard, rule="patient.implants",
    effect=_STOPS, gates=BEFORE_READY, section=SectionKey.IMPLANTS,
    phone=True)
IMPLANT_NOT_ASKED = _implant(key="implant.not-asked",
    harm="device disturbed by radiofrequency: not asked", source=_DEVICES, test="test_asked")
IMPLANT_RADIOFREQUENCY = _implant(key="implant.radiofrequency",
    harm="device disturbed by radiofrequency", source=_DEVICES, test="test_implants")

_sedation = partial(Hazard, rule="sedation.sedation",
    effect=_STOPS, gates=BEFORE_READY, section=SectionKey.SEDATION,
    phone=True)
SEDATION_NOT_ASKED = _sedation(key="sedation.not-asked", harm="sedation that nobody prepared",
    source=_SEDATION, test="test_asked")
SEDATION_CONCERN = _sedation(key="sedation.concern",
    harm="sedation of a patient at risk, or of an ASA class that no physician said",
    source=_SEDATION, test="test_sedation")
SEDATION_OPIOID = _sedation(key="sedation.opioid",
    harm="an opioid or benzodiazepine of home beside a sedative",
    source="Opioid beside a sedative; unconfirmed, the clinic verifies", test="test_sedation")

_fasting = partial(Hazard, rule="sedation.fasting",
    effect=_STOPS, gates=BEFORE_READY, section=SectionKey.SEDATION,
    phone=True)
FASTING_FOOD = _fasting(key="fasting.food", harm="stomach content in the lungs: food",
    source=_FASTING, test="test_fasting")
FASTING_CLEAR_DRINK = _fasting(key="fasting.clear-drink",
    harm="stomach content in the lungs: drink", source=_FASTING, test="test_fasting")
FASTING_GLP_1 = _fasting(key="fasting.glp-1", rule="sedation.glp1",
    harm="stomach content in the lungs: GLP-1 drug",
    source="Five societies 2024; the ASA's advice of 2023 was to hold the drug",
    test="test_fasting")

_escort = partial(Hazard, rule="sedation.escort",
    effect=_STOPS, gates=BEFORE_READY, section=SectionKey.ARRIVAL, phone=True)
ESCORT_SEDATION = _escort(key="escort.sedation", harm="nobody to take a sedated patient home",
    source="A responsible adult, named, with phone, staying how long; unconfirmed",
    test="test_escort")
ESCORT_LIMB = _escort(key="escort.limb",
    harm="a weak limb and nobody to take the patient home, found out only afterwards; "
    "also where no source says it of the procedure",
    test="test_escort")

_time_out = partial(Hazard, rule="protocol.time_out",
    effect=_STOPS, gates=BEFORE_PROCEDURE, section=SectionKey.TIME_OUT,
    source="Universal Protocol UP.01.03.01")
TIME_OUT_COMPLETE = _time_out(key="time-out.complete", harm="time-out ticked and not done",
    passes=NOBODY, test="test_gates")
TIME_OUT_DISAGREEMENT = _time_out(key="time-out.disagreement", harm="somebody disagreed",
    passes=NOBODY, test="test_thin_case")
TIME_OUT_EXPIRED = _time_out(key="time-out.expired", harm="time-out too old", passes=NOBODY,
    test="test_thin_case")
TIME_OUT_SIGNED = _time_out(key="time-out.signed",
    harm="nobody vouches for the time-out, or it changed since", passes=NOBODY, test="test_hazards")

_local_anaesthetic = partial(Hazard, rule="doses.local_anaesthetic",
    effect=_STOPS, gates=WITH_A_DOSE,
    section=SectionKey.PROCEDURE_RECORD)
LOCAL_ANAESTHETIC_NOT_ADOPTED = _local_anaesthetic(key="local-anaesthetic.not-adopted",
    harm="too much local anaesthetic: largest doses not adopted",
    test="test_local_anaesthetic_limits")
LOCAL_ANAESTHETIC_DOSE = _local_anaesthetic(key="local-anaesthetic.dose",
    harm="too much local anaesthetic over all drugs, sites and visits of the clinic's window, or "
    "an amount that nobody can read",
    test="test_local_anaesthetic_limits")
LOCAL_ANAESTHETIC_DAY = _local_anaesthetic(key="local-anaesthetic.day",
    rule="doses.anaesthetic_day",
    harm="too much bupivacaine in 24 hours over all visits, or an amount that nobody can read; "
    "before one is given it warns",
    test="test_anaesthetic_day")
LOCAL_ANAESTHETIC_NOT_RECOGNISED = _local_anaesthetic(key="local-anaesthetic.not-recognised",
    harm="a drug that may be a local anaesthetic or a steroid, not recognised",
    test="test_local_anaesthetic_limits")

_steroid = partial(Hazard, rule="doses.steroid",
    effect=_WARNS, gates=WITH_A_DOSE, section=SectionKey.PROCEDURE_RECORD)
STEROID_NOT_ADOPTED = _steroid(key="steroid.not-adopted", harm="steroid: rules not adopted",
    effect=_STOPS, test="test_steroid_limits")
STEROID_PARTICULATE = _steroid(key="steroid.particulate",
    harm="particulate steroid in an artery to the cord", effect=_STOPS, only_unsure=True,
    who="nobody; not known if it is one: physician", test="test_steroid_limits")
STEROID_INTERVAL = _steroid(key="steroid.interval", harm="steroid too soon after the last",
    section=SectionKey.ORDER, test="test_steroid_limits")
STEROID_ADRENAL = _steroid(key="steroid.adrenal",
    harm="steroid while the patient's own cortisol may be low", effect=_INFORMS,
    section=SectionKey.ORDER,
    test="test_steroid_limits")
STEROID_SLOW_BREAKDOWN = _steroid(key="steroid.slow-breakdown",
    harm="steroid that stays: its breakdown is slowed", section=SectionKey.MEDICINES,
    test="test_steroid_limits")
STEROID_TOTAL = _steroid(key="steroid.total", harm="too much steroid in a year",
    test="test_steroid_limits")
STEROID_VACCINE = _steroid(key="steroid.vaccine", harm="steroid around a vaccine; shown on request",
    effect=_INFORMS, test="test_steroid_limits")

_exposure = partial(Hazard, rule="doses.exposure",
    effect=_INFORMS, gates=NO_GATE, section=SectionKey.PROCEDURE_RECORD)
EXPOSURE_SESSIONS = _exposure(key="exposure.sessions",
    harm="too many epidural sessions of a region", effect=_WARNS, gates=BEFORE_READY,
    section=SectionKey.ORDER, test="test_exposure_limits")
EXPOSURE_CONTRAST = _exposure(key="exposure.contrast",
    harm="contrast adds up; shown beside the visit once it is known to be above the clinic's "
    "number",
    test="test_exposure_limits")
EXPOSURE_XRAY = _exposure(key="exposure.xray",
    harm="X-ray adds up; shown beside the visit once it is known to be above the clinic's number",
    test="test_exposure_limits")

_discharge = partial(Hazard, rule="leaving.discharge",
    effect=_STOPS, gates=BEFORE_FOLLOW_UP, section=SectionKey.DISCHARGE)
DISCHARGE_SIGN_OUT = _discharge(key="discharge.sign-out",
    harm="something left behind in the patient: not counted, or not complete",
    gates=BEFORE_RECOVERY, section=SectionKey.SIGN_OUT, source="WHO checklist SO2",
    test="test_record")
DISCHARGE_NOTE = _discharge(key="discharge.note",
    harm="leaving while nobody vouches for what was done", section=SectionKey.NOTE,
    test="test_record")
DISCHARGE_NOT_ADOPTED = _discharge(key="discharge.not-adopted", rule="leaving.leaving",
    harm="leaving by numbers that nobody adopted", gates=BEFORE_DISCHARGE,
    section=SectionKey.RECOVERY,
    source=_LEAVING, criterion="Numbers for leaving", test="test_leaving")
DISCHARGE_TIME = _discharge(key="discharge.time", rule="leaving.leaving",
    harm="leaving before the block, the sedation or a reversal can come back",
    gates=BEFORE_DISCHARGE, section=SectionKey.RECOVERY, source=_LEAVING,
    criterion="Time of watching",
    test="test_leaving")
DISCHARGE_OBSERVED = _discharge(key="discharge.observed", harm="leaving unobserved",
    gates=BEFORE_DISCHARGE, section=SectionKey.RECOVERY, criterion="A full set",
    test="test_hazards")
DISCHARGE_PRESSURE = _discharge(key="discharge.pressure", rule="leaving.leaving",
    harm="leaving with a pressure that is not this patient's", gates=BEFORE_DISCHARGE,
    section=SectionKey.RECOVERY, source=_LEAVING, criterion="Systolic as before",
    test="test_leaving")
DISCHARGE_OXYGEN = _discharge(key="discharge.oxygen", rule="leaving.leaving",
    harm="leaving with less oxygen than the clinic's number and than on arrival",
    gates=BEFORE_DISCHARGE, section=SectionKey.RECOVERY, source=_LEAVING, criterion="Oxygen",
    test="test_leaving")
DISCHARGE_LIMBS = _discharge(key="discharge.limbs", rule="leaving.leaving",
    harm="a weak or numb limb goes home without a reason", gates=BEFORE_DISCHARGE,
    section=SectionKey.RECOVERY, source=_LEAVING, criterion="Arms and legs", test="test_leaving")
DISCHARGE_SCORE = _discharge(key="discharge.score", rule="leaving.leaving",
    harm="leaving sedated: no complete score, or too low", gates=BEFORE_DISCHARGE,
    section=SectionKey.RECOVERY, source=_LEAVING, criterion="Score", test="test_leaving")
DISCHARGE_STANDING = _discharge(key="discharge.standing", rule="leaving.leaving",
    harm="leaving without having stood and walked", source=_LEAVING, criterion="Stands and walks",
    test="test_leaving")
DISCHARGE_BLEEDING = _discharge(key="discharge.bleeding", rule="leaving.leaving",
    harm="leaving with a needle spot that bleeds", source=_LEAVING, criterion="Needle spots dry",
    test="test_leaving")
DISCHARGE_BLADDER = _discharge(key="discharge.bladder", rule="leaving.leaving",
    harm="a bladder that a neuraxial block still holds", source=_LEAVING, criterion="Bladder",
    test="test_leaving")
DISCHARGE_ESCORT = _discharge(key="discharge.escort",
    harm="sedated patient, or one whose limb is blocked, leaves alone", criterion="Escort seen",
    test="test_escort")
DISCHARGE_LAST_SET = _discharge(key="discharge.last-set", rule="leaving.leaving",
    harm="leaving long after anybody looked",
    section=SectionKey.RECOVERY, source=_LEAVING, criterion="Last set", test="test_leaving")
DISCHARGE_EVENT = _discharge(key="discharge.event",
    harm="leaving while something that went wrong is open", section=SectionKey.ESCALATION,
    source="clinical.md 5.7", criterion="Events closed", test="test_escalating")
DISCHARGE_ORDERED = _discharge(key="discharge.ordered", harm="leaving without a physician's order",
    passes=NOBODY, test="test_hazards")
DISCHARGE_SHEET = _discharge(key="discharge.sheet", harm="leaving without instructions",
    section=SectionKey.AFTERCARE, test="test_hazards")
DISCHARGE_DEVICE_ON = _discharge(key="discharge.device-on",
    harm="a heart device leaves switched off", test="test_implants")
RESTART_NOT_SAID = Hazard(key="restart.not-said", rule="bleeding.restart",
    harm="leaving without knowing when a blood thinner starts again", effect=_STOPS,
    gates=BEFORE_FOLLOW_UP, section=SectionKey.NOTE,
    source="clinical.md 5.6: restart plan for held drugs",
    test="test_restart")
RED_FLAG_TOLD = _red_flag(key="red-flag.told", rule="leaving.follow_up",
    harm="an emergency sign told or not asked on the phone, and nobody decides",
    gates=BEFORE_READY | BEFORE_CLOSING, section=SectionKey.FOLLOW_UP_CALL,
    source="clinical.md 5.7 and 6.4; which signs are asked is the design's", passes=NOBODY,
    who="nobody; a physician closes it", test="test_follow_up")

# fmt: on

EVERY: Final = tuple(row for row in globals().copy().values() if isinstance(row, Hazard))
_BY_KEY: Final = {row.key: row for row in EVERY}


def hazard_of(key: str) -> Hazard | None:
    """Return the row of a finding: its own, else that of its whole family; None if none has it."""
    return _BY_KEY.get(key) or _BY_KEY.get(f"{key.partition('.')[0]}.*")
