"""Papers for the chart: checklist, recovery, relief, transfer."""
