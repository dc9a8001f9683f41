//! A day in JSON, `YYYY-MM-DD`: for `#[serde(with = "iso_day")]`.

time::serde::format_description!(written, Date, "[year]-[month]-[day]");
pub(crate) use written::{deserialize, option, serialize};
