"""Files in, objects out: the only part that reads and writes files."""
