"""Figures as pictures: lines, lines on a base of 100, bars, panels, points with a regression."""
