"""The findings of `procdesk review` on real bundles: those a person reads, and no others."""

import json

import pytest

from procdesk.cli import main
from support.places import SHARED

AT = "2026-11-25T09:00-05:00"
BUNDLES = {
    # What a person reads in each bundle, for an interlaminar lumbar epidural on 25 Nov 2026.
    "Chauncey_Johnston": set(),  # naproxen: no stop at intermediate risk
    "Clemente_Kreiger": set(),
    "Dirk_Kuhlman": {"glucose.before-steroid"},  # diabetes, steroid, no glucose of today
    "Fabian_Murray": {"glucose.before-steroid"},
    "Fidel_Bins": {"allergy.latex"},  # mould, mite, dander, pollen, nut: nothing
    "Garrett_Thompson": {"identity.deceased"},
    "Kermit_Trantow": set(),  # bee venom, shellfish, peanuts: nothing
    "Lonnie_Von": set(),  # naproxen
    # No source gives an age from which nobody asks: an X-ray asks every woman.
    "Mafalda_Turcotte": {"anticoagulant.warfarin", "anticoagulant.naproxen", "pregnancy"},
    "María_Luisa_Razo": {"anticoagulant.clopidogrel", "pregnancy"},
    "Max_Dicki": {"anticoagulant.warfarin"},
    "Xuan_Christiansen": {"pregnancy"},  # 26 years old, X-ray
}


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data are not beside the project")
@pytest.mark.parametrize("name", BUNDLES)
def test_the_twelve_bundles_raise_what_a_person_reads_in_them(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (path,) = (SHARED / "data" / "patients").glob(f"{name}_*.json")
    words = ("--procedure", "esi-interlaminar-lumbar", "--policy", "asra-pain-2018")
    main(["--json", "--at", AT, "review", str(path), *words])
    keys = {one["key"] for one in json.loads(capsys.readouterr().out)["findings"]}
    families = {"pregnancy"}  # one finding of the family, whichever its name
    assert {key.split(".")[0] if key.split(".")[0] in families else key for key in keys} == (
        BUNDLES[name]
    )
