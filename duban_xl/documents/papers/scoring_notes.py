"""The rows of 计分口径 that are printed (印入通报) → sentences of a circular: what they mean, never their names and settings."""

from collections.abc import Collection

from duban_xl.catalogue import score_readings as said
from duban_xl.catalogue import wording
from duban_xl.model.score import Scoreboard, SettingLine
from duban_xl.score.words import TIE_BREAK, YEAR, Words


def scoring_notes(board: Scoreboard, words: Words, *, without: Collection[str] = ()) -> tuple[str, ...]:
    """A sentence for every printed row, those named in `without` left out."""
    printed = (line for line in board.settings if line.is_printed and line.key not in without)
    return tuple(note for line in printed if (note := _note(line, words, board.places)))


def _note(line: SettingLine, words: Words, places: int) -> str:
    """What the row means; "" where it says nothing."""
    key, value = line.key, line.value.strip()
    if not value and key in said.NOTED_UNSET:
        return said.NOTED_UNSET[key]
    meanings = said.NOTED.get(key) or said.READINGS.get(key)
    if meanings is not None:
        ties = words.text(TIE_BREAK) or TIE_BREAK
        return meanings.get(words.choice(key), "").format(places=places, ties=ties)
    told = _year_in_words(words) if key == YEAR else value
    return said.NOTED_FIGURES.get(key, said.OWN_NOTE).format(key=key, value=told) if told else ""


def _year_in_words(words: Words) -> str:
    """考核年度 "01-01..12-31" → 1月1日至12月31日."""
    start, end = words.year()
    first, last = (wording.MONTH_DAY.format(month=month, day=day) for month, day in (start, end))
    return (wording.YEAR_SPAN if start < end else wording.YEAR_SPAN_OVER).format(start=first, end=last)
