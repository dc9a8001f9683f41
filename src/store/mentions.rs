//! What people wrote of a household elsewhere than in the registers: its code is taken out of every such
//! text when it is erased.

use super::{Desk, Result, row::Row, value::Value};
use crate::domain::Spelling;

/// Rows read at a time.
const PAGE: u32 = 1_000;

const BEGIN: &str = "insert into erasing (territory, target) values ($1, 'texts')";
const END: &str = "delete from erasing where territory = $1 and target = 'texts'";

/// A column that people write into: how it is read and written, by the key of its row.
struct Texts {
    read: &'static str,
    write: &'static str,
}

macro_rules! texts {
    ($table:literal, $key:literal, $column:literal) => {
        Texts {
            read: concat!(
                "select ",
                $key,
                " as key, ",
                $column,
                " as text from ",
                $table,
                " where territory = $1 and lower(",
                $column,
                ") like $2 and ",
                $key,
                " > $3 order by ",
                $key,
                " limit $4"
            ),
            write: concat!(
                "update ",
                $table,
                " set ",
                $column,
                " = $3 where territory = $1 and ",
                $key,
                " = $2"
            ),
        }
    };
}

/// Every one of them. Who has read what, and what for, is not among them: readings are chained.
const ALL: [Texts; 14] = [
    texts!("visit", "id", "note"),
    texts!("observation", "visit || '/' || question", "note"),
    texts!("visit_ruling", "visit || '/' || decision", "reason"),
    texts!("outline_ruling", "visit || '/' || decision", "reason"),
    texts!("override_entry", "id", "reason"),
    texts!("override_lifting", "entry", "reason"),
    texts!("works_order", "id", "note"),
    texts!("works_ending", "works", "note"),
    texts!("works_ending", "works", "answers"),
    texts!("incident", "id", "narrative"),
    texts!("placing_decision", "proposal", "reason"),
    texts!("broken_glass", "id", "reason"),
    texts!("attachment", "id", "file_name"),
    texts!("attachment", "id", "removed_reason"),
];

impl Desk {
    /// Takes a code out of all that people wrote; tells in how many texts it stood.
    pub async fn take_out_of_texts(&mut self, code: &Spelling) -> Result<u64> {
        let here: Value<'static> = self.parts().1.as_str().to_owned().into();
        self.parts().0.rows(BEGIN, vec![here.clone()]).await?;
        let mut cleaned = 0;
        for texts in &ALL {
            cleaned += self.take_out_of(texts, (&here, code)).await?;
        }
        self.parts().0.rows(END, vec![here]).await?;
        Ok(cleaned)
    }

    async fn take_out_of(
        &mut self,
        texts: &Texts,
        (here, code): (&Value<'static>, &Spelling),
    ) -> Result<u64> {
        let (transaction, _) = self.parts();
        let like = code.pattern();
        let (mut after, mut cleaned) = (String::new(), 0);
        loop {
            let key = vec![
                here.clone(),
                like.clone().into(),
                after.clone().into(),
                PAGE.into(),
            ];
            let rows = transaction.rows(texts.read, key).await?;
            let Some(last) = rows.last() else {
                return Ok(cleaned);
            };
            after = last.get("key")?;
            for (key, text) in naming(&rows, code)? {
                let values = vec![here.clone(), key.into(), text.into()];
                transaction.rows(texts.write, values).await?;
                cleaned += 1;
            }
        }
    }
}

/// The texts in which a code stands as a word, without it, by their keys.
fn naming(rows: &[Row], code: &Spelling) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for row in rows {
        let text: String = row.get("text")?;
        if let Some(cleaned) = code.without(&text) {
            found.push((row.get("key")?, cleaned));
        }
    }
    Ok(found)
}
