"""A stand-in for Excel on Windows: xlwings' own Windows engine, unmodified, over the in-memory Excel of pyOpenVBA.

What pywin32 and Windows give xlwings is replaced by modules made here; the objects behind them are pyOpenVBA's model of
Excel, whose behaviour was measured in Excel. A member that the model lacks fails the test, it is never made up.
"""

import atexit
import contextlib
import ctypes
import sys
from collections.abc import Callable, Generator, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from types import MethodType, ModuleType, SimpleNamespace
from typing import Any

from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.apps.excel._io import save_workbook
from pyopenvba.apps.excel._model import Application, Range, Workbook
from pyopenvba.exceptions import VBARuntimeError
from pyopenvba.interpreter._objects import VBAObject
from pyopenvba.interpreter._values import EMPTY, MISSING, NOTHING, NULL, VBAArray, VBADate, VBAErrorValue, VBAInt

REJECTED = -2147418111  # RPC_E_CALL_REJECTED: a cell is being edited, or a dialog is open
EXCEPTION, UNKNOWN_NAME = -2147352567, -2147352570
FAILED = -2146827284  # Excel's error 1004
NEED_ARGUMENTS = frozenset(("Range",))  # properties that late binding shows as methods
FIRST_ERROR = -2146828288  # what Excel adds to a cell's error number


class ComError(Exception):
    """What pywin32 raises: number, words, details."""

    def __init__(self, hresult: int, words: str = "", details: tuple[Any, ...] | None = None) -> None:
        super().__init__(hresult, words, details, None)
        self.hresult, self.strerror, self.excepinfo = hresult, words, details


def excel_error(words: str, code: int = FAILED) -> ComError:
    """The error that Excel itself gives for something that can't be done."""
    return ComError(EXCEPTION, "发生意外。", (0, "Microsoft Excel", words, None, 0, code))


class Time(datetime):
    """What pywin32 gives for a date."""


class Excel:
    """Running instances of Excel. `watch` is called before every call with its name: to fail it, or to be busy."""

    def __init__(self) -> None:
        self.applications: list[ExcelApplication] = []
        self.read_only: set[int] = set()  # ids of the workbooks that were opened to be read only
        self.watch: Callable[[str], None] = _nothing

    def open(self, path: Path, *, another_instance: bool = False, read_only: bool = False) -> Any:
        """Open the workbook `path`; an xlwings Book comes back."""
        if another_instance or not self.applications:
            self.applications.append(ExcelApplication())
        application = self.applications[-1]
        model: Any = application.application.Workbooks()
        opened = model.Open(str(path))
        if read_only:
            self.read_only.add(id(opened))
        return self.app(len(self.applications)).books[path.name]

    def app(self, number: int) -> Any:
        """The xlwings App of the instance `number`, from 1."""
        import xlwings
        from xlwings import _xlwindows

        root = Dispatch(self.applications[number - 1].application, self)
        return xlwings.App(impl=_xlwindows.App(xl=_xlwindows.COMRetryObjectWrapper(root)))


def _nothing(_name: str) -> None:
    """Watches nothing."""


class Dispatch:
    """One COM object seen through late binding."""

    def __init__(self, model: VBAObject, excel: Excel) -> None:
        object.__setattr__(self, "model", model)
        object.__setattr__(self, "excel", excel)

    @property
    def _oleobj_(self) -> Any:
        return SimpleNamespace(GetIDsOfNames=_unknown_name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        added = ADDED.get((type(self.model), name))
        if added is not None:
            return self._called(name, lambda: added(self))
        spec = self.model.vba_member(name)
        if spec is not None and (spec.kind == "method" or (name in NEED_ARGUMENTS and spec.parameters)):
            return MethodType(Dispatch._method(name), self)
        return self._called(name, lambda: self.model.vba_get(name))

    def __setattr__(self, name: str, value: Any) -> None:
        self._called(name, lambda: self.model.vba_set(name, _in(value)), verb="set")

    def __call__(self, *args: Any, **named: Any) -> Any:
        default = self.model.vba_default_member()
        name = default.name if default else "Item"
        if isinstance(self.model, Range):
            name = "Item"
        return self._call(name, args, named)

    def __iter__(self) -> Iterator[Any]:
        return (_out(item, self.excel) for item in self.model.vba_iterate())

    def _call(self, name: str, args: tuple[Any, ...], named: dict[str, Any]) -> Any:
        by_name = {key: _in(value) for key, value in named.items()}
        return self._called(name, lambda: self.model.vba_get(name, [_in(arg, missing=True) for arg in args], by_name))

    @staticmethod
    def _method(name: str) -> Callable[..., Any]:
        def method(self: "Dispatch", *args: Any, **named: Any) -> Any:
            return self._call(name, args, named)

        return method

    def _called(self, name: str, action: Callable[[], Any], *, verb: str = "get") -> Any:
        self.excel.watch(f"{verb} {self.model.vba_type_name}.{name}")
        try:
            return _out(action(), self.excel)
        except VBARuntimeError as failed:
            raise excel_error(str(failed)) from failed


def _unknown_name(_language: int, name: str) -> None:
    raise ComError(UNKNOWN_NAME, name)


def _in(value: Any, *, missing: bool = False) -> Any:
    """A value of Python as the model takes it."""
    match value:
        case None:
            return MISSING if missing else EMPTY
        case Dispatch():
            return value.model
        case _ if hasattr(value, "_inner"):  # what xlwings wraps around an object; pywin32 looks through it
            return _in(value._inner)
        case datetime():
            return VBADate.from_datetime(value.replace(tzinfo=None))
        case Decimal():
            raise TypeError("pywin32 would make a currency of a Decimal")
        case list() | tuple():
            rows: list[list[Any]] = [list(row) for row in value]
            columns = range(len(rows[0]))
            items = [_in(row[column]) for column in columns for row in rows]
            return VBAArray([(1, len(rows)), (1, len(rows[0]))], items=items)
        case bool() | float() | str():
            return value
        case int():
            return VBAInt(value, "Long")
    raise TypeError(type(value))


def _out(value: Any, excel: Excel) -> Any:
    """A value of the model as pywin32 gives it."""
    match value:
        case VBAObject():
            return Dispatch(value, excel)
        case VBADate():
            day = value.to_datetime()
            return Time(day.year, day.month, day.day, day.hour, day.minute, day.second)
        case VBAErrorValue():
            return FIRST_ERROR + value.number
        case VBAArray():
            (first, last), (left, right) = value.bounds
            rows = range(first, last + 1)
            return tuple(tuple(_out(value.get([r, c]), excel) for c in range(left, right + 1)) for r in rows)
        case VBAInt():
            return int(value)
    return None if value in (EMPTY, NULL, NOTHING) else value


class _AutoCorrect(VBAObject):
    """Application.AutoCorrect: whether tables grow over what is written beside them, and fill their columns."""

    vba_type_name = "AutoCorrect"
    vba_library = "excel"

    def __init__(self) -> None:
        self.switches = {"AutoExpandListRange": True, "AutoFillFormulasInLists": True}

    def vba_get(self, name: str, args: Any = (), named: Any = None) -> object:  # noqa: ARG002 - the model's signature
        return self.switches[name]

    def vba_set(self, name: str, value: object, args: Any = (), named: Any = None, *, by_ref: bool = False) -> None:  # noqa: ARG002
        self.switches[name] = bool(value)


_AUTO_CORRECT: dict[int, _AutoCorrect] = {}


def _auto_correct(application: Application) -> _AutoCorrect:
    return _AUTO_CORRECT.setdefault(id(application), _AutoCorrect())


def _save_copy(self: Dispatch, target: str) -> None:
    self.excel.watch("call Workbook.SaveCopyAs")
    save_workbook(self.model, Path(target))  # type: ignore[arg-type]


def _save(self: Dispatch) -> None:
    self.excel.watch("call Workbook.Save")
    self.model.Save()  # type: ignore[attr-defined]


ADDED: dict[tuple[type, str], Callable[[Dispatch], Any]] = {
    (Application, "Hwnd"): lambda self: _window(self.excel, self.model),
    (Application, "AutoCorrect"): lambda self: _auto_correct(self.model),  # type: ignore[arg-type]
    (Workbook, "FullName"): lambda self: f"{self.model.path}/{self.model.name}",  # type: ignore[attr-defined]
    (Workbook, "ReadOnly"): lambda self: id(self.model) in self.excel.read_only,
    (Workbook, "Date1904"): lambda _self: False,
    (Workbook, "FileFormat"): lambda _self: 51,  # xlOpenXMLWorkbook
    (Workbook, "SaveCopyAs"): lambda self: MethodType(_save_copy, self),
    (Workbook, "Save"): lambda self: MethodType(_save, self),
}
"""Members of Excel that the model lacks."""


def _window(excel: Excel, application: Any) -> int:
    return 1 + [one.application for one in excel.applications].index(application)


# What Windows and pywin32 give xlwings


class _Windows:
    """The windows on the screen: one per instance of Excel, numbered from 1."""

    def __init__(self) -> None:
        self.excel = Excel()

    def top(self, _parent: int | None) -> int:
        return 1 if self.excel.applications else 0

    def next(self, window: int, _how: int) -> int:
        return window + 1 if window < len(self.excel.applications) else 0

    def inside(self, window: int, _after: int, _kind: str, _title: str | None) -> int:
        return window

    def owner(self, window: int) -> tuple[int, int]:
        return 1, 1000 + window

    def accessible(self, window: int, _kind: int, _interface: Any, pointer: Any) -> None:
        pointer._obj.value = window

    def object(self, pointer: Any, _interface: Any, _count: bool) -> Dispatch:
        return Dispatch(self.excel.applications[pointer.value - 1].application, self.excel)


_WINDOWS = _Windows()


class _Early:
    """A wrapped object with early binding; nothing here makes one."""


def _module(name: str, **members: Any) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(members)
    return module


def _modules() -> dict[str, ModuleType]:
    zone = SimpleNamespace(utc=lambda: None)
    client = _module(
        "win32com.client", CDispatch=Dispatch, CoClassBaseClass=_Early, DispatchBaseClass=_Early,
        Dispatch=lambda one: one, DispatchEx=None,
    )  # fmt: skip
    return {
        "pywintypes": _module("pywintypes", com_error=ComError, error=OSError, TimeType=Time, IID=str),
        "win32api": _module("win32api"),
        "win32con": _module("win32con"),
        "pythoncom": _module("pythoncom", CoInitialize=lambda: None, ole_error=ComError, com_error=ComError),
        "win32gui": _module("win32gui", FindWindowEx=_WINDOWS.inside),
        "win32process": _module("win32process", GetWindowThreadProcessId=_WINDOWS.owner),
        "win32timezone": _module("win32timezone", TimeZoneInfo=zone),
        "win32com": _module("win32com", client=client),
        "win32com.client": client,
    }


def _engine() -> ModuleType:
    """xlwings' Windows engine, loaded once, with what it needs of Windows replaced."""
    import xlwings

    fakes = _modules()
    fakes["pythoncom"].__file__ = "pythoncom.dll"
    user32 = SimpleNamespace(GetTopWindow=_WINDOWS.top, GetWindow=_WINDOWS.next)
    ole = SimpleNamespace(
        ole32=SimpleNamespace(CLSIDFromString=lambda _text, _pointer: None),
        oleacc=SimpleNamespace(AccessibleObjectFromWindow=_WINDOWS.accessible),
    )
    library = SimpleNamespace(PyCom_PyObjectFromIUnknown=_Function(_WINDOWS.object))
    ctypes_fakes = {"oledll": ole, "windll": SimpleNamespace(user32=user32), "PyDLL": lambda _path: library}
    before = {name: vars(ctypes).get(name) for name in ctypes_fakes}
    sys.modules.update(fakes)
    vars(ctypes).update(ctypes_fakes)
    try:
        from xlwings import _xlwindows
    finally:
        for name in fakes:
            del sys.modules[name]
        for name, value in before.items():
            if value is None:
                delattr(ctypes, name)
            else:
                setattr(ctypes, name, value)
    atexit.unregister(_xlwindows.cleanup)
    del sys.modules["xlwings._xlwindows"], xlwings._xlwindows
    return _xlwindows


class _Function:
    """A function of a library, whose type of result may be set."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function, self.restype = function, None

    def __call__(self, *args: Any) -> Any:
        return self.function(*args)


_LOADED: list[ModuleType] = []


@contextlib.contextmanager
def running_excel() -> Generator[Excel, None, None]:
    """An Excel that xlwings finds, as if this were Windows; without any workbook at first."""
    import xlwings

    if not _LOADED:
        _LOADED.append(_engine())
    windows: Any = _LOADED[0]
    engines = xlwings.engines
    before = engines.engines, engines.engines_by_name, engines.active
    engines.engines, engines.engines_by_name = [], {}
    _WINDOWS.excel = Excel()
    windows.N_COM_ATTEMPTS = 3  # a test must not wait for ever for a member that is not there
    sys.modules["xlwings._xlwindows"] = xlwings._xlwindows = windows
    follow = Range._tables_follow
    Range._tables_follow = _if_tables_grow(follow)  # type: ignore[method-assign]
    try:
        engine = xlwings.Engine(impl=windows.engine)
        engines.add(engine)
        engines.active = engine
        yield _WINDOWS.excel
    finally:
        Range._tables_follow = follow  # type: ignore[method-assign]
        del sys.modules["xlwings._xlwindows"], xlwings._xlwindows
        engines.engines, engines.engines_by_name, engines.active = before
        _AUTO_CORRECT.clear()


def _if_tables_grow(follow: Callable[[Range], None]) -> Callable[[Range], None]:
    """Tables grow over what is written beside them only while Excel's switch for that is on."""

    def following(self: Range) -> None:
        if _auto_correct(self.sheet.book.application).switches["AutoExpandListRange"]:
            follow(self)

    return following
