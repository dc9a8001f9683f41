//! Kinds of errors to statuses, and the problem document (RFC 9457) that people and programs read.

use std::any::Any;

use axum::{
    body::Body,
    extract::{MatchedPath, Request, State},
    http::{
        HeaderValue, StatusCode,
        header::{CONTENT_TYPE, RETRY_AFTER},
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use tracing::Instrument;
use utoipa::ToSchema;

use super::{Door, allowances::Standing, connections::TooSlow, guard};
use crate::{app, domain::ImportReport};

/// What went wrong, for the one who asked. Causes, SQL and paths go to the log only.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct Problem {
    /// A word for programs, for example `about:blank#no-settlement`.
    #[serde(rename = "type")]
    kind: String,
    /// The status in words.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What is wrong, where, and what to do.
    detail: String,
    /// Quote it when asking for help.
    request_id: Option<String>,
    /// The account of an import in which no record could be kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<Box<ImportReport>>,
}

impl Problem {
    fn new(status: StatusCode, kind: &str, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("about:blank#{kind}"),
            title: status.canonical_reason().unwrap_or("Error").to_owned(),
            status: status.as_u16(),
            detail: detail.into(),
            request_id: None,
            report: None,
        }
    }

    /// A parameter that cannot be understood.
    pub(super) fn parameter(name: &str, wanted: &str) -> Self {
        let detail = format!("the parameter `{name}` is not {wanted}");
        Self::new(StatusCode::BAD_REQUEST, "parameter", detail)
    }

    /// What stands behind the question mark cannot be read.
    pub(super) fn query(why: &str) -> Self {
        let detail = format!("what stands behind the question mark cannot be read: {why}");
        Self::new(StatusCode::BAD_REQUEST, "parameter", detail)
    }

    /// Nothing is there, or nothing that this audience may know of.
    pub(super) fn not_found(what: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", what)
    }

    /// Nothing is at this address.
    pub(super) fn no_such_address() -> Self {
        Self::not_found(
            "there is nothing at this address; /docs and /api/openapi.json list what there is",
        )
    }

    /// Its HTTP status.
    pub(super) fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// No format that is asked for is written here.
    pub(super) fn not_acceptable(detail: &str) -> Self {
        Self::new(StatusCode::NOT_ACCEPTABLE, "not-acceptable", detail)
    }

    /// What nobody changes here.
    pub(super) fn read_only() -> Self {
        let detail =
            "this address does not take this method: only the team edits, and only settlements";
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "read-only", detail)
    }

    /// A body that is written in another way than this address reads.
    pub(super) fn unsupported(detail: &str) -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type", detail)
    }

    /// A change to what the client does not say it has seen.
    pub(super) fn unconditional() -> Self {
        let detail = "the header If-Match is missing: send the ETag of the feature as you have seen it, or * to overwrite whatever is there";
        Self::new(StatusCode::PRECONDITION_REQUIRED, "unconditional", detail)
    }

    /// A change upon what is not so any more.
    pub(super) fn stale(detail: &str) -> Self {
        Self::new(StatusCode::PRECONDITION_FAILED, "stale", detail)
    }

    /// A request from a page or name that is not this server's.
    pub(super) fn stranger(detail: &str) -> Self {
        Self::new(StatusCode::FORBIDDEN, "stranger", detail)
    }

    /// Somebody who has not said who they are.
    pub(super) fn not_signed_in() -> Self {
        let detail = "sign in first, at /sign-in; programs send a token as Authorization: Bearer";
        Self::new(StatusCode::UNAUTHORIZED, "not-signed-in", detail)
    }

    /// A token that is none, or no more.
    pub(super) fn bad_token() -> Self {
        let detail =
            "this token does not work; it has ended, was taken back, or was not copied whole";
        Self::new(StatusCode::UNAUTHORIZED, "bad-token", detail)
    }

    /// Somebody without the right.
    pub(super) fn forbidden() -> Self {
        let detail =
            "your role does not reach this; whoever runs the accounts can give you another";
        Self::new(StatusCode::FORBIDDEN, "forbidden", detail)
    }

    /// Somebody who looks around as another role and would change something.
    pub(super) fn only_viewing() -> Self {
        let detail =
            "who looks around as another role changes nothing; leave X-View-As out to work";
        Self::new(StatusCode::FORBIDDEN, "only-viewing", detail)
    }

    /// Somebody who must accept the charter first.
    pub(super) fn charter_due() -> Self {
        let detail = "accept the charter first, at /sign-in";
        Self::new(StatusCode::FORBIDDEN, "charter-due", detail)
    }

    /// Somebody who must set up a second factor first.
    pub(super) fn factor_due() -> Self {
        let detail = "set up your second factor first, at /sign-in: your role asks for one";
        Self::new(StatusCode::FORBIDDEN, "factor-due", detail)
    }

    /// Somebody who has tried too often.
    pub(super) fn too_many_tries() -> Self {
        let detail = "too many tries from here; wait a minute, then try again";
        Self::new(StatusCode::TOO_MANY_REQUESTS, "too-many-tries", detail)
    }

    /// Somebody who has asked for more than one may in so short a time.
    pub(super) fn too_much(what: &str, most: u32, wait_s: u64) -> Self {
        let detail = format!(
            "this is more than the {most} that one may ask for at once ({what}); come back in {wait_s} s, as Retry-After says"
        );
        Self::new(StatusCode::TOO_MANY_REQUESTS, "too-much", detail)
    }

    /// Somebody whose imports fill their places.
    pub(super) fn imports_running(most: u32) -> Self {
        let detail =
            format!("{most} imports of this account are running; send this one when one has ended");
        Self::new(StatusCode::TOO_MANY_REQUESTS, "imports-running", detail)
    }

    /// A body of which too little comes.
    pub(super) fn too_slow() -> Self {
        let detail = "the request came too slowly, less than 1 kB a second; nothing was stored; send it again where the network is better";
        Self::new(StatusCode::REQUEST_TIMEOUT, "too-slow", detail)
    }

    /// Too much work at once.
    pub(super) fn busy() -> Self {
        let detail = "the server is busy; try again in a few seconds";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", detail)
    }

    /// The server is not ready.
    pub(super) fn not_ready(detail: &str) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "not-ready", detail)
    }

    /// A fault of ours.
    pub(super) fn broken() -> Self {
        let detail = "the server failed; the request number finds the cause in its log";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "broken", detail)
    }

    /// A body that is no filled-in form.
    pub(super) fn form(why: &str) -> Self {
        let detail = format!("the body is not the JSON that this address takes: {why}");
        Self::new(StatusCode::BAD_REQUEST, "form", detail)
    }

    /// No word of a sign-on that somebody has signed out.
    pub(super) fn logout(detail: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "logout", detail)
    }

    /// A body that is no upload.
    pub(super) fn no_upload(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "upload", detail)
    }

    /// A body that is too large.
    pub(super) fn too_large(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", detail)
    }

    /// The word for programs.
    pub(super) fn word(&self) -> &str {
        self.kind.split_once('#').map_or("", |(_, word)| word)
    }

    /// The same, told in other words.
    pub(super) fn in_words(mut self, detail: Option<String>) -> Self {
        self.detail = detail.unwrap_or(self.detail);
        self
    }

    fn with_report(mut self, report: Option<&ImportReport>) -> Self {
        self.report = report.cloned().map(Box::new);
        self
    }
}

impl From<app::question::WrongParameter> for Problem {
    fn from(wrong: app::question::WrongParameter) -> Self {
        Self::parameter(&wrong.name, &wrong.wanted)
    }
}

impl From<app::Error> for Problem {
    fn from(error: app::Error) -> Self {
        let (status, mut kind) = status_of(&error);
        if let app::Error::Account(error) = &error {
            kind = account_word(error).unwrap_or(kind);
        }
        if let app::Error::BuiltUpon(error) = &error {
            kind = built_upon_word(error);
        }
        if let app::Error::Sealed(error) = &error {
            kind = sealed_word(*error);
        }
        if status.is_server_error() {
            tracing::error!(error = ?error, "request failed");
        }
        Self::new(status, kind, error.to_string()).with_report(error.report())
    }
}

/// An account's errors have words of their own where a page must tell them apart.
fn account_word(error: &app::AccountError) -> Option<&'static str> {
    match error {
        app::AccountError::CodeMissing => Some("code-missing"),
        app::AccountError::UsedLink => Some("used-link"),
        app::AccountError::Weak(_) => Some("weak-password"),
        app::AccountError::NotSentAway => Some("not-sent-away"),
        app::AccountError::NotBelieved(_) => Some("not-believed"),
        app::AccountError::NoGroup => Some("no-group"),
        app::AccountError::SignOnWithoutFactor => Some("sign-on-without-factor"),
        app::AccountError::SignOn(_) => Some("sign-on-silent"),
        _ => None,
    }
}

/// Why an import stays, in the page's own words.
fn built_upon_word(error: &app::BuiltUpon) -> &'static str {
    match error {
        app::BuiltUpon::Newer { .. } => "import-followed",
        app::BuiltUpon::Edited { .. } => "import-edited",
        app::BuiltUpon::WrittenAbout { .. } => "import-written-about",
    }
}

/// Whoever holds what is sealed goes on differently after each.
fn sealed_word(error: app::SealedError) -> &'static str {
    match error {
        app::SealedError::Damaged => "sealed-damaged",
        app::SealedError::OtherKey => "other-key",
        app::SealedError::OtherAuthor => "other-author",
    }
}

/// One status for each kind of error, with the word programs go by.
fn status_of(error: &app::Error) -> (StatusCode, &'static str) {
    use app::ErrorKind as Kind;
    match error.kind() {
        Kind::NotFound => (StatusCode::NOT_FOUND, "not-found"),
        Kind::Refused => (StatusCode::UNPROCESSABLE_ENTITY, "refused"),
        Kind::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
        Kind::OtherKind => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type"),
        Kind::Conflict => (StatusCode::CONFLICT, "conflict"),
        Kind::Stale => (StatusCode::PRECONDITION_FAILED, "stale"),
        Kind::NotSignedIn => (StatusCode::UNAUTHORIZED, "not-signed-in"),
        Kind::Forbidden => (StatusCode::FORBIDDEN, "forbidden"),
        Kind::Settings => (StatusCode::INTERNAL_SERVER_ERROR, "settings"),
        Kind::Full => (StatusCode::INSUFFICIENT_STORAGE, "full"),
        Kind::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
        Kind::Broken => (StatusCode::INTERNAL_SERVER_ERROR, "broken"),
    }
}

impl IntoResponse for Problem {
    /// The body is written by [`number_and_render`], which knows the request's number.
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Numbers the request, and writes a problem's document with that number in it.
pub(super) async fn number_and_render(
    State(door): State<Door>,
    request: Request,
    next: Next,
) -> Response {
    let number = door.numbers.next();
    let route = request.extensions().get::<MatchedPath>();
    let too_slow = request.extensions().get::<TooSlow>().cloned();
    let under_way = door
        .requests
        .begin(route.map(MatchedPath::as_str), request.method());
    // Not the address itself, which may name a household.
    let span = tracing::error_span!("request", %number, route = under_way.route);
    let mut response = next.run(request).instrument(span.clone()).await;
    // Whoever read the body knows only that it broke off.
    if too_slow.is_some_and(|it| it.is()) {
        response = Problem::too_slow().into_response();
    }
    let took = under_way.answered(response.status());
    tracing::debug!(parent: &span, status = response.status().as_u16(), ?took, "answered");
    let plain_failure = response.status().is_client_error() || response.status().is_server_error();
    let standing = response.extensions_mut().remove::<Standing>();
    let problem = response.extensions_mut().remove::<Problem>();
    if let Some(problem) = problem.or_else(|| bare_problem(&response).filter(|_| plain_failure)) {
        response = rendered(problem, &number);
    }
    if let Some(standing) = standing {
        standing.write(response.headers_mut());
    }
    if let Ok(number) = HeaderValue::from_str(&number) {
        response.headers_mut().insert("x-request-id", number);
    }
    guard::set_security_headers(door.audience, response.headers_mut());
    response
}

/// A problem for a failure that axum or a layer answered without one.
fn bare_problem(response: &Response) -> Option<Problem> {
    let detail = match response.status() {
        StatusCode::METHOD_NOT_ALLOWED => "this address does not take this method",
        StatusCode::BAD_REQUEST => "the address or its parameters cannot be understood",
        StatusCode::SERVICE_UNAVAILABLE => "the answer took too long; ask for less",
        StatusCode::PAYLOAD_TOO_LARGE => "the body is too large",
        _ => return None,
    };
    Some(Problem::new(response.status(), "request", detail))
}

fn rendered(mut problem: Problem, number: &str) -> Response {
    problem.request_id = Some(number.to_owned());
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    let mut response = (status, Body::from(body)).into_response();
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    if status == StatusCode::TOO_MANY_REQUESTS {
        headers.insert(RETRY_AFTER, HeaderValue::from_static("60"));
    }
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(RETRY_AFTER, HeaderValue::from_static("2"));
    }
    response
}

/// The answer where there is no route.
pub(super) async fn no_such_address() -> Problem {
    Problem::no_such_address()
}

/// The answer after a panic: one request fails, the server goes on.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the layer hands over the panic's payload"
)]
pub(super) fn after_panic(payload: Box<dyn Any + Send>) -> Response {
    let said = payload
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| payload.downcast_ref::<&str>().copied());
    tracing::error!(panic = said.unwrap_or("no message"), "a handler panicked");
    Problem::broken().into_response()
}
