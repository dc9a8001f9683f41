//! How long things are kept, class by class, in months.

use serde::Deserialize;

use super::Error;

/// Months for which things are kept; classes without a number are kept for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RetentionSettings {
    /// Households, after they have left the programme or were taken out.
    pub household_months: Option<u32>,
    /// Owners' names and papers of courts, after the settlement was closed or the case ended.
    pub legal_months: Option<u32>,
    /// Notes of the day.
    pub journal_months: Option<u32>,
    /// Photos of visits.
    pub visit_photo_months: Option<u32>,
    /// Who has read what: 6 to 36.
    pub access_log_months: u32,
    /// Accounts, after anybody has last come in with them.
    pub idle_account_months: Option<u32>,
    /// Names of accounts, after these were closed.
    pub closed_account_months: Option<u32>,
}

impl Default for RetentionSettings {
    fn default() -> Self {
        Self {
            household_months: None,
            legal_months: None,
            journal_months: None,
            visit_photo_months: None,
            access_log_months: 12,
            idle_account_months: None,
            closed_account_months: None,
        }
    }
}

impl RetentionSettings {
    /// The settings, when every number can be meant.
    ///
    /// # Errors
    /// [`Error::Retention`] for less than a month, more than fifty years, or an access log kept for less
    /// than 6 or more than 36 months.
    pub(super) fn checked(self) -> Result<Self, Error> {
        let refused = |name, allowed| Err(Error::Retention { name, allowed });
        let others = [
            ("household_months", self.household_months),
            ("legal_months", self.legal_months),
            ("journal_months", self.journal_months),
            ("visit_photo_months", self.visit_photo_months),
            ("idle_account_months", self.idle_account_months),
            ("closed_account_months", self.closed_account_months),
        ];
        for (name, months) in others {
            if months.is_some_and(|months| !(1..=600).contains(&months)) {
                return refused(name, "1 to 600");
            }
        }
        if !(6..=36).contains(&self.access_log_months) {
            return refused("access_log_months", "6 to 36");
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_that_nobody_can_mean_are_refused() {
        let none = RetentionSettings {
            household_months: Some(0),
            ..RetentionSettings::default()
        };
        let for_good = RetentionSettings {
            access_log_months: 48,
            ..RetentionSettings::default()
        };

        assert!(RetentionSettings::default().checked().is_ok());
        assert!(none.checked().is_err());
        assert!(for_good.checked().is_err());
    }
}
