"""Ratios of times, measured within one run: machines differ, ratios hardly do."""
