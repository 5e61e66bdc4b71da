"""Points for answers: variants, marking, evidence in free text, papers, repetition, exports."""
