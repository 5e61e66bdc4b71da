"""What an exercise is: its kinds, its rubric, its case; every kind in a file of its own."""
