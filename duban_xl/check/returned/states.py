"""进展状态 in the unit's own words → the list's word where the dictionary is certain, told beside what was written."""

from dataclasses import replace

from duban_xl.catalogue import finding
from duban_xl.model.cell_text.status_text import StatusWords, read_status, state_meant, words_of
from duban_xl.model.columns import RETURN_FORM
from duban_xl.model.finding import Finding
from duban_xl.model.form import FormLine, ReturnedFile
from duban_xl.model.ledger import Ledger

STATE = RETURN_FORM["progress_state"]


def with_states_understood(returned: ReturnedFile, ledger: Ledger) -> ReturnedFile:
    """`returned` with every certain word for a state (推进缓慢) replaced by the state (滞后), and T190 at its cell.

    Doubtful words and unknown ones stay as they are: the checks of the row ask about them.
    """
    words = words_of((setting.key, setting.value) for setting in ledger.settings)
    read = tuple(_understood(line, words) for line in returned.lines or ())
    found = tuple(told for _line, told in read if told)
    if not found:
        return returned
    return replace(returned, lines=tuple(line for line, _told in read), findings=(*returned.findings, *found))


def _understood(line: FormLine, words: StatusWords) -> tuple[FormLine, Finding | None]:
    written = line.progress_state
    if not written or written in STATE.choices:
        return line, None
    read = read_status(written, words)
    state = state_meant(written, STATE.choices, words)
    if read.confirm or not state:
        return line, None
    record = replace(
        line.record,
        values={**line.record.values, STATE.key: state},
        written={**line.record.written, STATE.key: written},
    )
    told = finding(read.note or "T190", line.source(STATE.key), **{**read.quoted, "value": state})
    return replace(line, progress_state=state, record=record), told
