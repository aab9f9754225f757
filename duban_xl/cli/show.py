"""The door to rich: tables, progress bars and closing summaries for people; imported only when something is shown."""

import sys
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from duban_xl.catalogue import cannot_run, told
from duban_xl.catalogue.texts import AND_MORE, ASK_SUFFIX, FILES_MADE, FINDINGS_FOUND, FINDINGS_HEADERS, YES_TYPED
from duban_xl.model.finding import Finding, Level
from duban_xl.workflows.office import Progress as Told
from duban_xl.workflows.office import silent

MOST_ROWS = 40
CELLS_SHOWN = 3  # of a finding that stands in several


class Screen:
    """What a person sees: results on stdout, progress on stderr; silent where nobody looks."""

    def __init__(self, *, quiet: bool = False, silent: bool = False) -> None:
        """`quiet` leaves out progress; `silent` shows nothing at all (the answer is JSON)."""
        width = None if sys.stdout.isatty() else 120
        self.out = Console(highlight=False, quiet=silent, width=width, soft_wrap=False)
        self.errors = Console(stderr=True, highlight=False, quiet=silent)
        self.shows_progress = not quiet and not silent and self.errors.is_terminal

    def say(self, text: str, *, style: str = "") -> None:
        """One line of text."""
        self.out.print(escape(text), style=style or None)

    def head(self, text: str) -> None:
        """The headline of a step."""
        self.out.print(f"[bold cyan]▶[/] [bold]{escape(text)}[/]")

    def table(
        self, title: str, headers: Sequence[str], rows: Iterable[Sequence[str]], *, most: int = MOST_ROWS
    ) -> None:
        """A table of texts; long ones are cut after `most` rows with a line that says so."""
        every = list(rows)
        if not every:
            return
        self.out.print(f"[bold]{escape(title)}[/]")
        shown = Table(box=SIMPLE_HEAD, pad_edge=False)
        for header in headers:
            shown.add_column(escape(header), overflow="fold")
        for row in every[:most]:
            shown.add_row(*(escape(cell) for cell in row))
        self.out.print(shown)
        if len(every) > most:
            self.say(AND_MORE.format(count=len(every) - most))

    def findings(self, found: Sequence[Finding], *, most: int = MOST_ROWS) -> None:
        """Findings with place, sentence and cure, errors first."""
        if not found:
            return
        ordered = sorted(found, key=lambda f: f.level is not Level.ERROR)
        errors = sum(1 for f in found if f.level is Level.ERROR)
        title = FINDINGS_FOUND.format(errors=errors, notices=len(found) - errors)
        self.table(title, FINDINGS_HEADERS, (_finding_row(f) for f in ordered), most=most)

    def made(self, rows: Iterable[Sequence[str]], *, title: str = "") -> None:
        """The closing table: what was made and where."""
        self.table(title or FILES_MADE[0], FILES_MADE[1:], rows)

    def panel(self, text: str) -> None:
        """A framed closing remark."""
        self.out.print(Panel(escape(text), expand=False))

    def ask(self, question: str) -> bool:
        """A yes/no question at the terminal; nobody is asked about what was not shown."""
        if self.out.quiet:
            raise cannot_run("C007")
        answer: str = click.prompt(question + ASK_SUFFIX, default="", show_default=False, prompt_suffix=" ")
        return answer.strip().lower() in YES_TYPED

    @contextmanager
    def progress(self, what: str) -> Generator[Told]:
        """A progress bar that names the file at hand; silent when nobody watches."""
        if not self.shows_progress:
            yield silent
            return
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[name]}"),
        )
        with Progress(*columns, console=self.errors, transient=True) as bar:
            task = bar.add_task(what, total=None, name="")

            def tell(name: str, done: int, total: int) -> None:
                bar.update(task, completed=done, total=total, name=name)

            yield tell


def _finding_row(found: Finding) -> tuple[str, str, str, str]:
    source = found.source
    beside = [one.cell for one in found.sources if (one.file, one.sheet) == (source.file, source.sheet) and one.cell]
    cells = "、".join(beside[:CELLS_SHOWN]) + ("……" if len(beside) > CELLS_SHOWN else "")
    place = " ".join(part for part in (source.file.replace("\\", "/").rsplit("/", 1)[-1], source.sheet, cells) if part)
    return found.level.value, found.code, place, told(found)
