//! How dangerous is this place: exposure, score, interval, ranking. Pure calculation.
