//! What can go wrong with accounts; to whoever stands at the door little of it is told.

use super::{ProviderError, WrongToken, roles};
use crate::{access::password::WeakPassword, app::ErrorKind, domain::Role};

/// Why an account could not be made, changed or entered.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// No name.
    #[error(
        "{given:?} cannot be a user's name; use 2 to 64 small letters, digits, '.', '-', '_' or '@'"
    )]
    Name {
        /// As given.
        given: String,
    },
    /// Nobody has this name.
    #[error("there is no user {name:?}; `jalon user list` lists them")]
    NoUser {
        /// The name asked for.
        name: String,
    },
    /// The account is closed.
    #[error("the account of {name:?} is closed; make a new one under another name")]
    Closed {
        /// Whose.
        name: String,
    },
    /// The user has no such grant.
    #[error("the user {name:?} has no such grant; `jalon user list` lists their grants")]
    NoGrant {
        /// Whose.
        name: String,
    },
    /// More grants than anybody needs.
    #[error("the user has {most} grants already; take one back first")]
    TooManyGrants {
        /// How many there may be.
        most: usize,
    },
    /// Somebody would give themselves a right, or close their own account.
    #[error("nobody changes the rights of their own account; ask another administrator")]
    Oneself,
    /// The role is beyond who gives it.
    #[error("the role {role} is given by whoever runs the installation, with `jalon user grant`")]
    MayNotGrant {
        /// Which role.
        role: Role,
    },
    /// No role of this name.
    #[error("{given:?} is not a role; choose one of: {}", roles())]
    NoRole {
        /// As given.
        given: String,
    },
    /// A grant opens what every role sees, or nothing known.
    #[error("a grant opens R (courts and owners) or H (households), nothing else")]
    Opens,
    /// The name, the password or the code is wrong; which one is not told.
    #[error("the name, the password or the code is not right")]
    WrongSignIn,
    /// The password is right and a code is asked for.
    #[error(
        "the code of the second factor is missing; give the one your authenticator shows, or a recovery code"
    )]
    CodeMissing,
    /// The link has been used, has ended or never was.
    #[error("this link has been used already or has ended; ask for a new one")]
    UsedLink,
    /// A password that may not be chosen.
    #[error(transparent)]
    Weak(#[from] WeakPassword),
    /// There is a second factor already.
    #[error("this account has a second factor already; have it taken away first")]
    FactorSet,
    /// No second factor is being set up, or the code is not its own.
    #[error("the code does not fit the key; check the clock of the device and give the next code")]
    WrongCode,
    /// No token of this id.
    #[error("there is no such token; `jalon token list` lists them")]
    NoToken,
    /// A token without an end in sight, without a name or without anything it is for.
    #[error(
        "a token needs a name of 1 to 80 characters, at least one scope, at most 20 ranges of addresses and an end within a year"
    )]
    Token,
    /// A token shown from an address that it is not for.
    #[error(
        "this token works from other addresses only; ask its owner for one that works from here"
    )]
    TokenElsewhere,
    /// Another charter than the one that stands.
    #[error("the charter is another one by now; read it again at /sign-in")]
    OtherCharter,
    /// No session of this id.
    #[error("there is no such session")]
    NoSession,
    /// Only who has signed in has an account to change.
    #[error(
        "only who has signed in has an account; the operator changes accounts with `jalon user`"
    )]
    NoAccount,
    /// Somebody would read about households or courts without saying what for.
    #[error(
        "say what you read this for, in 3 to 200 characters: it is written down beside your name"
    )]
    NoPurpose,
    /// Nothing to open with this role, or open already.
    #[error(
        "your role leaves no way to open this for an hour, or you read it already; ask whoever runs the accounts for a grant"
    )]
    NoGlass,
    /// Nothing of the class is open for an hour, or no more.
    #[error("nothing of this is open for an hour to this session, or no more")]
    NothingOpen,
    /// No sign-on is set up.
    #[error("no sign-on of the city is set up here; sign in with name and password")]
    NoSignOn,
    /// Somebody comes back from the sign-on who was not sent there, or for the second time.
    #[error(
        "this is no answer to a question from this browser, or it has been used already; begin again at /sign-in"
    )]
    NotSentAway,
    /// What the sign-on says is not believed.
    #[error("what the sign-on says is not believed: {0}; begin again, or tell whoever runs it")]
    NotBelieved(#[from] WrongToken),
    /// Somebody in no group that comes in.
    #[error(
        "you are in no group that has a role here; whoever runs the sign-on can put you in one"
    )]
    NoGroup,
    /// A role that needs a second factor, and a sign-on that does not say it asked for one.
    #[error(
        "your role needs a second factor, and the sign-on does not say that it asked for one; set one up there"
    )]
    SignOnWithoutFactor,
    /// The sign-on cannot be asked.
    #[error("the sign-on cannot be asked: {0}; try again, or tell whoever runs this server")]
    SignOn(#[from] ProviderError),
    /// The machine has no random bytes, or cannot hash.
    #[error("the machine gives no random bytes; nothing was stored, try again")]
    NoChance,
}

impl AccountError {
    /// What it means for the one who asked.
    pub(in crate::app) fn kind(&self) -> ErrorKind {
        match self {
            Self::NoUser { .. }
            | Self::NoGrant { .. }
            | Self::NoToken
            | Self::NoSession
            | Self::NothingOpen
            | Self::NoSignOn => ErrorKind::NotFound,
            Self::Oneself
            | Self::MayNotGrant { .. }
            | Self::NoAccount
            | Self::NoGlass
            | Self::TokenElsewhere
            | Self::NoGroup
            | Self::SignOnWithoutFactor => ErrorKind::Forbidden,
            Self::WrongSignIn
            | Self::CodeMissing
            | Self::UsedLink
            | Self::NotSentAway
            | Self::NotBelieved(_) => ErrorKind::NotSignedIn,
            Self::Closed { .. } | Self::FactorSet | Self::OtherCharter => ErrorKind::Conflict,
            Self::Name { .. }
            | Self::TooManyGrants { .. }
            | Self::NoRole { .. }
            | Self::Opens
            | Self::Weak(_)
            | Self::WrongCode
            | Self::NoPurpose
            | Self::Token => ErrorKind::Refused,
            Self::SignOn(_) => ErrorKind::Unavailable,
            Self::NoChance => ErrorKind::Broken,
        }
    }
}
