"""GIVE: HL7 v2, FHIR R4 and CSV, read into plain facts that enter through workflow/."""
