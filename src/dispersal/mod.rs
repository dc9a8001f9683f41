//! Spread or gathered: indices of how rehoused households share the neighbourhoods. Pure calculation.
