//! Teams as the team sees them: professional contacts, which the public is not given either.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::{Audience, Contact, Cover, Team};

/// A team and what it is in charge of.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TeamView {
    /// What it is called.
    pub name: String,
    /// Its telephone.
    pub phone: Option<String>,
    /// Its mail.
    pub email: Option<String>,
    /// Codes of settlements it is in charge of.
    pub settlements: Vec<String>,
    /// Codes of neighbourhoods it is in charge of.
    pub neighbourhoods: Vec<String>,
    /// Whether it is in charge of every settlement.
    pub all: bool,
}

/// How to reach the team of a settlement.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ContactView {
    /// The team.
    pub team: String,
    /// Its telephone.
    pub phone: Option<String>,
    /// Its mail.
    pub email: Option<String>,
}

/// A team; `None` when the audience may not know of it.
#[must_use]
pub fn team(audience: Audience, team: &Team) -> Option<TeamView> {
    let codes = |pick: fn(&Cover) -> Option<&String>| {
        team.covers.iter().filter_map(pick).cloned().collect()
    };
    (audience == Audience::Team).then(|| TeamView {
        name: team.name.clone(),
        phone: team.phone.clone(),
        email: team.email.clone(),
        settlements: codes(|cover| match cover {
            Cover::Settlement(code) => Some(code),
            _ => None,
        }),
        neighbourhoods: codes(|cover| match cover {
            Cover::Neighbourhood(code) => Some(code),
            _ => None,
        }),
        all: team.covers.contains(&Cover::All),
    })
}

/// A contact; `None` when the audience may not know of it.
#[must_use]
pub fn contact(audience: Audience, contact: &Contact) -> Option<ContactView> {
    (audience == Audience::Team).then(|| ContactView {
        team: contact.team.clone(),
        phone: contact.phone.clone(),
        email: contact.email.clone(),
    })
}
