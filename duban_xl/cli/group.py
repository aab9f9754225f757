"""Edge: the list of commands with their Chinese aliases, loaded one at a time so that a command starts at once."""

from collections.abc import Sequence
from importlib import import_module
from typing import cast

import click

from duban_xl.catalogue.texts import COMMAND_NAMES
from duban_xl.model.text_size import half_widths

LINES = {
    "demo": "示范办公室走一遍全过程",
    "init": "新建办公室文件夹和台账",
    "dispatch": "按单位生成填报表",
    "collect": "收邮件、文件夹、压缩包里的来件并登记",
    "check": "检查寄回的填报表",
    "merge": "检查并合并到台账",
    "refresh": "重算到期日、下次报送和预警",
    "close-out": "注结销号，可同时归档",
    "calendar": "各年放假安排，登记放假通知",
    "due": "说明一个时限怎么算",
    "read": "说明台账里的一格怎样理解",
    "obligations": "谁在什么时候该报什么、办什么",
    "remind": "催办：名单和催办函",
    "score": "提出扣分候选、计分、出计分表",
    "decide": "认定、免扣、撤销扣分候选，登记后果",
    "write": "起草通报、通知书等文书",
    "sign": "登记审批、签发编号或作废文书",
    "template": "检查改过的公文模板，列出可用的填空项",
    "status": "当前情况",
    "log": "做过哪些改动",
    "undo": "撤销上一批改动",
    "explain": "用大白话说明代码或规则",
    "rules": "现行办法的各条规则",
    "doctor": "自检：安装、台账、日历、模板",
    "bench": "测速",
}
"""Command → one line of help, in the order of the work."""

COMMANDS = {name: (COMMAND_NAMES[name], line) for name, line in LINES.items()}
ALIASES = {alias: name for name, (alias, _line) in COMMANDS.items()}


class Chinese:
    """Help pages whose headings are Chinese; to be mixed into click's commands."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line with the command's form."""
        pieces = cast(click.Command, self).collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of options, then the commands of a group."""
        params = cast(click.Command, self).get_params(ctx)
        write_list(formatter, "选项：", [described(param) for param in params if isinstance(param, click.Option)])
        if isinstance(self, LazyGroup):
            self.format_commands(ctx, formatter)


def described(option: click.Option) -> tuple[str, str]:
    """How an option is written, and what it does."""
    form = ", ".join(option.opts) + ("" if option.is_flag or not option.metavar else f" {option.metavar}")
    return form, ("必填。" if option.required else "") + (option.help or "")


def write_list(formatter: click.HelpFormatter, heading: str, rows: Sequence[tuple[str, str]]) -> None:
    """Terms and their explanations in two columns that also stand in line where the terms are Chinese."""
    width = max(half_widths(term) for term, _text in rows)
    formatter.write(f"\n{heading}\n")
    for term, text in rows:
        formatter.write(f"  {term}{' ' * (width - half_widths(term))}  {text}\n")


class ChineseCommand(Chinese, click.Command):
    """A command with a Chinese help page."""


class LazyGroup(Chinese, click.Group):
    """A group that imports `duban_xl.cli.commands.<name>` only for the command that is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All commands in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name or Chinese alias."""
        name = ALIASES.get(cmd_name, cmd_name)
        if name not in COMMANDS:
            return None
        return import_module(f"duban_xl.cli.commands.{name.replace('-', '_')}").command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands without importing any of them."""
        write_list(formatter, "命令：", [(name, f"{alias}：{line}") for name, (alias, line) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    name="duban",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    subcommand_metavar="命令 [选项] …",
    options_metavar="",
    add_help_option=False,
)
@click.help_option("-h", "--help", help="显示说明。")
@click.version_option(package_name="duban-xl", message="duban %(version)s", help="显示版本。")
def main_group() -> None:
    """督查台账工具：下发填报表，检查和合并寄回的表，推算时限，计分，起草通报。

    例：duban merge 收件/2026Q3
    """
