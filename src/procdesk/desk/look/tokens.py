"""Tokens: every colour of the desk, three themes, one table."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The colours of one theme by role, as #RRGGBB; `edge_px` is the border of every control."""

    desk: str
    sheet: str
    well: str
    line: str
    grid: str
    edge: str
    ink: str
    ink2: str
    ink3: str
    act: str
    act_hov: str
    act_prs: str
    on_act: str
    act_soft: str
    stop: str
    on_stop: str
    stop_soft: str
    look: str
    on_look: str
    look_soft: str
    met: str
    on_met: str
    met_soft: str
    ring: str
    ring_in: str
    trace1: str
    trace2: str
    trace3: str
    edge_px: int = 1
    bar_px: int = 6


_TABLE = """
desk      #EEF1EF #0F1615 #000000
sheet     #FFFFFF #172120 #000000
well      #F6F8F7 #131C1B #000000
line      #D5DCD9 #2C3A38 #8A8A8A
grid      #E4E9E7 #24312F #4A4A4A
edge      #6B7A76 #7F918D #FFFFFF
ink       #10201D #E8EEEC #FFFFFF
ink2      #41514D #B6C3BF #FFFFFF
ink3      #596965 #94A39F #D9D9D9
act       #0B4F6C #7CC4E0 #FFE14D
act_hov   #083C53 #9AD3EA #FFF0A0
act_prs   #052B3C #B9E2F2 #FFFFFF
on_act    #FFFFFF #06222E #000000
act_soft  #E2EEF3 #1B3540 #2B2600
stop      #A61B1B #FF9C92 #FF9C92
on_stop   #FFFFFF #3A0906 #000000
stop_soft #FBE9E7 #3B1D1B #2A0000
look      #7A4A00 #F2C063 #FFC247
on_look   #FFFFFF #2E1D00 #000000
look_soft #FDF1D8 #372B14 #241800
met       #1C6440 #86CFA4 #8CF5B4
on_met    #FFFFFF #06251A #000000
met_soft  #E4F1EA #17302A #00210F
ring      #FFC61A #FFD34D #5CE1FF
ring_in   #10201D #0F1615 #000000
trace1    #10201D #E8EEEC #FFFFFF
trace2    #0B4F6C #7CC4E0 #5CE1FF
trace3    #41514D #B6C3BF #FFFFFF
"""
_ROWS = {row.split()[0]: row.split()[1:] for row in _TABLE.strip().splitlines()}


def _theme(column: int, edge_px: int, bar_px: int) -> Theme:
    names = [field.name for field in fields(Theme) if field.name in _ROWS]
    return Theme(**{name: _ROWS[name][column] for name in names}, edge_px=edge_px, bar_px=bar_px)


THEMES = {"light": _theme(0, 1, 6), "dark": _theme(1, 1, 6), "contrast": _theme(2, 2, 10)}
