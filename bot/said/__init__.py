"""What is said of each tool's figures, one file a family: a voice that is added here is heard."""
