//! Doors for programs and browsers.
