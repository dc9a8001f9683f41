//! Bytes to a sealed file and back: packed with zstd, encrypted and authenticated in the age format.
//!
//! A sealed file is what `zstd | age` would make, and `age -d | zstd -d` opens it, so that a backup
//! outlives this program. Whatever is changed, cut off or added is refused when it is opened: age
//! authenticates every 64 kB and the end. Both ways hold some megabytes, however large the file is.

mod error;
mod keys;
mod sealed;
mod staging;

pub use error::Error;
pub use keys::{Keys, Lock, new_identity};
pub use sealed::{Ready, Replacing, open, seal};
pub use staging::{Staging, sync_folder};
