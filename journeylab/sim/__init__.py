"""Journeys from a scenario."""
