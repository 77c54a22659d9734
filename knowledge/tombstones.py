"""What stays of notes that were retracted: their ids, and the day each was taken out."""

from knowledge.record import Record


def tombstones(record: Record, labels: frozenset[str]) -> dict[str, str]:
    """The day, as ``2026-02-20``, of every retraction that these labels may know of, by the note's id; latest first."""
    with record.reading() as connection:
        rows = connection.execute(
            "SELECT id, retracted, label FROM notes WHERE retracted IS NOT NULL AND revision IS NULL "
            "ORDER BY retracted DESC, id"
        ).fetchall()
    return {row["id"]: row["retracted"][:10] for row in rows if row["label"] in labels}
