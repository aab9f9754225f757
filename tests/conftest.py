"""Tests marked `office` need LibreOffice and poppler: skipped where they are missing, failed where they are required."""

import os
import shutil

import pytest
from hypothesis import HealthCheck, settings

from tests.played import played

__all__ = ["played"]

PROGRAMS = ("soffice", "pdftoppm")

settings.register_profile("house", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Ask for the programs that an office test needs."""
    if item.get_closest_marker("office") is None:
        return
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing and os.environ.get("DUBAN_REQUIRE_OFFICE"):
        pytest.fail(f"missing: {', '.join(missing)}")
    if missing:
        pytest.skip(f"missing: {', '.join(missing)}")
