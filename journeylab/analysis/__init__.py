"""Numbers about journeys, simulated and observed alike."""
