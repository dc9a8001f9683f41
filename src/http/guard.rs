//! Who may knock: requests that come through another site's page or name are refused.
//!
//! Until there are accounts, the team's server trusts whoever can reach this machine; a web page
//! from elsewhere, open in the same browser, must not be able to. From the first account on, whoever
//! asks shows a session or a token, and `rights` says what each address needs.

use std::net::IpAddr;

use axum::{
    RequestExt,
    extract::{MatchedPath, RawPathParams, Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, Method,
        header::{self, HOST, ORIGIN},
    },
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{
    Door,
    allowances::{self, Asked, Caller, Standing},
    asker::unasked,
    error::Problem,
    keys::{self, Shown},
    openapi::is_of_the_team,
    plain, rights,
};
use crate::{
    access,
    domain::{Audience, Code as _, Person, Role, Territory},
};

/// What the page may load: its own files only.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'";

/// Lets a request through to its handler, or answers in its place.
pub(super) async fn stand_at_the_door(
    State(door): State<Door>,
    mut request: Request,
    next: Next,
) -> Response {
    if let Some(problem) = hidden(&door, &request).or_else(|| strange(&door, &request)) {
        return problem.into_response();
    }
    let from = keys::address(
        request.headers(),
        request.extensions(),
        door.jalon.trusted_proxies(),
    );
    let asker = asker(&door, keys::shown(request.headers()), from).await;
    let counted = counted(&door, asker.as_ref().ok(), &request);
    let standing = match counted {
        Some(counted) => standing(&door, asker.as_ref().ok(), counted).await,
        None => None,
    };
    let too_much = standing.and_then(|standing| standing.refusal());
    let let_in = match (too_much, asker) {
        (Some(problem), _) | (None, Err(problem)) => Err(problem),
        (None, Ok(person)) => let_in(&door, person, &mut request).await,
    };
    let mut response = match let_in {
        Ok(()) => next.run(request).await,
        Err(problem) => {
            plain::turned_away(&request, &problem).unwrap_or_else(|| problem.into_response())
        }
    };
    if let Some(standing) = standing {
        response.extensions_mut().insert(standing);
    }
    response
}

/// To the public the team's addresses are not there, before anything of a request is read: an
/// answer about a wrong parameter or body would tell that they are.
fn hidden(door: &Door, request: &Request) -> Option<Problem> {
    let is_hidden = door.audience == Audience::Public && is_of_the_team(request.uri().path());
    is_hidden.then(Problem::no_such_address)
}

/// Refuses names that are not this machine's (DNS rebinding) and changes asked by other sites.
fn strange(door: &Door, request: &Request) -> Option<Problem> {
    let headers = request.headers();
    let trusts_the_machine = door.audience == Audience::Team && !door.jalon.has_accounts();
    if trusts_the_machine && !names_this_machine(headers) {
        let detail = "this server answers to 127.0.0.1 and localhost only; use that address";
        return Some(Problem::stranger(detail));
    }
    let changes = !matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    let detail = "a page of another site asked for this change; do it from this server's page";
    (changes && is_cross_site(headers)).then(|| Problem::stranger(detail))
}

/// What is counted of a question, and for whom. A token that does not work is the public's.
fn counted(door: &Door, asker: Option<&Person>, request: &Request) -> Option<(Asked, Caller)> {
    let path = request.extensions().get::<MatchedPath>()?;
    let what = allowances::asked(door.audience, path.as_str(), request.method())?;
    let proxies = door.jalon.trusted_proxies();
    let from = keys::comes_from(request.headers(), request.extensions(), proxies);
    Some((what, allowances::caller(asker, what, from)?))
}

/// What whoever asks has left after this question; `None` where there is no limit.
async fn standing(
    door: &Door,
    asker: Option<&Person>,
    (what, caller): (Asked, Caller),
) -> Option<Standing> {
    let now = door.jalon.clock().now();
    let standing = door.allowances.count((what, caller), now)?;
    if let Some(person) = asker.filter(|_| what == Asked::Exports && standing.is_over())
        && door.allowances.is_to_be_noted(caller, now)
        && let Err(error) = Box::pin(door.jalon.note_export_limit(person)).await
    {
        tracing::error!(error = ?error, "that no export is left could not be written down");
    }
    Some(standing)
}

/// Who asks. What asks the database stands in a box of its own, here and above: with it this future
/// would have 16 kB, which every request would copy several times on its way in.
async fn asker(door: &Door, shown: Shown, from: Option<IpAddr>) -> Result<Person, Problem> {
    if door.audience == Audience::Public || !door.jalon.has_accounts() {
        return Ok(unasked(door.audience));
    }
    let known = match shown {
        Shown::Nothing => None,
        Shown::Session(secret) => Box::pin(door.jalon.person_by_session(&secret)).await?,
        Shown::Token(token) => {
            let known = Box::pin(door.jalon.person_by_token(&token, from)).await?;
            Some(known.ok_or_else(Problem::bad_token)?)
        }
        Shown::Unreadable => return Err(Problem::bad_token()),
    };
    Ok(known.unwrap_or_else(Person::public))
}

/// Hands who asks on to the handler, if they may come so far.
async fn let_in(door: &Door, mut person: Person, request: &mut Request) -> Result<(), Problem> {
    if door.audience == Audience::Team && door.jalon.has_accounts() {
        person = Box::pin(admitted(door.jalon.territory(), person, request)).await?;
    }
    request.extensions_mut().insert(person);
    Ok(())
}

/// Who asks, as they want to be seen, if they have the right that the address needs.
async fn admitted(
    territory: &Territory,
    person: Person,
    request: &mut Request,
) -> Result<Person, Problem> {
    let person = as_viewed(person, territory, request)?;
    // Where no route matches, there is nothing to be had.
    if let Some(path) = request.extensions().get::<MatchedPath>() {
        let need = rights::need(path.as_str(), request.method());
        let need = need.ok_or_else(Problem::forbidden)?;
        let named = named_in(request).await;
        rights::check(&person, territory, need, &named)?;
    }
    Ok(person)
}

/// The role as which somebody wants to look around.
const VIEW_AS: HeaderName = HeaderName::from_static("x-view-as");

/// The same person as another role sees things, where the header says so: for looking only.
fn as_viewed(person: Person, territory: &Territory, request: &Request) -> Result<Person, Problem> {
    let Some(value) = request.headers().get(VIEW_AS) else {
        return Ok(person);
    };
    let role = value.to_str().ok().and_then(Role::from_code);
    let role = role.ok_or_else(|| Problem::parameter("X-View-As", "a role, such as planner"))?;
    // Whose session has ended comes in again, and looks around after that.
    if !person.is_known() {
        return Err(Problem::not_signed_in());
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Problem::only_viewing());
    }
    if !access::may_view_as(&person, territory) {
        return Err(Problem::forbidden());
    }
    Ok(Person {
        views_as: Some(role),
        ..person
    })
}

/// The parts of the address that its route names.
async fn named_in(request: &mut Request) -> Vec<(String, String)> {
    let params = request.extract_parts::<RawPathParams>().await;
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    params.map_or_else(|_| Vec::new(), |params| params.iter().map(owned).collect())
}

/// Whether the `Host` is a name of this machine; HTTP/1.0 clients without one are let in.
fn names_this_machine(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(HOST) else {
        return true;
    };
    host.to_str().is_ok_and(|host| {
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
            _ => host,
        };
        name.eq_ignore_ascii_case("localhost") || name == "[::1]" || is_loopback(name)
    })
}

fn is_loopback(name: &str) -> bool {
    name.parse::<std::net::Ipv4Addr>()
        .is_ok_and(|address| address.is_loopback())
}

/// Whether a browser says that another site's page sends this.
fn is_cross_site(headers: &HeaderMap) -> bool {
    let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let fetch_site = HeaderName::from_static("sec-fetch-site");
    if let Some(site) = text(&fetch_site) {
        return !matches!(site, "same-origin" | "none");
    }
    match (text(&ORIGIN), text(&HOST)) {
        (Some(origin), Some(host)) => origin.split_once("://").map(|(_, from)| from) != Some(host),
        (Some(_), None) => true,
        (None, _) => false,
    }
}

/// Headers of every answer.
pub(super) fn set_security_headers(audience: Audience, headers: &mut HeaderMap) {
    if audience == Audience::Team {
        // Exact places must not outlive the page in a cache that someone else opens.
        headers
            .entry(header::CACHE_CONTROL)
            .or_insert(HeaderValue::from_static("private, no-store"));
    }
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ] {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect()
    }

    #[test]
    fn only_names_of_this_machine_are_answered_to() {
        for host in ["localhost:80", "127.0.0.1:8080", "127.0.0.1", "[::1]:1"] {
            assert!(names_this_machine(&headers(&[("host", host)])), "{host}");
        }
        for host in ["evil.example", "127.0.0.1.evil.example:80", "192.168.1.5"] {
            assert!(!names_this_machine(&headers(&[("host", host)])), "{host}");
        }
    }

    #[test]
    fn another_sites_page_cannot_ask_for_changes() {
        let own = [("origin", "http://127.0.0.1:80"), ("host", "127.0.0.1:80")];
        let other = [("origin", "https://evil.example"), ("host", "127.0.0.1:80")];

        assert!(!is_cross_site(&headers(&own)));
        assert!(is_cross_site(&headers(&other)));
        assert!(is_cross_site(&headers(&[("sec-fetch-site", "cross-site")])));
        assert!(!is_cross_site(&headers(&[])), "a program without a browser");
    }
}
