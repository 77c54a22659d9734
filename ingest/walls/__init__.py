"""The process that reads what others sent, the walls around it, and what is believed of what it says."""
