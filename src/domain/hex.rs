//! Bytes as people copy them.

use std::fmt::Write;

/// The bytes in hexadecimal digits.
///
/// ```
/// assert_eq!(jalon::domain::hex(&[0, 10, 255]), "000aff");
/// ```
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
