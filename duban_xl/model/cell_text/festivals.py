"""The names of holidays → the days they fall on: the fixed ones for every year, those of the lunar calendar from a table."""

from collections.abc import Iterator
from datetime import date

FIRST_YEAR, LAST_YEAR = 2020, 2099
FIXED = {
    "元旦": (1, 1),
    "三八": (3, 8),
    "妇女": (3, 8),
    "五一": (5, 1),
    "劳动": (5, 1),
    "五四": (5, 4),
    "六一": (6, 1),
    "儿童": (6, 1),
    "七一": (7, 1),
    "建党": (7, 1),
    "八一": (8, 1),
    "建军": (8, 1),
    "教师": (9, 10),
    "十一": (10, 1),
    "国庆": (10, 1),
}
LUNAR = {
    "春": "2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03",
    "元宵": "2025-02-12 2026-03-03 2027-02-20 2028-02-09 2029-02-27 2030-02-17",
    "清明": "2025-04-04 2026-04-05 2027-04-05 2028-04-04 2029-04-04 2030-04-05",
    "端午": "2025-05-31 2026-06-19 2027-06-09 2028-05-28 2029-06-16 2030-06-05",
    "中秋": "2025-10-06 2026-09-25 2027-09-15 2028-10-03 2029-09-22 2030-09-12",
    "重阳": "2025-10-29 2026-10-18 2027-10-08 2028-10-26 2029-10-16 2030-10-05",
}
NAMES = "|".join((*FIXED, *LUNAR))
"""Every known holiday, as a part of a regular expression."""


def festival_days(name: str) -> Iterator[date]:
    """Every day known for the holiday `name` (国庆, 春), in order; of a lunar one only the years of the table."""
    if name in FIXED:
        month, day = FIXED[name]
        yield from (date(year, month, day) for year in range(FIRST_YEAR, LAST_YEAR + 1))
    else:
        yield from map(date.fromisoformat, LUNAR[name].split(" "))
