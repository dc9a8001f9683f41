//! The ranking for whoever has no script: plain pages that are only read, in French or English, for those
//! who may read the list; and a door to them that needs no script either.

use axum::{
    Router,
    body::Bytes,
    extract::{Request, State},
    http::{
        Extensions, HeaderMap, HeaderValue, StatusCode,
        header::{ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_TYPE, LOCATION, SET_COOKIE, VARY},
    },
    response::{IntoResponse, Response},
    routing::get,
};

use super::{
    Door,
    asker::Asker,
    error::Problem,
    keys,
    ogc::{anchor, escaped, language},
    query::{Page, Query},
    session,
};
use crate::{
    app::{self, AccountError, Known, SignIn, features},
    domain::{Code, Language, Way, Words},
    publish::RankedView,
};

/// Where the list is.
const LIST: &str = "/ranking";
/// Where one comes in to it.
const DOOR: &str = "/ranking/sign-in";
/// Settlements on a page.
const ROWS: usize = 100;

/// Both pages.
pub(super) fn routes() -> Router<Door> {
    Router::new()
        .route(LIST, get(list))
        .route(DOOR, get(door_page).post(come_in))
        .layer(super::body::form_limit())
}

/// What somebody without the right to the list sees in its place; `None` at every other address.
pub(super) fn turned_away(request: &Request, problem: &Problem) -> Option<Response> {
    if request.uri().path() != LIST {
        return None;
    }
    let headers = request.headers();
    let words = Words::of(language(headers));
    match problem.status() {
        StatusCode::UNAUTHORIZED => {
            let to = [(LOCATION, HeaderValue::from_static(DOOR))];
            Some((StatusCode::SEE_OTHER, to).into_response())
        }
        StatusCode::FORBIDDEN => {
            let name = match problem.word() {
                "factor-due" | "charter-due" => "plain-door-due",
                _ => "plain-forbidden",
            };
            let body = said(&words, name) + &out(&words);
            Some(page(headers, StatusCode::FORBIDDEN, &body))
        }
        _ => None,
    }
}

/// The list, a hundred settlements a page.
async fn list(
    State(door): State<Door>,
    Query(wanted): Query<Page>,
    Asker(person): Asker,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    door.team_only()?;
    let words = Words::of(language(&headers));
    let atlas = door.jalon.atlas();
    let ranked: Vec<&Known> = atlas.ranked().collect();
    let start = usize::try_from(wanted.after()?).unwrap_or(usize::MAX);
    let start = start.min(ranked.len());
    let end = (start + ROWS).min(ranked.len());
    let rows: Vec<RankedView> = ranked[start..end]
        .iter()
        .filter_map(|known| features::ranked(&atlas, door.audience, known))
        .collect();
    let today = words.day(door.jalon.clock().now().date());
    let total = f64::from(u32::try_from(ranked.len()).unwrap_or(u32::MAX));
    let about = [("day", today.into()), ("total", total.into())];
    let mut body = paragraph(&words.say_with("plain-about", &about));
    if rows.is_empty() {
        body += &said(&words, "plain-none");
    } else {
        body += &table(&words, &rows);
    }
    body += &turns(&words, (start, end), ranked.len());
    if matches!(person.way, Way::Session { .. }) {
        body += &out(&words);
    }
    Ok(page(&headers, StatusCode::OK, &body))
}

fn table(words: &Words, rows: &[RankedView]) -> String {
    let heads = ["rank", "class", "site", "people", "score", "reasons"];
    let heads: String = heads
        .map(|name| {
            let said = escaped(&words.say(&format!("plain-{name}")));
            format!("<th scope=\"col\">{said}</th>")
        })
        .concat();
    let rows: String = rows.iter().map(|row| line(words, row)).collect();
    format!("<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n")
}

fn line(words: &Words, row: &RankedView) -> String {
    let (site, score) = (&row.settlement, &row.score);
    let band = words.say(&format!("band-{}", score.band));
    let mut class = vec![format!("{} – {band}", score.class)];
    if row.imminent_danger {
        class.insert(0, words.say("plain-danger"));
    }
    if let Some(officers) = row.overridden_class {
        let letter = [("class", officers.code().into())];
        class.push(words.say_with("plain-officer", &letter));
    }
    let one = |value: f64| words.number(value, 0);
    let counted = |count: Option<u32>, name: &str| {
        let number = [("count", f64::from(count?).into())];
        Some(words.say_with(name, &number))
    };
    let people = [
        counted(site.households, "plain-households"),
        counted(site.people, "plain-persons"),
    ];
    let people: Vec<String> = people.into_iter().flatten().collect();
    let people = match people[..] {
        [] => words.say("plain-not-counted"),
        _ => people.join(", "),
    };
    let reasons = row.reasons.iter().map(|reason| {
        let factor = words.say(&format!("factor-{}", reason.factor));
        let points = words.number(reason.points, 0);
        let name = if reason.known {
            "plain-reason"
        } else {
            "plain-reason-unknown"
        };
        words.say_with(
            name,
            &[("factor", factor.into()), ("points", points.into())],
        )
    });
    let reasons: Vec<String> = reasons.collect();
    let cells = [
        class.join("; "),
        people,
        format!(
            "{} ({}–{})",
            one(score.value),
            one(score.low),
            one(score.high)
        ),
        reasons.join(", "),
    ]
    .map(|cell| escaped(&cell));
    let [class, people, score, reasons] = cells;
    let (name, code) = (escaped(&site.name), escaped(&site.code));
    let rank = row.rank;
    format!(
        "<tr><td>{rank}</td><td>{class}</td><th scope=\"row\">{name} <small>{code}</small></th>\
         <td>{people}</td><td>{score}</td><td>{reasons}</td></tr>\n"
    )
}

/// The pages before and after.
fn turns(words: &Words, (start, end): (usize, usize), total: usize) -> String {
    let before = (start > 0).then(|| (start.saturating_sub(ROWS), "plain-before"));
    let after = (end < total).then_some((end, "plain-after"));
    let turns = [before, after].into_iter().flatten();
    let turns: Vec<String> = turns
        .map(|(from, name)| anchor(&format!("{LIST}?cursor={from}"), &words.say(name)))
        .collect();
    if turns.is_empty() {
        return String::new();
    }
    format!("<p>{}</p>\n", turns.join(" · "))
}

/// The page that lets in.
async fn door_page(State(door): State<Door>, headers: HeaderMap) -> Result<Response, Problem> {
    door.team_only()?;
    let body = door_form(&Words::of(language(&headers)), None);
    Ok(page(&headers, StatusCode::OK, &body))
}

/// Lets somebody in, by name, password and the code of their second factor; or out.
async fn come_in(
    State(door): State<Door>,
    asker: Asker,
    (headers, extensions): (HeaderMap, Extensions),
    body: Bytes,
) -> Result<Response, Problem> {
    door.team_only()?;
    let told = |wanted: &str| {
        let mut pairs = form_urlencoded::parse(&body);
        let found = pairs.find(|(name, _)| name == wanted);
        found.map(|(_, value)| value.into_owned())
    };
    if told("leave").is_some() {
        if let Way::Session { id, .. } = asker.0.way {
            door.jalon.end_session(&asker.0, id).await?;
        }
        return Ok(sent_to(DOOR, keys::forgotten()));
    }
    let name = told("name").unwrap_or_default();
    let from = keys::comes_from(&headers, &extensions, door.jalon.trusted_proxies());
    let words = Words::of(language(&headers));
    let refused = |status, why| {
        let form = door_form(&words, Some((&name, &words.say(why))));
        Ok(page(&headers, status, &form))
    };
    if door.attempts.count(&name, from).is_err() {
        return refused(StatusCode::TOO_MANY_REQUESTS, "receipt-too-often");
    }
    let given = SignIn {
        name: name.clone(),
        password: told("password").unwrap_or_default(),
        code: told("code").filter(|code| !code.trim().is_empty()),
        device: session::device(&headers),
        is_field_device: false,
    };
    match door.jalon.sign_in(given).await {
        Ok(entered) => {
            let cookie = keys::kept(&entered.secret, false).ok_or_else(Problem::broken)?;
            Ok(sent_to(LIST, cookie))
        }
        Err(app::Error::Account(AccountError::CodeMissing)) => {
            refused(StatusCode::UNAUTHORIZED, "plain-code-missing")
        }
        Err(error) => {
            tracing::warn!(from = ?from, %error, "somebody was not let in");
            let problem = Problem::from(error);
            if problem.status() == StatusCode::UNAUTHORIZED {
                refused(StatusCode::UNAUTHORIZED, "plain-not-right")
            } else {
                Err(problem)
            }
        }
    }
}

fn sent_to(address: &'static str, cookie: HeaderValue) -> Response {
    let headers = [
        (LOCATION, HeaderValue::from_static(address)),
        (SET_COOKIE, cookie),
    ];
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// The form of the door; after a try in vain with the name that was typed, never the password.
fn door_form(words: &Words, tried: Option<(&str, &str)>) -> String {
    let why =
        tried.map(|(_, why)| format!("<p role=\"alert\"><strong>{}</strong></p>\n", escaped(why)));
    let name = escaped(tried.map_or("", |(name, _)| name));
    let field = |(id, kind, more): (&str, &str, &str)| {
        let label = escaped(&words.say(&format!("plain-door-{id}")));
        format!(
            "<p><label for=\"{id}\">{label}</label><br>\
             <input id=\"{id}\" name=\"{id}\" type=\"{kind}\" {more}></p>\n"
        )
    };
    let known =
        format!("required autocomplete=\"username\" autocapitalize=\"none\" value=\"{name}\"");
    let fields = [
        ("name", "text", known.as_str()),
        (
            "password",
            "password",
            "required autocomplete=\"current-password\"",
        ),
        (
            "code",
            "text",
            "autocomplete=\"one-time-code\" inputmode=\"numeric\"",
        ),
    ]
    .map(field)
    .concat();
    let enter = escaped(&words.say("plain-door-enter"));
    format!(
        "{}{}<form method=\"post\" action=\"{DOOR}\">\n{fields}<p><button>{enter}</button></p>\n</form>\n",
        why.unwrap_or_default(),
        said(words, "plain-door-about"),
    )
}

/// The way out.
fn out(words: &Words) -> String {
    let leave = escaped(&words.say("plain-leave"));
    format!(
        "<form method=\"post\" action=\"{DOOR}\"><p><button name=\"leave\" value=\"1\">{leave}</button></p></form>\n"
    )
}

fn said(words: &Words, name: &str) -> String {
    paragraph(&words.say(name))
}

fn paragraph(text: &str) -> String {
    format!("<p>{}</p>\n", escaped(text))
}

/// A whole page; `body` is written already.
fn page(headers: &HeaderMap, status: StatusCode, body: &str) -> Response {
    let language: Language = language(headers);
    let words = Words::of(language);
    let title = escaped(&words.say("plain-title"));
    let whole = anchor("/", &words.say("plain-whole"));
    let page = format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" href=\"/plain.css\">\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n\
         {body}<p>{whole}</p>\n</main>\n</body>\n</html>\n"
    );
    let headers = [
        (
            CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        ),
        (CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (VARY, HeaderValue::from(ACCEPT_LANGUAGE)),
    ];
    (status, headers, page).into_response()
}
