//! Who is asking, for handlers: the guard has found out before they run.

use std::convert::Infallible;

use axum::{extract::FromRequestParts, http::request::Parts};

use super::Door;
use crate::{
    access,
    domain::{Audience, Person, Viewer},
};

/// The name in the record of changes of whoever asks while there are no accounts.
const WITHOUT_ACCOUNTS: &str = "http";

/// Who is asking.
pub(super) struct Asker(pub(super) Person);

impl FromRequestParts<Door> for Asker {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, door: &Door) -> Result<Self, Infallible> {
        let known = parts.extensions.get::<Person>().cloned();
        Ok(Self(known.unwrap_or_else(|| unasked(door.audience))))
    }
}

/// The door with who is asking at it, for handlers that take much else.
pub(super) struct DoorFor(pub(super) Door, pub(super) Person);

impl FromRequestParts<Door> for DoorFor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, door: &Door) -> Result<Self, Infallible> {
        let Asker(person) = Asker::from_request_parts(parts, door).await?;
        Ok(Self(door.clone(), person))
    }
}

/// The door with whose eyes look through it at counts of households.
pub(super) struct Seen(pub(super) Door, pub(super) Viewer);

impl FromRequestParts<Door> for Seen {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, door: &Door) -> Result<Self, Infallible> {
        let DoorFor(door, person) = DoorFor::from_request_parts(parts, door).await?;
        let viewer = match door.audience {
            Audience::Team => access::viewer(&person, door.jalon.territory()),
            Audience::Public => Viewer::Public,
        };
        Ok(Self(door, viewer))
    }
}

/// Who asks where nobody is asked for a name.
pub(super) fn unasked(audience: Audience) -> Person {
    match audience {
        Audience::Team => Person::operator(WITHOUT_ACCOUNTS),
        Audience::Public => Person::public(),
    }
}
