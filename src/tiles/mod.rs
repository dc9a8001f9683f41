//! Features to tile bytes: clip, simplify, quantize, encode.
