//! Works orders: asked for, done or cancelled, listed; what was seen when one was done.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use time::Date;

use super::{Error, Jalon};
use crate::{
    domain::{
        Ending, EntryError, Filed, NewEnding, NewWorksOrder, SettlementId, WorksEnding, WorksOrder,
    },
    hazard::{self, Answer, Answers, Model, Reply},
    store::Wanted,
};

/// Answers that one ended order may carry.
const MOST_ANSWERS: usize = 100;

/// A works order that has just ended.
#[derive(Clone, Debug)]
pub struct WorksEnded {
    /// The order with its end.
    pub order: Filed<WorksOrder>,
    /// What was seen on the spot, when answers came with it.
    pub seen: Option<SeenAtWorks>,
}

/// What was seen on the spot when work was done: all that a visit needs.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenAtWorks {
    /// Where.
    pub settlement: SettlementId,
    /// On which day.
    pub on: Date,
    /// Who saw it.
    pub by: String,
    /// Of which team.
    pub team: Option<String>,
    /// Question and reply, checked against the questions of the weights.
    pub replies: BTreeMap<String, Reply>,
}

impl Jalon {
    /// Writes down a works order.
    ///
    /// # Errors
    /// A settlement that is not there, or a value that cannot be taken.
    pub async fn add_works_order(
        &self,
        new: &NewWorksOrder,
        actor: &str,
    ) -> Result<Filed<WorksOrder>, Error> {
        let record = WorksOrder::entered(new, self.origin(&new.settlement)?)?;
        let settlement = new.settlement.trim().to_owned();
        let event = self.event(
            (actor, "works-add"),
            format!("settlement/{settlement}/works"),
            json!({ "id": record.id, "kind": record.kind, "cost_eur": record.cost_eur() }),
        );
        let number = self
            .store
            .add_works_order(&self.territory, &record, &event)
            .await?;
        Ok(Filed {
            number,
            settlement,
            record,
        })
    }

    /// Ends the works order of a number.
    ///
    /// # Errors
    /// An order that is not there or has ended before, a value that cannot be taken, an answer to
    /// no question.
    pub async fn end_works_order(
        &self,
        number: u64,
        (how, new): (Ending, &NewEnding),
        actor: &str,
    ) -> Result<WorksEnded, Error> {
        let found = self.store.works_order(&self.territory, number).await?;
        let mut order = found.ok_or(Error::NoWorksOrder { number })?;
        let ending = order.record.ended(how, new, self.clock.now())?;
        let seen = observe_done_work(&self.model(), &order.record, &ending)?;
        let event = self.event(
            (actor, "works-end"),
            format!("settlement/{}/works", order.settlement),
            json!({ "number": number, "how": how, "answers": ending.answers.len() }),
        );
        self.store
            .end_works_order(&self.territory, (&order.record, &ending), &event)
            .await?;
        order.record.ending = Some(ending);
        Ok(WorksEnded { order, seen })
    }

    /// Works orders, newest first.
    pub async fn works_orders(&self, wanted: Wanted<'_>) -> Result<Vec<Filed<WorksOrder>>, Error> {
        Ok(self.store.works_orders(&self.territory, wanted).await?)
    }

    /// Works orders that have not ended, newest first.
    pub async fn open_works_orders(
        &self,
        wanted: Wanted<'_>,
    ) -> Result<Vec<Filed<WorksOrder>>, Error> {
        let orders = self
            .store
            .open_works_orders(&self.territory, wanted)
            .await?;
        Ok(orders)
    }
}

/// What was seen when the work was done; nothing when no question was answered.
fn observe_done_work(
    model: &Model,
    order: &WorksOrder,
    ending: &WorksEnding,
) -> Result<Option<SeenAtWorks>, Error> {
    if ending.answers.is_empty() {
        return Ok(None);
    }
    if ending.answers.len() > MOST_ANSWERS {
        let given = format!("{} answers", ending.answers.len());
        let most = format!("up to {MOST_ANSWERS} of them");
        return Err(EntryError::of("answers", &given, most).into());
    }
    let replies: BTreeMap<String, Reply> = ending
        .answers
        .iter()
        .map(|(question, value)| Ok((question.clone(), checked_reply(model, question, value)?)))
        .collect::<Result<_, EntryError>>()?;
    Ok(Some(SeenAtWorks {
        settlement: order.settlement,
        on: ending.on,
        by: ending.by.clone(),
        team: order.team.clone(),
        replies,
    }))
}

/// An answer as it was written, checked against its question.
fn checked_reply(model: &Model, question: &str, value: &Value) -> Result<Reply, EntryError> {
    let refused = |allowed: &str| {
        let given = format!("{question}={value}");
        EntryError::of("answers", &given, allowed)
    };
    let reply = match value {
        Value::Bool(true) => Reply::Yes,
        Value::Bool(false) => Reply::No,
        Value::Number(number) => {
            let number = number.as_f64().filter(|number| *number >= 0.0);
            Reply::Number(number.ok_or_else(|| refused("a number from 0 on"))?)
        }
        _ => return Err(refused("a number, true (yes) or false (no)")),
    };
    let answer = Answer { reply, age_days: 0 };
    match Answers::checked(model, [(question.to_owned(), answer)]) {
        Ok(_) => Ok(reply),
        Err(hazard::Error::WrongReply { expected, .. }) => Err(refused(expected)),
        Err(_) => Err(refused(
            "a question of the checklists, as the weights file lists them",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(question: &str, value: &Value) -> String {
        checked_reply(Model::standard(), question, value)
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn an_answer_is_refused_with_its_question_and_what_may_stand_there() {
        assert!(refusal("pests", &json!(3)).contains("\"pests=3\""));
        assert!(refusal("pests", &json!(3)).ends_with("give yes or no"));
        assert!(refusal("litres_pd", &json!(-1)).ends_with("give a number from 0 on"));
        assert!(refusal("litres_pd", &json!("much")).contains("true (yes)"));
        assert!(refusal("surname", &json!(true)).contains("a question of the checklists"));
        assert_eq!(
            checked_reply(Model::standard(), "pests", &json!(false)).unwrap(),
            Reply::No
        );
    }
}
