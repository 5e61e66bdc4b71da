"""What people move: for every widget a state that knows no screen, and a view that decides nothing."""
