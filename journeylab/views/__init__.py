"""Pictures of maps, journeys and numbers."""
