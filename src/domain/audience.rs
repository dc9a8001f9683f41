//! Who is asking.

use super::code_list;

code_list! {
    /// Who is asking; decides what [`publish`](crate::publish) lets out.
    Audience {
        /// The people who do the work, on their own machine.
        Team = "team",
        /// Anybody: neighbourhood aggregates only, small counts hidden.
        Public = "public",
    }
}
