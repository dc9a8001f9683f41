//! The name of somebody whose account is anonymous: in no row that they wrote, only in what is chained.

use axum::http::{Method, header::CONTENT_TYPE};
use sqlx::Row;

use super::*;

const NAME: &str = "c.petit";

/// Every column that holds who wrote a row.
const AUTHORS: [(&str, &str); 18] = [
    ("visit", "visited_by"),
    ("visit_ruling", "ruled_by"),
    ("outline_ruling", "ruled_by"),
    ("override_entry", "author"),
    ("override_lifting", "author"),
    ("works_order", "author"),
    ("works_ending", "author"),
    ("incident", "author"),
    ("placing_proposal", "author"),
    ("placing_decision", "author"),
    ("weights", "actor"),
    ("register_entry", "created_by"),
    ("register_entry", "changed_by"),
    ("register_revision", "actor"),
    ("publication", "made_by"),
    ("attachment", "added_by"),
    ("attachment", "removed_by"),
    ("webhook", "created_by"),
];

async fn sent(town: &TestTown, address: &str, form: Value) -> Value {
    let request = Request::builder()
        .method(Method::POST)
        .uri(address)
        .header(HOST, "127.0.0.1:8080")
        .header(CONTENT_TYPE, "application/json")
        .body(Body::from(form.to_string()))
        .unwrap();
    let answer = ask(town.router(Audience::Team), request).await;
    assert!(answer.status.is_success(), "{address}: {}", answer.text());
    answer.json()
}

/// Writes something of every sort, as people in charge write it.
async fn wrote(town: &TestTown) {
    let visits = "/api/settlements/S1/visits";
    let visit = json!({ "by": NAME, "answers": { "pests": "no" } });
    let visit = sent(town, visits, visit).await;
    let id = visit["visit"]["id"].as_str().unwrap();
    let reason = json!({ "by": NAME, "reason": "twice" });
    sent(town, &format!("{visits}/{id}/withdrawal"), reason).await;
    let corners = json!([[1.4045, 43.602], [1.4065, 43.602], [1.4065, 43.603]]);
    let walked = json!({ "by": NAME, "nothing_changed": true, "outline": { "how": "drawn", "corners": corners } });
    let walked = sent(town, visits, walked).await;
    let walked = VisitId(walked["visit"]["id"].as_str().unwrap().parse().unwrap());
    let aside = town
        .jalon
        .set_outline_aside(("S1", walked), "the hedge", NAME);
    aside.await.unwrap();
    let works = json!({ "by": NAME, "settlement": "S1", "kind": "pest_control" });
    let order = sent(town, "/api/works", works).await;
    let done = format!("/api/works/{}/done", order["number"]);
    sent(town, &done, json!({ "by": NAME })).await;
    let fire = json!({ "by": NAME, "settlement": "S1", "kind": "fire", "on": "2026-01-03", "deaths": "none",
        "injured": "none", "severity": "serious", "narrative": "a fire" });
    sent(town, "/api/incidents", fire).await;
    let person = Person::operator(NAME);
    let entry = NewEntry {
        fields: [("size".to_owned(), json!(3))].into(),
        ..NewEntry::default()
    };
    let entry = town
        .jalon
        .add_entry(Register::Household, &entry, (&person, None));
    entry.await.unwrap();
    town.jalon
        .publish_figures(Audience::Team, (None, &person))
        .await
        .unwrap();
    let place = FilePlace::Settlement("S1".to_owned());
    let plan = NewFile {
        name: "plan.pdf".to_owned(),
        bytes: b"%PDF-1.7\n% made up\n%%EOF\n".to_vec(),
    };
    town.jalon.add_file(&place, plan, &person).await.unwrap();
}

async fn count(town: &TestTown, (table, column): (&str, &str)) -> i64 {
    let sql = format!("select count(*) from {table} where {column} = '{NAME}'");
    let sql = sqlx::AssertSqlSafe(sql);
    let url = town.database_url();
    if url.starts_with("postgres") {
        let mut server = PgConnection::connect(url).await.unwrap();
        sqlx::query(sql)
            .fetch_one(&mut server)
            .await
            .unwrap()
            .get(0)
    } else {
        let mut file = SqliteConnection::connect(url).await.unwrap();
        sqlx::query(sql).fetch_one(&mut file).await.unwrap().get(0)
    }
}

async fn changed(town: &TestTown, sql: &'static str) -> bool {
    let url = town.database_url();
    if url.starts_with("postgres") {
        let mut server = PgConnection::connect(url).await.unwrap();
        sqlx::raw_sql(sql).execute(&mut server).await.is_ok()
    } else {
        let mut file = SqliteConnection::connect(url).await.unwrap();
        sqlx::raw_sql(sql).execute(&mut file).await.is_ok()
    }
}

#[tokio::test]
async fn an_account_without_a_name_leaves_none_in_what_it_wrote() {
    for town in towns().await {
        wrote(&town).await;
        let mut held = Vec::new();
        for author in AUTHORS {
            let is_there = count(&town, author).await > 0;
            held.extend(is_there.then_some(author.0));
        }
        let person = Person::operator("test");
        let then = at(&town, THEN).await;
        then.add_user(NAME, &[], &person).await.unwrap();
        then.disable_user(NAME, &person).await.unwrap();
        assert!(!changed(&town, "update visit set visited_by = 'x'").await);
        assert!(!changed(&town, "update works_order set author = 'x'").await);
        assert!(!changed(&town, "update register_revision set actor = 'x'").await);
        assert!(!changed(&town, "update publication set made_by = 'x'").await);
        assert!(!changed(&town, "update attachment set added_by = 'x'").await);

        run(&town).await;

        let expected = [
            "visit",
            "visit_ruling",
            "outline_ruling",
            "works_order",
            "works_ending",
            "incident",
            "register_entry",
            "register_entry",
            "register_revision",
            "publication",
            "attachment",
        ];
        assert_eq!(held, expected);
        for author in AUTHORS {
            assert_eq!(count(&town, author).await, 0, "{author:?}");
        }
        assert!(count(&town, ("audit_event", "actor")).await > 0);
        let proofs = at(&town, NOW).await.prove_records().await.unwrap();
        assert!(proofs.iter().all(|proof| proof.faults.is_empty()));
        // Nothing else of such a row, while names are taken out.
        let more = "insert into erasing values ('main', 'authors'); update visit set team = 'x'";
        assert!(!changed(&town, more).await);
    }
}
