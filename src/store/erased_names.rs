//! By what the codes of erased households are still known, for texts that come in late.

use std::collections::BTreeSet;

use super::{Result, Store};
use crate::domain::Territory;

/// Read at a time, in the order of their numbers.
const PAGE: u32 = 10_000;

const SPELLINGS: &str = "
    select number, spelling from erasure
    where territory = $1 and number > $2 and spelling is not null
    order by number limit $3";

impl Store {
    /// The markers of all ways of writing the codes of erased households.
    pub async fn erased_spellings(&self, territory: &Territory) -> Result<BTreeSet<String>> {
        let mut found = BTreeSet::new();
        let mut after = 0_u64;
        loop {
            let key = vec![territory.as_str().into(), after.into(), PAGE.into()];
            let rows = self.database.rows(SPELLINGS, key).await?;
            let Some(last) = rows.last() else {
                return Ok(found);
            };
            after = last.count("number")?;
            for row in &rows {
                found.insert(row.get("spelling")?);
            }
        }
    }
}
