//! Works orders, incidents, overrides and teams as files of rows: every row or none.

use axum::{
    body::Body,
    http::{Request, StatusCode, header::HOST},
};
use jalon::domain::{Audience::Team, NewGrant, Role};

use super::{in_days, towns};
use crate::{
    accounts::{WITHOUT_FACTOR, inside, request},
    support::{Answer, TestTown, ask},
};

const KINDS: [&str; 5] = ["works", "works_ends", "incidents", "overrides", "teams"];

async fn take_in(town: &TestTown, kind: &str, text: &str) -> Answer {
    let request = Request::post(format!("/api/casework/{kind}/entries.csv"))
        .header(HOST, "127.0.0.1:8080")
        .body(Body::from(text.to_owned()))
        .unwrap();
    ask(town.router(Team), request).await
}

async fn rows(town: &TestTown, kind: &str) -> Vec<String> {
    let address = format!("/api/casework/{kind}/entries.csv");
    let file = town.get(Team, &address).await;
    assert_eq!(file.status, StatusCode::OK, "{}", file.text());
    file.text().lines().skip(1).map(str::to_owned).collect()
}

/// A file of each sort, under the columns of its template, and what of its first row comes back.
fn files() -> [(&'static str, String, &'static str); 4] {
    let until = in_days(30);
    [
        (
            "works",
            "S1;water_point;2026-01-05;;voirie;1250,50;=1+1;service\nS1;toilets;;;;;;service\n"
                .to_owned(),
            "open,S1,water_point,2026-01-05,,voirie,1250.5,'=1+1,service",
        ),
        (
            "incidents",
            "S1;fire;2026-01-05;;serious;none;;a bin has burnt;service\n".to_owned(),
            "S1,fire,2026-01-05,,serious,none,unknown,a bin has burnt,service",
        ),
        (
            "overrides",
            format!(
                "S1;;D;the bank slides;{until};officer\nS1;imminent_danger;;the wall leans;{until};officer\n"
            ),
            "in_force,S1,class,D,the bank slides,",
        ),
        (
            "teams",
            "voirie;05 61 00 00 00;;S1;;\nde garde;;garde@city.example;;;oui\n".to_owned(),
            "",
        ),
    ]
}

async fn template(town: &TestTown, kind: &str) -> String {
    let address = format!("/api/casework/{kind}/template.csv");
    let found = town.get(Team, &address).await;
    found.text().trim().replace(',', ";")
}

#[tokio::test]
async fn each_sort_is_taken_in_by_its_template_and_comes_back_as_rows() {
    for town in towns().await {
        for (kind, body, told) in files() {
            let file = format!("{}\n{body}", template(&town, kind).await);

            let taken = take_in(&town, kind, &file).await;

            assert_eq!(taken.status, StatusCode::OK, "{kind}: {}", taken.text());
            let found = rows(&town, kind).await;
            assert_eq!(taken.json()["added"], found.len(), "{kind}: {found:?}");
            let is_told = found.iter().any(|row| row.contains(told));
            assert!(is_told, "{kind}: {found:?}");
        }
        let teams = rows(&town, "teams").await;
        assert_eq!(
            teams,
            [
                "de garde,,garde@city.example,,,yes",
                "voirie,05 61 00 00 00,,S1,,no"
            ]
        );
        let contact = town.get(Team, "/api/settlements/S1").await.json();
        assert_eq!(contact["contact"]["team"], "voirie", "{contact}");
        let actions: Vec<String> = town
            .audit()
            .await
            .into_iter()
            .map(|one| one.action)
            .collect();
        let of = |action: &str| actions.iter().filter(|one| *one == action).count();
        let told = ["works-add", "incident-add", "override-set", "team-set"].map(of);
        assert_eq!(told, [2, 1, 2, 2], "an event for each row");
    }
}

/// What is wrong, and what is said of it.
const WRONG: &[(&str, &str, [&str; 3])] = &[
    (
        "works",
        "settlement;kind;by\nS1;toilets;me\nS1;palace;me\n",
        ["row 2", "`kind`", "water_point"],
    ),
    (
        "works",
        "settlement;kind;by\nS1;toilets;me\nS9;toilets;me\n",
        ["row 2", "S9", "jalon rank"],
    ),
    (
        "works",
        "settlement;kind;by;cost_eur\nS1;toilets;me;lots\n",
        ["row 1", "`cost_eur`", "a number"],
    ),
    (
        "works",
        "number;settlement;kind;by\n7;S1;toilets;me\n",
        ["row 1", "`number`", "leave such rows out"],
    ),
    (
        "works",
        "settlement;kind;by;colour\nS1;toilets;me;red\n",
        ["`column`", "colour", "requested_on"],
    ),
    (
        "works",
        "settlement;kind;by;by\nS1;toilets;me;me\n",
        ["`column`", "by", "once"],
    ),
    (
        "works",
        "settlement;kind;by\n",
        ["`rows`", "1 to 5000", "part"],
    ),
    (
        "works_ends",
        "number;how;by\n9999;done;me\n",
        ["row 1", "9999", "jalon works list"],
    ),
    (
        "works_ends",
        "number;how;by\nfirst;done;me\n",
        ["row 1", "`number`", "a number"],
    ),
    (
        "works_ends",
        "number;how;by\n1.5;done;me\n",
        ["row 1", "`number`", "its file"],
    ),
    (
        "incidents",
        "settlement;kind;on;by;place\nS1;fire;2026-01-05;me;north\n",
        ["row 1", "`place`", "longitude"],
    ),
    (
        "incidents",
        "settlement;kind;on;by\nS1;fire;2026-01-05;me\nS1;fire;2099-01-05;me\n",
        ["row 2", "`on`", "YYYY-MM-DD"],
    ),
    (
        "overrides",
        "settlement;class;reason;until;by\nS1;Z;slides;2026-02-05;me\n",
        ["row 1", "`class`", "E"],
    ),
    (
        "overrides",
        "settlement;kind;reason;until;by\nS1;doom;slides;2026-02-05;me\n",
        ["row 1", "`kind`", "imminent_danger"],
    ),
    (
        "teams",
        "name;phone;settlements\nvoirie;18;S1\nvoirie;18;S1\n",
        ["row 2", "`name`", "once"],
    ),
    (
        "teams",
        "name;phone;all\nvoirie;18;perhaps\n",
        ["row 1", "`all`", "`yes`"],
    ),
];

#[tokio::test]
async fn one_bad_row_keeps_the_whole_file_out_and_says_row_column_and_what_to_do() {
    for town in towns().await {
        for (kind, file, words) in WRONG {
            let refused = take_in(&town, kind, file).await;

            let said = refused.json()["detail"].as_str().unwrap().to_owned();
            assert!(refused.status.is_client_error(), "{kind} {file}: {said}");
            let left = words.iter().find(|word| !said.contains(**word));
            assert_eq!(left, None, "{said}");
        }
        for kind in KINDS {
            assert_eq!(rows(&town, kind).await, Vec::<String>::new(), "{kind}");
        }
    }
}

#[tokio::test]
async fn orders_are_ended_by_a_file_every_one_or_none() {
    for town in towns().await {
        let orders = "settlement;kind;requested_on;by\nS1;toilets;2026-01-05;me\nS1;water_point;2026-01-05;me\n";
        take_in(&town, "works", orders).await;
        let filed = rows(&town, "works").await;
        let [second, first] = [0, 1].map(|at| filed[at].split(',').next().unwrap().to_owned());
        let file = |rows: &[String]| format!("number;how;on;note;by\n{}\n", rows.join("\n"));
        let done = format!("{first};done;2026-01-06;;service");
        let cancelled = format!("{second};cancelled;2026-01-07;the place was closed;service");

        for (rows, words) in [
            (
                [&done[..], &format!("{second};cancelled;;;service")],
                ["row 2", "`note`"],
            ),
            (
                [&done, &format!("{second};burnt;;;service")],
                ["row 2", "done, cancelled"],
            ),
            (
                [&done, &format!("{second};done;2026-01-04;;service")],
                ["row 2", "`on`"],
            ),
            ([&done, &done], ["row 2", "each order once"]),
        ] {
            let refused = take_in(&town, "works_ends", &file(&rows.map(str::to_owned))).await;
            let said = refused.text();
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
            assert!(words.iter().all(|word| said.contains(word)), "{said}");
        }
        assert_eq!(rows(&town, "works_ends").await, Vec::<String>::new());
        let all = file(&[done, cancelled]);
        let taken = take_in(&town, "works_ends", &all).await;
        let again = take_in(&town, "works_ends", &all).await;

        assert_eq!(taken.json()["added"], 2, "{}", taken.text());
        assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.text());
        let told = [
            format!("{second},S1,water_point,cancelled,2026-01-07,the place was closed,service"),
            format!("{first},S1,toilets,done,2026-01-06,,service"),
        ];
        assert_eq!(rows(&town, "works_ends").await, told);
        let open = town.get(Team, "/api/works?open=true").await.json();
        assert_eq!(open["items"].as_array().unwrap().len(), 0, "{open}");
    }
}

#[tokio::test]
async fn files_are_taken_in_and_along_by_those_who_may_do_so_one_by_one() {
    let town = TestTown::small_with(WITHOUT_FACTOR).await;
    let admin = inside(&town, "admin", NewGrant::of(Role::TerritoryAdmin)).await;
    let agent = inside(&town, "agent", NewGrant::of(Role::SanitationSafety)).await;
    let planner = inside(&town, "planner", NewGrant::of(Role::Planner)).await;
    let worker = inside(&town, "worker", NewGrant::of(Role::CaseWorker)).await;
    for (kind, body, _) in files() {
        let file = format!("{}\n{body}", template_of(&town, kind, &admin).await);
        let is_for_all = kind != "teams";
        for (who, reads, writes) in [
            (&admin, true, true),
            (&agent, true, is_for_all),
            (&planner, true, false),
            (&worker, false, false),
        ] {
            let address = format!("/api/casework/{kind}/entries.csv");
            let mut give = request((axum::http::Method::POST, &address), who, None);
            *give.body_mut() = Body::from(file.clone());

            let taken = ask(town.router(Team), give).await;
            let look = request((axum::http::Method::GET, &address), who, None);
            let looked = ask(town.router(Team), look).await;

            assert_eq!(taken.status, expected(writes), "{kind}: {}", taken.text());
            assert_eq!(looked.status, expected(reads), "{kind}: {}", looked.text());
        }
    }
}

fn expected(may: bool) -> StatusCode {
    if may {
        StatusCode::OK
    } else {
        StatusCode::FORBIDDEN
    }
}

async fn template_of(town: &TestTown, kind: &str, cookie: &str) -> String {
    let address = format!("/api/casework/{kind}/template.csv");
    let asked = request((axum::http::Method::GET, &address), cookie, None);
    let found = ask(town.router(Team), asked).await;
    found.text().trim().replace(',', ";")
}
