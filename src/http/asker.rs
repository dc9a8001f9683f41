//! Who is asking, for handlers: the guard has found out before they run.

use std::convert::Infallible;

use axum::{extract::FromRequestParts, http::request::Parts};

use super::Door;
use crate::domain::{Audience, Person};

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

/// Who asks where nobody is asked for a name.
pub(super) fn unasked(audience: Audience) -> Person {
    match audience {
        Audience::Team => Person::operator(WITHOUT_ACCOUNTS),
        Audience::Public => Person::public(),
    }
}
