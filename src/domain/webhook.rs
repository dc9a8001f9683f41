//! Addresses of other systems that are told what changes here: what of, and how far they have been told.

use serde::Deserialize;
use time::OffsetDateTime;
use utoipa::ToSchema;
use uuid::Uuid;

use super::code_list;

code_list! {
    /// A kind of change that others can be told of.
    EventKind {
        /// A settlement was added, changed, closed or brought to another status.
        Settlement = "settlement",
        /// A visit was added, or a decision about one.
        Visit = "visit",
        /// Settlements were assessed anew.
        Score = "score",
        /// An officer's word was set or lifted.
        Override = "override",
        /// A works order was filed or has ended.
        Works = "works",
        /// An incident was written down.
        Incident = "incident",
        /// Entries of a register were added, changed or taken back.
        Register = "register",
        /// A layer was imported.
        Layer = "layer",
        /// An alert was worked out.
        Alert = "alert",
        /// Counts were given out.
        Publication = "publication",
    }
}

code_list! {
    /// What became of telling one change.
    DeliveryState {
        /// It was taken in.
        Delivered = "delivered",
        /// It was not, and is tried again.
        Waiting = "waiting",
        /// It was not, as often as it was tried: nothing more is sent before somebody says so.
        GivenUp = "given_up",
        /// Somebody has said that it is to be passed over.
        Skipped = "skipped",
    }
}

impl EventKind {
    /// The kind of an action of the record of changes; `None` for what nobody outside is told of: who
    /// comes in, what is erased, what is read.
    ///
    /// ```
    /// use jalon::domain::EventKind;
    /// assert_eq!(EventKind::of_action("visit"), Some(EventKind::Visit));
    /// assert_eq!(EventKind::of_action("sign-in"), None);
    /// ```
    #[must_use]
    pub fn of_action(action: &str) -> Option<Self> {
        Some(match action {
            "settlement-add" | "settlement-change" | "settlement-close" | "settlement-remove"
            | "settlement-status" => Self::Settlement,
            "visit" | "validate" | "withdraw" => Self::Visit,
            "score" => Self::Score,
            "override-set" | "override-lift" => Self::Override,
            "works-add" | "works-end" => Self::Works,
            "incident-add" => Self::Incident,
            "register-add" | "register-change" | "register-move" | "register-remove"
            | "register-undo" | "national-import" | "national-undo" => Self::Register,
            "import" => Self::Layer,
            "alert" => Self::Alert,
            "publish" => Self::Publication,
            _ => return None,
        })
    }
}

/// An address that is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Names it.
    pub id: Uuid,
    /// Where it is told.
    pub url: String,
    /// Of what.
    pub events: Vec<EventKind>,
    /// Whether anything is sent.
    pub is_active: bool,
    /// Which of its secrets signs what is sent: 1, and one more with each new one.
    pub secret_number: u32,
    /// Number of the change up to which it was told.
    pub told: u64,
    /// How often the next one was tried.
    pub tries: u32,
    /// When it is tried next.
    pub next_at: OffsetDateTime,
    /// Whether a change was given up, so that nothing more is sent.
    pub is_stopped: bool,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// By whom.
    pub created_by: String,
}

/// What became of telling one change, so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookDelivery {
    /// Number of the change; 0 for a trial.
    pub change: u64,
    /// Of what kind it is; `None` for a trial.
    pub event: Option<EventKind>,
    /// What became of it.
    pub state: DeliveryState,
    /// How often it was sent.
    pub tries: u32,
    /// When last.
    pub at: OffsetDateTime,
    /// What the other system answered last, or why it could not be reached.
    pub answer: String,
}

/// An address as it is given.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWebhook {
    /// `https://HOST/PATH`, 500 characters at most.
    pub url: String,
    /// What it is told of: at least one kind.
    pub events: Vec<EventKind>,
}

/// What of an address is to be changed; what is not named stays.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct WebhookChange {
    /// Another address.
    pub url: Option<String>,
    /// Other kinds.
    pub events: Option<Vec<EventKind>>,
    /// `false` sends nothing more; `true` goes on where it was left, also after a change was given up.
    pub active: Option<bool>,
    /// `true` passes over the change that is waiting or was given up.
    pub skip: bool,
    /// `true` makes a new secret, which the answer shows; the old one signs nothing more.
    pub new_secret: bool,
}
