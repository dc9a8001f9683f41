//! Who may do what: one table of roles and rights, and the questions it answers.
//!
//! Whatever the table does not say is refused. It is asked with the [`Person`](crate::domain::Person)
//! who asks; nothing here reads a clock, a file or a database.

mod table;
mod question;
pub mod password;
mod secret;
mod factor;
mod bucket;

pub use bucket::{Allowance, Taken, take};
pub use factor::{factor_address, factor_code, factor_step, needs_factor};
pub use question::{
    Classes, SitesSeen, classes, may, may_break_glass, may_view_as, reach, sites, viewer,
};
pub use secret::{TOKEN_PREFIX, digest, from_letters, letters, token, token_id};
pub use table::{Right, right};
