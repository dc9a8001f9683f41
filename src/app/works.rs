//! Works orders: asked for, done or cancelled, listed; what was seen when one was done.

use super::{AddedVisit, Error, GivenAnswer, Jalon, NewVisit};
use crate::{
    domain::{
        AuditEvent, Ending, EntryError, Filed, NewEnding, NewWorksOrder, Reply, WorksEnding,
        WorksOrder, told,
    },
    store::Wanted,
};
use serde_json::{Value, json};

/// A works order that has just ended.
#[derive(Clone, Debug)]
pub struct WorksEnded {
    /// The order with its end.
    pub order: Filed<WorksOrder>,
    /// The visit that the answers became, when any came with it.
    pub visit: Option<AddedVisit>,
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
        let (record, event) = self.checked_works_order(new, actor)?;
        let settlement = new.settlement.trim().to_owned();
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

    /// A works order as it is filed, with its event.
    pub(super) fn checked_works_order(
        &self,
        new: &NewWorksOrder,
        actor: &str,
    ) -> Result<(WorksOrder, AuditEvent), Error> {
        let record = WorksOrder::entered(new, self.origin(&new.settlement)?)?;
        let event = self.event(
            (actor, "works-add"),
            format!("settlement/{}/works", new.settlement.trim()),
            json!({ "id": record.id, "kind": record.kind, "cost_eur": record.cost_eur() }),
        );
        Ok((record, event))
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
        // The visit comes first and bears the order's id: done again after a failure, it is the
        // same visit, and no answer is lost or counted twice.
        let visit = match visit_of(&order.record, &ending)? {
            Some(visit) => Some(self.add_visit(&order.settlement, visit, actor).await?),
            None => None,
        };
        let event = self.end_event(&order, &ending, actor);
        self.store
            .end_works_order(&self.territory, (&order.record, &ending), &event)
            .await?;
        order.record.ending = Some(ending);
        Ok(WorksEnded { order, visit })
    }

    /// The end of the works order of a number, checked, with its event; without answers.
    pub(super) async fn checked_works_end(
        &self,
        number: u64,
        (how, new): (Ending, &NewEnding),
        actor: &str,
    ) -> Result<((WorksOrder, WorksEnding), AuditEvent), Error> {
        let found = self.store.works_order(&self.territory, number).await?;
        let order = found.ok_or(Error::NoWorksOrder { number })?;
        let ending = order.record.ended(how, new, self.clock.now())?;
        let event = self.end_event(&order, &ending, actor);
        Ok(((order.record, ending), event))
    }

    fn end_event(
        &self,
        order: &Filed<WorksOrder>,
        ending: &WorksEnding,
        actor: &str,
    ) -> AuditEvent {
        let detail = json!({
            "number": order.number, "how": ending.how, "answers": ending.answers.len(),
        });
        let subject = format!("settlement/{}/works", order.settlement);
        self.event((actor, "works-end"), subject, detail)
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

/// The visit of whoever saw the work done; none when no question was answered.
fn visit_of(order: &WorksOrder, ending: &WorksEnding) -> Result<Option<NewVisit>, EntryError> {
    if ending.answers.is_empty() {
        return Ok(None);
    }
    let answers = ending.answers.iter();
    let answers = answers.map(|(question, value)| {
        let reply = reply(question, value)?;
        Ok((question.clone(), GivenAnswer::Alone(reply)))
    });
    Ok(Some(NewVisit {
        id: Some(order.id),
        at: Some(ending.on.to_string()),
        by: Some(ending.by.clone()),
        team: order.team.clone(),
        answers: answers.collect::<Result<_, EntryError>>()?,
        validated: true,
        ..NewVisit::default()
    }))
}

/// An answer as it was written; whether it fits its question is looked at with the visit.
fn reply(question: &str, value: &Value) -> Result<Option<Reply>, EntryError> {
    told::deserialize(value).map_err(|_| {
        let given = format!("{question}={value}");
        EntryError::of("answers", &given, "a number, yes, no or unknown")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_is_no_number_and_no_yes_is_refused_with_its_question() {
        let refusal = reply("litres_pd", &json!("much")).unwrap_err().to_string();

        assert!(
            refusal.contains("litres_pd") && refusal.contains("yes, no"),
            "{refusal}"
        );
        assert_eq!(reply("pests", &json!(false)).unwrap(), Some(Reply::No));
        assert_eq!(reply("pests", &json!("no")).unwrap(), Some(Reply::No));
        assert_eq!(reply("pests", &json!("unknown")).unwrap(), None);
    }
}
