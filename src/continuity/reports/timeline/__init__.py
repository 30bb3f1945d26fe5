"""The timeline: bars on a scale of days, as SVG and in a terminal."""
