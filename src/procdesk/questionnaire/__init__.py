"""MEAN: the FHIR R4 Questionnaire engine over the data in forms/."""
