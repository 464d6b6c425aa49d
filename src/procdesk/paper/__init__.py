"""GIVE: what a page needs, handed in -> PDF bytes. The only folder that knows ReportLab."""
