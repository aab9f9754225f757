"""Tests marked `office` need LibreOffice and poppler: skipped where they are missing, failed where they are required."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.cli import build_office
from tests.played import played

__all__ = ["played"]

PROGRAMS = ("soffice", "pdftoppm")

settings.register_profile("house", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(scope="session")
def built_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small office, built once for all tests that work in a copy of it; no test works in it."""
    return build_office(tmp_path_factory.mktemp("built") / "督查室")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Ask for the programs that an office test needs."""
    if item.get_closest_marker("office") is None:
        return
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing and os.environ.get("DUBAN_REQUIRE_OFFICE"):
        pytest.fail(f"missing: {', '.join(missing)}")
    if missing:
        pytest.skip(f"missing: {', '.join(missing)}")
