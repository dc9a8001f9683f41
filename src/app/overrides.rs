//! Setting, lifting and listing overrides and imminent danger.

use serde_json::json;

use super::{Error, Jalon};
use crate::{
    domain::{AuditEvent, Filed, Lifting, NewLifting, NewOverride, Override, VerdictKind},
    store::Wanted,
};

/// An override that can be set, and its event.
pub(super) type Checked = (Override, AuditEvent);

impl Jalon {
    /// Sets an override of a kind for a settlement; it stands in the place of an earlier one.
    ///
    /// # Errors
    /// A settlement that is not there or is closed, or a value that cannot be taken.
    pub async fn set_override(
        &self,
        code: &str,
        (kind, new): (VerdictKind, &NewOverride),
        actor: &str,
    ) -> Result<Filed<Override>, Error> {
        let code = code.trim();
        let (said, event) = self.checked_override(code, (kind, new), actor)?;
        let number = self
            .store
            .add_override(&self.territory, &said, &event)
            .await?;
        self.reload().await?;
        Ok(Filed {
            number,
            settlement: code.to_owned(),
            record: said,
        })
    }

    /// An override as it is set, with its event.
    pub(super) fn checked_override(
        &self,
        code: &str,
        (kind, new): (VerdictKind, &NewOverride),
        actor: &str,
    ) -> Result<Checked, Error> {
        let said = Override::entered(new, kind, self.origin(code)?)?;
        self.check_open(code)?;
        let event = self.event(
            (actor, "override-set"),
            format!("settlement/{code}/{kind}"),
            json!({
                "id": said.id,
                "class": said.verdict.class(),
                "until": said.until.to_string(),
            }),
        );
        Ok((said, event))
    }

    /// Takes back the override of a kind that holds for a settlement.
    ///
    /// # Errors
    /// [`Error::NothingInForce`], or a value that cannot be taken.
    pub async fn lift_override(
        &self,
        code: &str,
        (kind, new): (VerdictKind, &NewLifting),
        actor: &str,
    ) -> Result<Filed<Override>, Error> {
        let code = code.trim();
        let lifting = Lifting::entered(new, self.origin(code)?.at)?;
        let today = lifting.at.date();
        let in_force = self
            .store
            .overrides_in_force(&self.territory, Some(code), today)
            .await?;
        let of_kind = |filed: &Filed<Override>| filed.record.verdict.kind() == kind;
        let mut filed = in_force
            .into_iter()
            .find(of_kind)
            .ok_or(Error::NothingInForce {
                code: code.to_owned(),
                kind,
            })?;
        let event = self.event(
            (actor, "override-lift"),
            format!("settlement/{code}/{kind}"),
            json!({ "id": filed.record.id }),
        );
        self.store
            .lift_override(&self.territory, (&filed.record, &lifting), &event)
            .await?;
        self.reload().await?;
        filed.record.lifted = Some(lifting);
        Ok(filed)
    }

    /// Overrides of a kind, newest first, with what has become of each.
    pub async fn overrides(
        &self,
        kind: VerdictKind,
        wanted: Wanted<'_>,
    ) -> Result<Vec<Filed<Override>>, Error> {
        Ok(self.store.overrides(&self.territory, kind, wanted).await?)
    }

    fn check_open(&self, code: &str) -> Result<(), Error> {
        match self.atlas().settlement(code) {
            Some(known) if !known.settlement.status.is_open() => Err(Error::Ended {
                code: code.to_owned(),
            }),
            _ => Ok(()),
        }
    }
}
