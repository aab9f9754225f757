"""The codes under which the faults of a table are reported: one set for the ledger, one for returned forms."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """One code per fault that reading a table can meet."""

    # the table as a whole
    no_header: str
    column_missing: str
    column_near_miss: str
    optional_missing: str
    optional_near_miss: str
    column_twice: str
    column_unknown: str
    blank_rows: str
    header_again: str
    aside_rows: str = ""  # "" for tables that nobody adds subtotals or notes to
    merged_cells: str = ""
    # single cells, beside the T12x–T14x codes of `model/cell_text/reading.py`
    date_read: str
    not_whole: str
    number_read: str
    percent_scale: str
    yes_no_unread: str
    cell_error: str
    cell_uncalculated: str
    computed_formula: str = ""  # "" where no column is computed
    id_tidied: str = ""  # "" where numbers are typed by those who made them
    id_is_day: str = ""
    id_is_number: str = ""


LEDGER = Codes(
    no_header="L110",
    column_missing="L111",
    column_near_miss="L112",
    optional_missing="L113",
    column_twice="L114",
    column_unknown="L115",
    blank_rows="L116",
    header_again="L117",
    aside_rows="L162",
    merged_cells="L163",
    optional_near_miss="L118",
    date_read="L121",
    not_whole="L122",
    number_read="L123",
    percent_scale="L126",
    yes_no_unread="L127",
    cell_error="L128",
    cell_uncalculated="L129",
    computed_formula="L166",
)

RETURN = Codes(
    no_header="R115",
    column_missing="R121",
    column_near_miss="R123",
    optional_missing="R124",
    column_twice="R122",
    column_unknown="R120",
    blank_rows="R125",
    header_again="R126",
    optional_near_miss="R127",
    date_read="R131",
    not_whole="R132",
    number_read="R133",
    percent_scale="R136",
    yes_no_unread="R137",
    cell_error="R138",
    cell_uncalculated="R139",
    aside_rows="R143",
    merged_cells="R146",
    id_tidied="R150",
    id_is_day="R151",
    id_is_number="R152",
)
