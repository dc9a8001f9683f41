//! Random bytes, from the machine.

use super::{AccountError, Error};
use crate::access;

/// So many random bytes.
pub(super) fn bytes<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| AccountError::NoChance)?;
    Ok(bytes)
}

/// A secret of 256 random bits, in letters.
pub(super) fn secret() -> Result<String, Error> {
    Ok(access::letters(&bytes::<32>()?))
}
