"""What things are: the subject, maps, scenarios, logs."""
