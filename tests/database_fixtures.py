"""An SQLite file, and a real PostgreSQL on a free loopback port; a module takes them by ``pytest_plugins``."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from desk_queries import PASSWORD

TABLES = (
    "create table positions (date date, value numeric, note text)",
    "insert into positions values ('2026-01-31', 2.5, 'b'), ('2025-12-31', 1, 'a'), ('2026-02-28', null, 'c')",
    "create table prints (date date, realtime_start date, value numeric)",
    "insert into prints values ('2025-11-01', '2025-12-05', 100), ('2025-11-01', '2026-01-09', 110)",
    "insert into prints values ('2025-12-01', '2026-01-09', 200)",
)
START_SECONDS = 30
INITDB = ("-E", "UTF8", "--no-locale", "--auth=scram-sha-256", "--no-sync")


@dataclass(frozen=True)
class Server:
    port: int

    def url(self, user="desk", database="postgres", password=PASSWORD, **query):
        tail = "&".join(f"{name}={value}" for name, value in query.items())
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}{'?' if tail else ''}{tail}"

    def run(self, *statements):
        """Runs *statements* as the owner of everything."""
        from pg8000.dbapi import connect

        known = {"user": "desk", "password": PASSWORD, "database": "postgres"}
        with closing(connect(**known, host="127.0.0.1", port=self.port)) as connection:
            connection.autocommit = True
            for statement in statements:
                connection.cursor().execute(statement)


def _binaries():
    """The folder with the newest PostgreSQL of this machine."""
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    found = shutil.which("postgres")
    folders = [*packaged[::-1], *([Path(found).resolve().parent] if found else [])]
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def _somebody_else():
    """Who runs the server: PostgreSQL refuses to be run by root."""
    return {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(process, port):
    """Until the server can be reached; False where it never can."""
    ends = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < ends:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
        time.sleep(0.05)
    return False


@pytest.fixture(scope="session")
def postgres():
    """A server with one user, who has a password; stopped and gone when the tests end."""
    folder = _binaries()
    if folder is None:
        pytest.skip("no PostgreSQL server is installed on this machine")
    home = Path(tempfile.mkdtemp(prefix="footnote-pg-"))
    who, data = _somebody_else(), home / "data"
    try:
        (home / "password").write_text(PASSWORD)
        if who:
            home.chmod(0o755)
            data.mkdir(mode=0o700)
            shutil.chown(data, who["user"], who["group"])
        made = subprocess.run(
            [folder / "initdb", "-D", data, "-U", "desk", f"--pwfile={home / 'password'}", *INITDB],
            cwd=home,
            capture_output=True,
            text=True,
            **who,
        )
        if made.returncode:
            pytest.skip(f"PostgreSQL cannot be set up here: {made.stderr.strip().splitlines()[-1]}")
        port = _free_port()
        options = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off"]
        with (home / "log").open("w") as log:
            process = subprocess.Popen(
                [folder / "postgres", "-D", data, "-p", str(port), *options], cwd=home, stdout=log, stderr=log, **who
            )
        try:
            if not _wait(process, port):
                pytest.skip("PostgreSQL does not start here")
            yield Server(port)
        finally:
            process.send_signal(signal.SIGINT)  # does not wait for anybody who is still connected
            process.wait(timeout=START_SECONDS)
    finally:
        shutil.rmtree(home)


@pytest.fixture
def lite(tmp_path):
    """The address of an SQLite file with the tables."""
    path = tmp_path / "a desk's #1.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in TABLES:
            connection.execute(statement)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def elephant(postgres):
    """The address of a PostgreSQL with the same tables, more types and a sequence."""
    postgres.run(*TABLES, "create sequence counter", "create table payroll (secret int)")
    postgres.run("create role guest login password 'guest'")
    return postgres.url()


@pytest.fixture(params=["lite", "elephant"])
def address(request):
    """Each kind of database in turn."""
    return request.getfixturevalue(request.param)
