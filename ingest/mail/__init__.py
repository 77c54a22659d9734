"""Mails: their header lines, and what is attached to them."""
