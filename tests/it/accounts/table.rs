//! Every address of the API document and of OGC, asked as every role: the answers are compared with
//! a table that people have read.

use std::fmt::Write;

use axum::http::{Method, StatusCode};
use jalon::domain::{Audience, CaseworkFile, Code, NewGrant, Register, ReportName, Role};
use serde_json::Value;

use super::{WITHOUT_FACTOR, inside, request, user};
use crate::support::{TestTown, ask};

/// The table; `+` let through to the address, `-` 403, `0` 404, `?` 401.
const TABLE: &str = include_str!("../fixtures/rights.txt");

/// What stands for the parts of an address that its route names.
const NAMED: [(&str, &str); 16] = [
    ("{code}", "S1"),
    ("{id}", "0199f0a0-0000-7000-8000-000000000001"),
    ("{visit}", "0199f0a0-0000-7000-8000-000000000001"),
    ("{number}", "1"),
    ("{name}", "no-such-name"),
    ("{least}", "4"),
    ("{collection}", "settlements"),
    ("{featureId}", "S1"),
    ("{set}", "WebMercatorQuad"),
    ("{tileMatrixSetId}", "WebMercatorQuad"),
    ("{tileMatrix}", "14"),
    ("{tileRow}", "5983"),
    ("{tileCol}", "8256"),
    ("{z}", "14"),
    ("{x}", "8256"),
    ("{tile}", "5983.mvt"),
];

fn filled(path: &str) -> String {
    let file = match path {
        path if path.starts_with("/api/layers/") => "export.geojson",
        "/tiles/{file}" | "/styles/{file}" => "settlements.json",
        _ => "settlements.png",
    };
    let more = [("{file}", file)];
    let named = NAMED.iter().chain(&more);
    named.fold(path.to_owned(), |path, (name, value)| {
        path.replace(name, value)
    })
}

/// The addresses of a document with their methods. The doors to oneself are everybody's, and some of
/// them close behind who asks.
fn listed(document: &Value) -> Vec<(&str, Method)> {
    let all = document["paths"].as_object().unwrap().iter();
    let each = all.flat_map(|(path, methods)| {
        let methods = methods.as_object().unwrap().keys();
        methods.map(move |method| (path.as_str(), method.to_uppercase()))
    });
    let wanted = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    each.filter(|(path, method)| {
        let is_own =
            path.starts_with("/api/session") && (*path, &**method) != ("/api/session", "GET");
        wanted.contains(&&**method) && !is_own
    })
    .map(|(path, method)| (path, method.parse().unwrap()))
    .collect()
}

/// An address for each register, report, file of casework and sort of layer that it stands for.
fn each_named(path: &str) -> Vec<String> {
    let (part, names) = match path {
        "/api/reports/{file}" => ("{file}", reports()),
        path if path.starts_with("/api/casework/{file}") => ("{file}", codes::<CaseworkFile>()),
        path if path.contains("{register}") => ("{register}", codes::<Register>()),
        path if path.contains("{collectionId}") => ("{collectionId}", layers()),
        path if path.contains("{layer}") => ("{layer}", layers()),
        path => return vec![path.to_owned()],
    };
    names.iter().map(|name| path.replace(part, name)).collect()
}

fn codes<C: Code>() -> Vec<String> {
    C::ALL.iter().map(|one| one.code().to_owned()).collect()
}

/// One layer for each right that a layer needs: settlements, how households are spread, hazards.
fn layers() -> Vec<String> {
    ["settlements", "neighbourhoods", "flood"]
        .map(str::to_owned)
        .to_vec()
}

/// Every report in the format that is made fastest.
fn reports() -> Vec<String> {
    let format = |name: ReportName| match name {
        ReportName::SiteSheet | ReportName::EmergencyFile => "xlsx",
        ReportName::CensusForm
        | ReportName::OrientationFile
        | ReportName::HouseholdPlan
        | ReportName::MoveNotice => "pdf",
        _ => "csv",
    };
    let all = ReportName::ALL.iter();
    all.map(|name| format!("{name}.{}", format(*name)))
        .collect()
}

fn each_address(all: Vec<(&str, Method)>) -> Vec<(String, Method)> {
    let each = all.into_iter().flat_map(|(path, method)| {
        let named = each_named(path).into_iter();
        named.map(move |path| (path, method.clone()))
    });
    each.collect()
}

/// Settings under which one may ask for every address at once.
pub(super) fn unhurried() -> String {
    format!(
        "{WITHOUT_FACTOR}[limits]\napi_per_minute = 0\ntiles_per_minute = 0\nexports_per_hour = 0\n"
    )
}

/// Every address that is looked at, filled in, with the roles that the table lets through to it.
pub(super) fn looked_at() -> Vec<(String, Vec<Role>)> {
    let rows = TABLE.lines().skip(1).filter_map(|row| {
        let (signs, address) = row.split_once(' ')?;
        let path = address.strip_prefix("GET ")?;
        // The first sign is nobody's.
        let roles = std::iter::zip(Role::ALL, signs.chars().skip(1));
        let let_in = roles.filter(|(_, sign)| *sign == '+');
        Some((filled(path), let_in.map(|(role, _)| *role).collect()))
    });
    rows.collect()
}

#[tokio::test]
async fn every_address_answers_every_role_as_the_table_says() {
    let town = TestTown::small_with(&unhurried()).await;
    user(&town, "first", &[]).await;
    let mut askers = vec![("nobody".to_owned(), String::new())];
    for role in Role::ALL {
        let cookie = inside(&town, role.code(), NewGrant::of(*role)).await;
        askers.push((role.code().to_owned(), cookie));
    }
    let (document, router) = (jalon::http::document(), town.router(Audience::Team));

    let mut table = String::new();
    let names: Vec<&str> = askers.iter().map(|(name, _)| name.as_str()).collect();
    writeln!(table, "{}", names.join(" ")).unwrap();
    for (path, method) in each_address(listed(&document)) {
        let mut row = String::new();
        for (_, cookie) in &askers {
            let mut asked = request((method.clone(), &filled(&path)), cookie, None);
            let purpose = "looking at the table".parse().unwrap();
            asked.headers_mut().insert("x-purpose", purpose);
            row.push(sign(ask(router.clone(), asked).await.status));
        }
        writeln!(table, "{row} {method} {path}").unwrap();
    }

    if table != TABLE {
        // A name of its own, and kept: other runs on this machine leave theirs.
        let left = tempfile::Builder::new()
            .prefix("jalon-rights-")
            .suffix(".txt")
            .tempfile();
        let (mut file, left) = left.unwrap().keep().unwrap();
        std::io::Write::write_all(&mut file, table.as_bytes()).unwrap();
        panic!("the table is another one, see {}", left.display());
    }
}

fn sign(status: StatusCode) -> char {
    match status {
        StatusCode::UNAUTHORIZED => '?',
        StatusCode::FORBIDDEN => '-',
        StatusCode::NOT_FOUND => '0',
        // Whoever asked too much was not asked for a right.
        StatusCode::TOO_MANY_REQUESTS => '!',
        status if status.is_server_error() => '!',
        _ => '+',
    }
}

#[test]
fn nobody_gets_past_the_door_and_nothing_breaks() {
    for row in TABLE.lines().skip(1) {
        let (signs, address) = row.split_once(' ').unwrap();
        let is_open = ["/health", "/api/session", "/api/openapi", "/api/receipts"]
            .iter()
            .any(|open| address.contains(open));

        assert_eq!(signs.len(), 1 + Role::ALL.len(), "{row}");
        assert!(!signs.contains('!'), "{row}");
        assert_eq!(signs.starts_with('?'), !is_open, "{row}");
    }
}
