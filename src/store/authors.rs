//! The name of whoever wrote a row: taken out of every row that holds it when their account is made
//! anonymous. What is chained, and receipts whose digest holds it, keep it.

use super::{Result, database::Transaction};
use crate::domain::Territory;

const BEGIN: &str = "insert into erasing (territory, target) values ($1, 'authors')";
const END: &str = "delete from erasing where territory = $1 and target = 'authors'";

macro_rules! authors {
    ($table:literal, $column:literal) => {
        concat!(
            "update ",
            $table,
            " set ",
            $column,
            " = $3 where territory = $1 and ",
            $column,
            " = $2"
        )
    };
}

/// Every column that holds the name of an author, but those of the record of changes and of readings, and
/// of receipts of erasures.
const ALL: [&str; 19] = [
    authors!("visit", "visited_by"),
    authors!("visit_ruling", "ruled_by"),
    authors!("outline_ruling", "ruled_by"),
    authors!("override_entry", "author"),
    authors!("override_lifting", "author"),
    authors!("works_order", "author"),
    authors!("works_ending", "author"),
    authors!("incident", "author"),
    authors!("placing_proposal", "author"),
    authors!("placing_decision", "author"),
    authors!("weights", "actor"),
    authors!("register_entry", "created_by"),
    authors!("register_entry", "changed_by"),
    authors!("register_revision", "actor"),
    authors!("register_request", "actor"),
    authors!("publication", "made_by"),
    authors!("attachment", "added_by"),
    authors!("attachment", "removed_by"),
    authors!("webhook", "created_by"),
];

/// Puts another name in the place of an author's everywhere.
pub(super) async fn rename(
    transaction: &mut Transaction,
    territory: &Territory,
    (was, becomes): (&str, &str),
) -> Result<()> {
    let here = || vec![territory.as_str().into()];
    transaction.rows(BEGIN, here()).await?;
    for sql in ALL {
        let values = vec![territory.as_str().into(), was.into(), becomes.into()];
        transaction.rows(sql, values).await?;
    }
    transaction.rows(END, here()).await?;
    Ok(())
}
