# Footnote in Slack: docker build -t footnote .
# How to run it is in docs/slack.md. BASE may name a mirror, or pin a digest.

ARG BASE=python:3.11-slim-bookworm

FROM ${BASE} AS build
ARG PIP_INDEX_URL
ENV PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /src

# The environment that moves to the final image as it is: every package pinned by its hash.
COPY requirements.lock ./
RUN python -m venv /srv/footnote \
 && /srv/footnote/bin/python -m pip install --only-binary :all: --require-hashes -r requirements.lock

# The embedding weights, before the code, so that a change of the code does not fetch them again.
COPY knowledge/__init__.py knowledge/weights.py knowledge/weights.txt knowledge/
RUN /srv/footnote/bin/python -m knowledge.weights

# The build back end and what it needs, by the hashes of the other lock file; it stays behind in this stage.
COPY requirements-dev.lock ./
RUN awk '/^[^ ]/ { wanted = /^(hatchling|packaging|pathspec|pluggy|tomlkit|trove-classifiers)==/ } wanted' \
        requirements-dev.lock > build.lock \
 && python -m venv /srv/build \
 && /srv/build/bin/python -m pip install --only-binary :all: --require-hashes -r build.lock

COPY pyproject.toml README.md LICENSE manifest.json ./
COPY samples/desk samples/desk
COPY footnote footnote
COPY tools tools
COPY knowledge knowledge
COPY ingest ingest
COPY bot bot
RUN /srv/build/bin/python -m pip wheel --no-deps --no-index --no-build-isolation --wheel-dir /wheels . \
 && /srv/footnote/bin/python -m pip install --no-deps --no-index /wheels/*.whl \
 && /srv/footnote/bin/python -m pip uninstall --yes pip setuptools

FROM ${BASE}
RUN groupadd --gid 10001 footnote \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/footnote --shell /usr/sbin/nologin footnote \
 && install --directory --owner=10001 --group=10001 --mode=0700 /var/lib/footnote
COPY --from=build /srv/footnote /srv/footnote

# The volume is the one place that is written, SQLite's temporary files included, so the rest may be read-only.
# ONNX Runtime would report to its maker that it is used, and keep an id of the machine for that.
ENV PATH=/srv/footnote/bin:$PATH \
    PYTHONSAFEPATH=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    ORT_DISABLE_TELEMETRY=1 \
    TMPDIR=/var/lib/footnote \
    FOOTNOTE_HOME=/var/lib/footnote
VOLUME /var/lib/footnote
USER 10001:10001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "from urllib.request import ProxyHandler, build_opener as b; b(ProxyHandler({})).open('http://127.0.0.1:3000/readyz', timeout=4)"]
ENTRYPOINT ["footnote"]
CMD ["serve"]
