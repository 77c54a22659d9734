"""What stands between FRED's web service and an answer: pace, breaker, transport, documents, checks, vintages."""
