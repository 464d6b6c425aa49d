"""Findings in the patient on the day: vital signs, glucose, pregnancy, infection, implants."""
