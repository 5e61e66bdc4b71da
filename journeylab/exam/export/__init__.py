"""Exercises for other programs: Moodle, GIFT, Anki, tables, cards; each says what it could not carry."""
