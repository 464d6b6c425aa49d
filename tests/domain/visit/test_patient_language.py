"""The language of a patient: a key where a tag says it, else the words as they were said."""

import pytest

from procdesk.domain.visit.case import Case
from procdesk.domain.visit.patient import Patient
from procdesk.domain.visit.patient_language import reads


@pytest.mark.parametrize(
    ("registered", "language"),
    [
        *(("es", "es"), ("ES", "es"), ("es-US", "es"), ("es_MX", "es"), ("", "")),
        *(("Estonian", "Estonian"), ("est", "est"), ("por", "por"), ("none", "none")),
    ],
)
def test_only_a_tag_is_a_key(registered: str, language: str) -> None:
    assert reads(Case(id="c"), Patient(id="p", language=registered)) == language
