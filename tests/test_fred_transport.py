"""The way to FRED: TLS that is checked, proxies that are honoured, and sentences without an English word in Chinese."""

import inspect
import re
import shutil
import ssl
import subprocess
from datetime import date

import pytest
from fake_fred import fred_service, observations
from fakes import spec
from fred_reading import ROWS, read, refusal

from footnote.errors import FootnoteError
from footnote.text import Text
from tools.fred import faults

pytest_plugins = ("fred_fixtures",)


@pytest.fixture
def certificate(tmp_path):
    """A certificate for the loopback address that nobody has signed, with its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("there is no openssl here to make a certificate")
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    asked = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    more = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([openssl, *asked, *more], check=True, capture_output=True)
    return certificate, key


@pytest.fixture
def secure(fred, certificate):
    """The fake FRED over TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with fred_service(context) as service:
        service.replies["UNRATE"] = observations(*ROWS)
        yield service


def test_a_certificate_that_nobody_signed_is_refused(secure, caplog):
    error = refusal(lambda: read(secure, seconds=5), caplog)

    assert "certificate was not accepted" in error.text.en
    assert secure.asked == []


def test_a_certificate_of_the_desks_own_is_taken(secure, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))

    assert read(secure, seconds=5).values.tolist() == [4.5, 4.4, 4.3]


def test_a_proxy_of_the_environment_is_asked(fred, monkeypatch):
    monkeypatch.setenv("http_proxy", fred.url.removesuffix("/fred"))
    monkeypatch.setenv("no_proxy", "")
    fred.replies["UNRATE"] = observations(*ROWS)
    fred.url = "http://fred.invalid/fred"

    assert read(fred).values.tolist() == [4.5, 4.4, 4.3]


ARGUMENTS = {
    "name": "UNRATE",
    "status": 500,
    "series": spec("UNRATE"),
    "opens": date(1960, 3, 15),
    "first": date(2025, 1, 1),
    "last": date(2025, 6, 1),
    "day": "2026-01-01",
    "freq": "M",
    "said": date(2020, 1, 1),
    "today": date(2026, 2, 20),
    "differences": [Text("frequency: FRED says M, the catalogue Q", "频率：FRED 为月度，目录为季度")],
}
SAID = [each for _, each in inspect.getmembers(faults, inspect.isfunction) if each.__module__ == faults.__name__]


@pytest.mark.parametrize("said", SAID, ids=[each.__name__ for each in SAID])
def test_what_fred_did_is_said_in_both_languages(said):
    told = said(**{name: ARGUMENTS[name] for name in inspect.signature(said).parameters})

    text = told.text if isinstance(told, FootnoteError) else told
    assert set(re.findall(r"[A-Za-z_/]+", text.zh)) <= {"FRED", "FRED_API_KEY", "FRED_API_URL", "/fred", "UNRATE"}
    assert text.zh.endswith("。")
    assert text.en.endswith(".")
