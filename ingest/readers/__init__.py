"""One file a format, found when dropped in: ``suffixes``, ``parser``, ``read(path, data) -> Note``.

``begins(data)`` may say that a file is of this format by what it holds, whatever its name.
"""
