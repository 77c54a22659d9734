"""Why a query of the desk's database gave nothing, in words that can hold no address, query or driver's own text."""

from typing import Any

from footnote.errors import Reason, SourceError
from footnote.text import Text
from tools.catalogue import Query

FAILURES = {
    "unset": (
        Text("{variable}, which holds its address, is not set.", "未设置保存其地址的变量 {variable}。"),
        False,
    ),
    "address": (
        Text(
            "{variable} holds no address that can be used: it should be postgresql://user:password@host/name "
            "(sslmode, sslrootcert and unix_sock may follow) or sqlite:////folder/file.db.",
            "{variable} 中的地址无法使用，应为 postgresql://user:password@host/name（其后可跟 sslmode、sslrootcert、"
            "unix_sock）或 sqlite:////folder/file.db。",
        ),
        False,
    ),
    "dialect": (
        Text(
            "{variable} begins with {kind}; known are postgresql:// and sqlite:///, which can be told to read only.",
            "{variable} 以 {kind} 开头；目前支持可设为只读的 postgresql:// 和 sqlite:///。",
        ),
        False,
    ),
    "driver": (
        Text(
            "the driver for PostgreSQL is not installed; install footnote-desk[postgresql].",
            "尚未安装 PostgreSQL 驱动，请安装 footnote-desk[postgresql]。",
        ),
        False,
    ),
    "unreachable": (
        Text(
            "the database cannot be reached or opened. Ask again later, or look whether {variable} leads to it.",
            "无法连接或打开数据库。请稍后重试，或检查 {variable} 是否指向该数据库。",
        ),
        True,
    ),
    "refused": (
        Text(
            "the database refuses the sign-in; correct {variable}.",
            "数据库拒绝登录，请更正 {variable}。",
        ),
        False,
    ),
    "slow": (
        Text(
            "no answer within the seconds a question may wait. Ask again, or narrow the query in desk.toml.",
            "未能在允许的时间内返回结果。请重试，或在 desk.toml 中缩小查询范围。",
        ),
        True,
    ),
    "busy": (
        Text("the database is locked by somebody who writes. Ask again.", "数据库正被写入并锁定，请重试。"),
        True,
    ),
    "writes": (
        Text(
            "the query wants to do more than read this database, which is not allowed; it should be one SELECT.",
            "该查询不只是读取本数据库，不予执行；应为单条 SELECT 语句。",
        ),
        False,
    ),
    "rights": (
        Text(
            "the database does not let this user read what the query names; ask for that right.",
            "该数据库用户无权读取查询所涉及的内容，请申请权限。",
        ),
        False,
    ),
    "missing": (
        Text(
            "the query names a table, a column or a function that the database does not have; correct it in desk.toml.",
            "查询所涉及的表、列或函数在数据库中不存在，请在 desk.toml 中更正。",
        ),
        False,
    ),
    "wording": (
        Text(
            "the database does not take the query as it is written; it should be one SELECT. Correct it in desk.toml.",
            "数据库不接受该查询的写法；应为单条 SELECT 语句，请在 desk.toml 中更正。",
        ),
        False,
    ),
    "long": (
        Text(
            "the query gives more than {most:,} rows; narrow it in desk.toml.",
            "查询返回超过 {most:,} 行，请在 desk.toml 中缩小范围。",
        ),
        False,
    ),
    "other": (
        Text(
            "the query fails in the database; run it there to see why.",
            "查询在数据库中执行失败，请直接在数据库中运行以查明原因。",
        ),
        False,
    ),
}
"""What goes wrong, what to do, and whether asking again may help."""
SQLSTATES = {
    **dict.fromkeys(("08", "57P", "53300"), "unreachable"),
    **dict.fromkeys(("28", "3D"), "refused"),
    **dict.fromkeys(("25", "0A"), "writes"),
    **dict.fromkeys(("42P01", "42703", "42883", "3F"), "missing"),
    **dict.fromkeys(("40", "55P03"), "busy"),
    "42501": "rights",
    "42": "wording",
    "57014": "slow",
}
SQLITE_NAMES = {
    **dict.fromkeys(("CANTOPEN", "NOTADB", "CORRUPT", "IOERR"), "unreachable"),
    **dict.fromkeys(("AUTH", "READONLY"), "writes"),
    **dict.fromkeys(("BUSY", "LOCKED"), "busy"),
    "INTERRUPT": "slow",
}
SET_UP = ("unset", "address", "dialect", "driver")


class Refused(Exception):  # noqa: N818 - it is caught here and becomes a SourceError
    """One of FAILURES, found before the database said anything."""

    def __init__(self, why: str, **told: Any) -> None:
        super().__init__(why)
        self.why, self.told = why, told


def failed(query: Query, error: Exception) -> SourceError:
    """What to say of *error*, which came while *query* ran; nothing of its own words is kept."""
    why = error.why if isinstance(error, Refused) else _why(error)
    told = error.told if isinstance(error, Refused) else {}
    text, retry = FAILURES[why]
    held = {"variable": query.variable, **told}
    en, zh = text.en.format(**held), text.zh.format(**held)
    reason: Reason = "not_configured" if why in SET_UP else "source_down"
    where = f"[sql.{query.name}]"
    return SourceError(Text(f"The query {where}: {en}", f"查询 {where}：{zh}"), retry=retry, reason=reason)


def _why(error: Exception) -> str:
    """Which of FAILURES a driver's error is, by its code alone where it has one."""
    if isinstance(error, ImportError):
        return "driver"
    if isinstance(error, TimeoutError):
        return "slow"
    told = error.args[0] if error.args else None
    if isinstance(told, dict):
        return _longest(str(told.get("C", "")), SQLSTATES)
    name = getattr(error, "sqlite_errorname", "")
    if name in ("SQLITE_ERROR", "SQLITE_SCHEMA"):
        return _of_sqlite(str(told))
    if name:
        return _longest(name.removeprefix("SQLITE_"), SQLITE_NAMES)
    if type(error).__module__.startswith("sqlite3"):
        return "wording" if "one statement" in str(told) else "other"
    return "unreachable"


def _longest(code: str, known: dict[str, str]) -> str:
    """What the longest beginning of *code* that is known stands for."""
    return next((known[code[:end]] for end in range(len(code), 0, -1) if code[:end] in known), "other")


def _of_sqlite(told: str) -> str:
    """SQLite has one code for most that can be wrong with a statement."""
    if told.startswith("no such"):
        return "missing"
    return "writes" if "not authorized" in told else "wording"
