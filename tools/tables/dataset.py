"""A dataset of Parquet: one file, a folder of them or a pattern; what it holds, and a stamp that changes with it."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from footnote.errors import SourceError
from footnote.text import Text
from tools.tables import duck
from tools.tables.inside import is_inside

SUFFIXES = (".parquet", ".pq")
PATTERN = frozenset("*?[")
UNSEEN = (".", "_")
"""Names that start so are left lying by systems that write Parquet, beside the data."""

Stamp = tuple[tuple[str, int, int, int, int], ...]
"""Each file by its path in the data folder, and what changes whenever it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """Files that hold the same columns. ``types`` is DuckDB's type of each column, by its header."""

    root: Path
    name: str
    stamp: Stamp
    types: dict[str, str]

    @property
    def table(self) -> str:
        """The files as a table in a query that is handed ``$files``."""
        hive = "true, hive_types_autocast = false" if partitions(self.stamp[0][0]) else "false"
        return f"read_parquet($files, hive_partitioning = {hive})"

    @property
    def paths(self) -> list[str]:
        """The files as DuckDB takes them."""
        return [f"{self.root}/{file}" for file, *_ in self.stamp]


def handles(root: Path, name: str) -> bool:
    """Whether *name* in the data folder *root* is read here: Parquet by its ending, or a folder."""
    place = name.partition("#")[0]
    if place.casefold().endswith(SUFFIXES):
        return True
    return (place.endswith("/") or "." not in place) and (root / place).is_dir()


def found(root: Path, name: str, known: Dataset | None = None) -> Dataset:
    """The dataset *name* as it is now; *known* itself where nothing changed since."""
    root, place = root.absolute(), name.partition("#")[0].rstrip("/")
    try:
        files = _files(root, place)
        stamp = tuple((file, *_status(root, file)) for file in files)
    except OSError:
        raise _unreadable(place) from None
    if known is not None and known.stamp == stamp:
        return known
    if not files:
        raise SourceError(Text(f"{place} holds no Parquet files.", f"{place} 中没有 Parquet 文件。"))
    return Dataset(root=root, name=place, stamp=stamp, types=_types(root, place, stamp))


def _status(root: Path, file: str) -> tuple[int, int, int, int]:
    status = (root / file).stat()
    if not stat.S_ISREG(status.st_mode):  # to open a pipe is to wait for ever
        raise SourceError(Text(f"{file} is not a file. Move it away.", f"{file} 不是文件，请将其移走。"))
    return status.st_mtime_ns, status.st_size, status.st_ino, status.st_ctime_ns


def _files(root: Path, place: str) -> list[str]:
    """The files in order; what is no Parquet, and what links lead out of the data folder, is refused by name."""
    if PATTERN & set(place):
        listed = [path.relative_to(root).as_posix() for path in root.glob(place)]
    else:
        listed = list(_walked(root, place)) if (root / place).is_dir() else [place]
    files = sorted(file for file in listed if not any(part.startswith(UNSEEN) for part in file.split("/")))
    for file in {place, *files} if PATTERN & set(place) else {place, *(file for file in files if _is_link(root, file))}:
        if not is_inside(root, file):
            raise SourceError(Text(f"{file} leads outside the desk's data folder.", f"{file} 指向数据文件夹之外。"))
    for file in files:
        if not file.casefold().endswith(SUFFIXES) or (root / file).is_dir():
            raise SourceError(
                Text(
                    f"{file} is no Parquet file; a folder that is read as one table holds nothing else. Move it away, "
                    f"or write {place}/*.parquet.",
                    f"{file} 不是 Parquet 文件；按一张表读取的文件夹中不能有其他文件。"
                    f"请将其移走，或写成 {place}/*.parquet。",
                )
            )
        if PATTERN & set(str(root / file)):
            raise SourceError(
                Text(f"{file} has one of * ? [ in its path; rename it.", f"{file} 的路径含有 * ? [ 之一，请重命名。")
            )
    return files


def _walked(root: Path, place: str) -> Iterator[str]:
    """Every file under a folder, and every link to a folder, which is not walked."""
    for folder, folders, names in os.walk(root / place):
        at = Path(folder).relative_to(root).as_posix()
        yield from (f"{at}/{name}" for name in names)
        yield from (f"{at}/{name}" for name in folders if _is_link(root, f"{at}/{name}"))


def _is_link(root: Path, file: str) -> bool:
    return (root / file).is_symlink()


@lru_cache(maxsize=64)
def _types(root: Path, place: str, stamp: Stamp) -> dict[str, str]:
    """The one set of columns that all files hold; a file that holds others is refused by name."""
    held = Dataset(root=root, name=place, stamp=stamp, types={})
    query = "select file_name, name, duckdb_type, num_children from parquet_schema($files)"
    try:
        fields = duck.rows(root, query, files=held.paths)
    except duck.Unreadable:
        raise blamed(held, query) from None
    columns = _columns(fields)
    by_file = {
        file: columns[path] + [(key, "VARCHAR") for key in partitions(file)]
        for (file, *_), path in zip(stamp, held.paths, strict=True)
    }
    (opening, first), *_ = by_file.items()
    for file, here in by_file.items():
        _refuse_twins(file, [head for head, _ in here])
        if unlike := sorted({head for head, _ in set(first) ^ set(here)}):
            raise _unlike(file, opening, unlike[0], (dict(here).get(unlike[0]), dict(first).get(unlike[0])))
    if partitions(opening):
        _refuse_above(root, place, [head for head, _ in first])
    return dict(first)


def _refuse_above(root: Path, place: str, heads: list[str]) -> None:
    """DuckDB takes a column from every folder named ``key=value`` on the way, from those above the desk too."""
    held = {head.casefold() for head in heads}
    for part in root.parts:
        key, found, _ = part.partition("=")
        if found and key.casefold() in held:
            raise SourceError(
                Text(
                    f"{place} has the column {key!r}, and the desk lies in a folder named {key}=…, which would be read "
                    "in its place. Move the desk, or rename that folder.",
                    f"{place} 有 {key!r} 列，而数据文件夹位于名为 {key}=… 的文件夹中，会被误作该列。"
                    "请移动数据文件夹，或重命名该上级文件夹。",
                )
            )


def _columns(fields: list[tuple[str, str, str | None, int | None]]) -> dict[str, list[tuple[str, str]]]:
    """Header and type of the columns of each file; what lies within a nested column is not one."""
    found: dict[str, list[tuple[str, str]]] = {}
    within: dict[str, int] = {}
    for file, head, kind, children in fields:
        if file not in found:  # the first of a file is the whole of it
            found[file], within[file] = [], 0
        elif within[file]:
            within[file] += (children or 0) - 1
        else:
            found[file].append((head, "nested" if children else str(kind)))
            within[file] = children or 0
    return found


def partitions(file: str) -> list[str]:
    """The columns that folders named ``key=value`` add."""
    return [part.partition("=")[0] for part in file.split("/")[:-1] if "=" in part]


def _refuse_twins(file: str, heads: list[str]) -> None:
    """DuckDB does not tell headers apart that differ in case only."""
    seen: dict[str, str] = {}
    for head in heads:
        if (twin := seen.pop(head.casefold(), None)) is not None:
            raise SourceError(
                Text(
                    f"{file} has the columns {twin!r} and {head!r}, which differ in case at most; rename one.",
                    f"{file} 有 {twin!r} 和 {head!r} 两列，至多大小写不同，请重命名其一。",
                )
            )
        seen[head.casefold()] = head


def _unlike(file: str, opening: str, head: str, kinds: tuple[str | None, str | None]) -> SourceError:
    here, there = (Text(f"is {kind}", f"类型为 {kind}") if kind else Text("is missing", "缺失") for kind in kinds)
    return SourceError(
        Text(
            f"{file} does not hold the same columns as {opening}: {head!r} {here.en} in the one, {there.en} in the "
            "other. Write them alike.",
            f"{file} 与 {opening} 的列不同：{head!r} 在前者中{here.zh}，在后者中{there.zh}。请统一后重新写出。",
        )
    )


def blamed(held: Dataset, query: str, **values: object) -> SourceError:
    """Which of the files a query fails on."""
    for (file, *_), path in zip(held.stamp, held.paths, strict=True):
        try:
            duck.rows(held.root, query, files=[path], **values)
        except duck.TooLarge:
            break
        except duck.Unreadable:
            return _unreadable(file)
    return SourceError(
        Text(
            f"{held.name} cannot be read as one table within {duck.MEMORY} of memory.",
            f"{held.name} 无法在 {duck.MEMORY} 内存内作为一张表读取。",
        )
    )


def _unreadable(file: str) -> SourceError:
    return SourceError(
        Text(
            f"{file} cannot be read: it is missing, cut short or no Parquet file. Write it again.",
            f"无法读取 {file}：文件不存在、不完整或不是 Parquet 格式。请重新写出。",
        )
    )
