//! What became of a report, for whoever has its receipt: for programs, and as a page that needs no script.
//!
//! The receipt comes in a body, never in an address, and tries are counted as those at the door are.

use axum::{
    Json,
    body::Bytes,
    extract::State,
    http::{
        Extensions, HeaderMap, HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
    routing::get,
};
use serde::{Deserialize, Serialize};
use time::Date;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Door,
    body::{self, Form},
    error::Problem,
    foresight::both,
    keys,
    ogc::language,
};
use crate::{
    app::ReportTold,
    domain::{Language, RegisterEntry, Words},
    publish::{EntryView, SentenceView},
};

/// Under which tries at receipts are counted: no account has such a name.
const COUNTED_AS: &str = "a receipt";

/// Every route of receipts.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(ask_by_receipt))
        .route("/receipt", get(page).post(answered))
        .layer(body::form_limit())
}

/// An entry with its receipt, where it is a report.
pub(super) fn beside(
    door: &Door,
    view: EntryView,
    entry: &RegisterEntry,
) -> Result<EntryView, Problem> {
    let receipt = door.jalon.receipt(entry)?;
    Ok(EntryView { receipt, ..view })
}

/// A receipt as it is given.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReceiptAsked {
    /// As it was handed over: `RE0001-ABCD-EFGH-IJKL`.
    receipt: String,
}

/// What became of a report. It says nothing of the place, or of anybody there.
#[derive(Serialize, ToSchema)]
pub(super) struct ReportAnswer {
    /// `received`, `linked` (known and followed), `duplicate` (told before) or `unfounded`.
    state: String,
    /// The day on which it came in, `YYYY-MM-DD`.
    received_on: Option<String>,
    /// The day on which it was answered.
    answered_on: Option<String>,
    /// The same in words.
    sentence: SentenceView,
}

/// What became of a report, by its receipt; also on the public server.
#[utoipa::path(post, path = "/api/receipts", operation_id = "ask_by_receipt", request_body = ReceiptAsked,
    responses(
        (status = 200, description = "What became of it", body = ReportAnswer),
        (status = 404, description = "No report has this receipt", body = Problem),
        (status = 429, description = "Too many tries", body = Problem)))]
pub(super) async fn ask_by_receipt(
    State(door): State<Door>,
    headers: HeaderMap,
    extensions: Extensions,
    Form(asked): Form<ReceiptAsked>,
) -> Result<Response, Problem> {
    let told = told(&door, (&headers, &extensions), &asked.receipt).await?;
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let answer = Json(ReportAnswer {
        sentence: both(|language| sentence(&Words::of(language), &told)),
        received_on: day(told.received_on),
        answered_on: day(told.answered_on),
        state: told.state,
    });
    Ok(unkept(answer.into_response()))
}

async fn told(
    door: &Door,
    (headers, extensions): (&HeaderMap, &Extensions),
    receipt: &str,
) -> Result<ReportTold, Problem> {
    let from = keys::comes_from(headers, extensions, door.jalon.trusted_proxies());
    door.attempts.count(COUNTED_AS, from)?;
    let told = door.jalon.told_of_report(receipt).await?;
    told.ok_or_else(|| {
        Problem::not_found("no report has this receipt; compare it letter by letter")
    })
}

fn sentence(words: &Words, told: &ReportTold) -> String {
    let day = |day: Option<Date>| day.map(|day| words.day(day)).unwrap_or_default();
    let received = [("day", day(told.received_on).into())];
    let mut said = words.say_with(&format!("receipt-{}", told.state), &received);
    if told.answered_on.is_some() {
        let answered = [("day", day(told.answered_on).into())];
        said.push(' ');
        said.push_str(&words.say_with("receipt-answered", &answered));
    }
    said
}

/// The page that asks for a receipt.
async fn page(headers: HeaderMap) -> Response {
    html(language(&headers), (StatusCode::OK, None))
}

/// The page with what became of it.
async fn answered(
    State(door): State<Door>,
    headers: HeaderMap,
    extensions: Extensions,
    body: Bytes,
) -> Response {
    let spoken = language(&headers);
    let words = Words::of(spoken);
    let mut pairs = form_urlencoded::parse(&body);
    let receipt = pairs.find(|(name, _)| name == "receipt");
    let receipt = receipt.map(|(_, value)| value.into_owned());
    let told = told(&door, (&headers, &extensions), &receipt.unwrap_or_default()).await;
    let (status, said) = match told {
        Ok(told) => (StatusCode::OK, sentence(&words, &told)),
        Err(problem) => {
            let status = problem.status();
            let name = match status {
                StatusCode::NOT_FOUND => "receipt-none",
                StatusCode::TOO_MANY_REQUESTS => "receipt-too-often",
                _ => "receipt-failed",
            };
            (status, words.say(name))
        }
    };
    html(spoken, (status, Some(said)))
}

/// A page of words of ours alone: nothing that was typed stands in it.
fn html(language: Language, (status, said): (StatusCode, Option<String>)) -> Response {
    let words = Words::of(language);
    let said =
        said.map(|said| format!("<p role=\"status\"><strong>{}</strong></p>", escaped(&said)));
    let [title, label, ask, help] = [
        "receipt-title",
        "receipt-label",
        "receipt-ask",
        "receipt-help",
    ]
    .map(|name| escaped(&words.say(name)));
    let page = format!(
        "<!doctype html>\n<html lang=\"{language}\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title}</title><main><h1>{title}</h1>{}\
         <form method=\"post\" action=\"/receipt\"><p><label for=\"receipt\">{label}</label></p>\
         <p><input id=\"receipt\" name=\"receipt\" required maxlength=\"80\" size=\"28\" \
         autocomplete=\"off\" autocapitalize=\"characters\" spellcheck=\"false\"> \
         <button>{ask}</button></p></form><p>{help}</p></main></html>\n",
        said.unwrap_or_default()
    );
    let kind = [(CONTENT_TYPE, "text/html; charset=utf-8")];
    unkept((status, kind, page).into_response())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Whoever uses the same machine next finds nothing of it.
fn unkept(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
