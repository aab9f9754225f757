"""A process that reads mutated forms one after the other, with bounded memory and time, and says what became of each.

The length of a file and its bytes come in; one line of JSON goes out. A crash or a hang ends the process, which tells.
"""

import json
import os
import resource
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

from duban_xl.catalogue import hint, message
from duban_xl.check.returns import check_return
from duban_xl.read.limits import OF_RETURN
from duban_xl.read.returns import read_return
from duban_xl.read.workbook import Unreadable, read_workbook
from tests.fuzz_seeds import seeds
from tests.returned import office

MEMORY, SECONDS = 500_000_000, 10
UNITS = """
    | 单位代码 | 单位名称 | 组别 | 主要负责人 | 启用 |
    | 007 | 县交通局 | 县直部门 | 赵一 | 是 |
"""
MATTERS = """
    | 事项编号 | 类别 | 事项名称 | 任务要求 | 主办单位 | 协办单位 | 交办日期 | 签收日期 | 办结时限 | 状态 | 办结日期 | 最新进展 |
    | YX-001 | 重点工作 | 修建水库 | 年内完工 | 县交通局 | | 2026-03-02 | 2026-03-03 | 2026-12-31 | 承办中 | | |
    | YX-002 | 重点工作 | 河道清淤 | 配合 | 县交通局 | | 2026-03-02 | 2026-03-03 | | 承办中 | | |
"""
SETTINGS = """
    | 参数 | 值 |
    | 台账编号 | YX-2026 |
    | 表单密钥 | key |
"""
LEDGER = office(units=UNITS, matters=MATTERS, settings=SETTINGS)


def judged(data: bytes) -> dict[str, Any]:
    """The codes of what was found; "crash" where anything but a finding came out, "memory" where it was used up."""
    try:
        returned = read_return(Path("2026Q3_县交通局.xlsx"), data)
        found = check_return(returned, LEDGER).findings
        for one in found:
            _ = message(one), hint(one)
    except BaseException:  # whatever comes out is what this is about
        return {"crash": traceback.format_exc()[-3000:]}
    codes = sorted({one.code for one in found})
    return {"codes": codes, "lines": len(returned.lines or ())} | _starved(data, codes)


def _starved(data: bytes, codes: list[str]) -> dict[str, Any]:
    """Whether L106 was said because the memory was gone, which no one should have to wait for."""
    if "L106" in codes:
        try:
            read_workbook(Path("x"), data, limits=OF_RETURN)
        except Unreadable as unreadable:
            if isinstance(unreadable.__cause__, MemoryError):
                return {"memory": True}
    return {}


def main() -> None:
    """Answer every file. The sound seeds go first, so that every module is loaded before memory is bounded."""
    for data in seeds().values():
        judged(data)
    with Path("/proc/self/statm").open() as told:
        size = int(told.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + MEMORY, size + MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # where the native reader tells of its panics
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    while line := sys.stdin.buffer.readline():
        data = sys.stdin.buffer.read(int(line))
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        said = judged(data)
        signal.setitimer(signal.ITIMER_PROF, 0)
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
