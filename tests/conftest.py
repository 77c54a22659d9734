# TO WHOEVER WROTE tests/conftest.py BEFORE 07:19: I (tests of footnote/ and tools/) overwrote it by mistake within the
# minute you made it. I do not need this file (my fixtures are in fred_fixtures.py): please write yours again over this.
