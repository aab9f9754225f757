"""Edge: `--pdf` and `--preview` of the commands that write documents."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

from duban_xl.catalogue import texts
from duban_xl.cli.show import Screen
from duban_xl.workflows.pictures import Pictures, make_pictures

F = TypeVar("F", bound=Callable[..., object])


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be made besides the documents."""

    pdf: bool
    preview: bool


def picture_options(function: F) -> F:
    """`--pdf` and `--preview`."""
    function = click.option("--preview", is_flag=True, help="同时生成各页的图片（.png），放在文书旁边。")(function)
    return click.option("--pdf", is_flag=True, help="同时生成 PDF，放在文书旁边；须安装 LibreOffice。")(function)


def with_pictures(screen: Screen, documents: Sequence[Path], wanted: Wanted) -> Pictures:
    """Make and show what is wanted of `documents`."""
    with screen.progress(texts.PICTURES) as told:
        pictures = make_pictures(documents, pdf=wanted.pdf, preview=wanted.preview, progress=told)
    screen.made([(texts.PICTURE_FILE[path.suffix], str(path)) for path in pictures.files])
    screen.findings(pictures.findings)
    return pictures
