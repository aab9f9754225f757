"""The pictures of the manual: pages of samples as LibreOffice prints them → docs/pictures.

python -m tests.manual_pages     # draws all of them anew; look at them before they are kept
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from duban_xl.documents.papers.document import render
from duban_xl.documents.papers.registry import kind_named
from duban_xl.documents.papers.sample import OFFICE
from duban_xl.workflows.pictures import make_pictures
from tests.papers import TEMPLATES

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PAGES = {
    "督查通报": 1,
    "督查通知书": 1,
    "催办单": 1,
    "督查专报": 1,
    "贯彻落实情况报告": 1,
    "任务分解表": 3,
    "约谈记录": 1,
    "三色督查单": 1,
}
"""Kind → the page of its sample that the manual shows."""


def main() -> None:
    """Draws every page."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        documents = [Path(folder, f"{name}.docx") for name in PAGES]
        for document in documents:
            kind = kind_named(document.stem)
            template = TEMPLATES / kind.file
            document.write_bytes(render(kind.name, kind.sample(), OFFICE, template=template, status="草稿"))
        made = make_pictures(documents, pdf=False, preview=True)
        assert not made.findings, made.findings
        for name, page in PAGES.items():
            (FOLDER / f"{name}.png").write_bytes(Path(folder, f"{name}-{page}.png").read_bytes())


if __name__ == "__main__":
    main()
