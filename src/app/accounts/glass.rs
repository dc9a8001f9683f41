//! Breaking the glass: reading for an hour what one's role leaves closed, with a reason that others are told.

use serde_json::json;
use time::Duration;

use super::{AccountError, Error, Jalon, Renewed, subject};
use crate::{
    access,
    app::{
        readings::PURPOSE,
        webhook::{Parcel, Webhook},
    },
    domain::{BrokenGlass, Code, DataClass, GlassNotice, Person},
};

/// How long what was opened stays open.
const LASTS: Duration = Duration::HOUR;

impl Jalon {
    /// Opens what is known of households or courts for an hour to the session that asks, for reading
    /// only. Whoever runs accounts or audits them is told: in the list of notices, and by the webhook
    /// where the settings name one.
    ///
    /// # Errors
    /// A role that the table of rights leaves no such way, somebody who reads it already, a reason
    /// that says nothing.
    pub async fn break_glass(
        &self,
        (class, reason): (DataClass, &str),
        by: &Person,
    ) -> Result<(BrokenGlass, Renewed), Error> {
        let (_, session) = self.own_session(by).await?;
        let reason = reason.trim();
        if !PURPOSE.contains(&reason.chars().count()) {
            return Err(AccountError::NoPurpose)?;
        }
        if !access::may_break_glass(by, &self.territory, class) {
            return Err(AccountError::NoGlass)?;
        }
        let now = self.clock.now();
        let glass = BrokenGlass {
            id: self.clock.new_id(),
            class,
            reason: reason.to_owned(),
            began_at: now,
            ends_at: now + LASTS,
        };
        let renewed = Renewed::of(&session)?;
        let event = self.event(
            (&by.name, "break-glass"),
            subject(&by.name),
            json!({ "class": class, "reason": reason, "minutes": LASTS.whole_minutes() }),
        );
        let digest = renewed.digest();
        let number = self
            .store
            .break_glass(&self.territory, (&glass, &session, &digest), &event)
            .await?;
        self.accounts.known.forget();
        self.tell_of(&GlassNotice {
            number,
            name: by.name.clone(),
            glass: glass.clone(),
            ended_at: None,
        });
        Ok((glass, renewed))
    }

    /// Shuts a class before its hour is over, for the session that asks.
    ///
    /// # Errors
    /// Nothing of that class is open to this session.
    pub async fn end_broken_glass(&self, class: DataClass, by: &Person) -> Result<(), Error> {
        let (_, session) = self.own_session(by).await?;
        let event = self.event(
            (&by.name, "break-glass-end"),
            subject(&by.name),
            json!({ "class": class }),
        );
        let what = (session.id, class, self.clock.now());
        let ended = self.store.end_broken_glass(&self.territory, what, &event);
        let ended = ended.await?;
        self.accounts.known.forget();
        if ended {
            Ok(())
        } else {
            Err(AccountError::NothingOpen)?
        }
    }

    /// What was opened by whom, newest first, before the change of this number; `u64::MAX` begins.
    pub async fn glass_notices(&self, before: u64, limit: u32) -> Result<Vec<GlassNotice>, Error> {
        let found = self.store.glass_notices(&self.territory, before, limit);
        Ok(found.await?)
    }

    /// Sends the notice on where the settings say, without keeping anybody waiting: it stands in the
    /// list whatever becomes of it.
    fn tell_of(&self, notice: &GlassNotice) {
        let Some(url) = &self.accounts.notice_webhook else {
            return;
        };
        let webhook = match Webhook::checked(url, &self.alert) {
            Ok(webhook) => webhook,
            Err(error) => {
                tracing::error!(%error, "the webhook of notices cannot be used");
                return;
            }
        };
        let parcel = Parcel {
            id: notice.glass.id,
            at: notice.glass.began_at,
            body: json!({
                "notice": "break-glass",
                "number": notice.number,
                "who": notice.name,
                "class": notice.glass.class.code(),
                "reason": notice.glass.reason,
                "ends_at": notice.glass.ends_at.unix_timestamp(),
            })
            .to_string()
            .into_bytes(),
        };
        tokio::task::spawn_blocking(move || webhook.send(&parcel));
    }
}
