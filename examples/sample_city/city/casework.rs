//! What people of the invented city have written down. Days are counted from the day of loading,
//! so that orders are late, incidents recent and overrides in force whenever one looks; telephone
//! numbers come from the range that the French regulator keeps for fiction.

use serde_json::{Value, json};

/// The text of the file.
pub(crate) fn file() -> String {
    let all = json!({
        "teams": teams(),
        "overrides": overrides(),
        "works": works(),
        "incidents": incidents(),
    });
    let mut text = serde_json::to_string_pretty(&all).unwrap_or_default();
    text.push('\n');
    text
}

fn teams() -> Value {
    json!([
        {"name": "Astreinte sécurité", "phone": "05 36 49 00 01",
            "email": "astreinte@belorme.example", "all": true},
        {"name": "Équipe des berges", "phone": "05 36 49 00 02",
            "settlements": ["S01", "S10", "S16"]},
        {"name": "Équipe du rail", "email": "rail@belorme.example", "settlements": ["S03", "S12"]},
    ])
}

fn overrides() -> Value {
    json!([
        {"settlement": "S16", "kind": "imminent_danger", "until_in_days": 30,
            "reason": "la berge s'affaisse sous trois tentes", "by": "astreinte sécurité"},
        {"settlement": "S13", "kind": "class", "class": "D", "until_in_days": 90,
            "reason": "plancher de l'étage instable, constaté sur place", "by": "service bâtiment"},
    ])
}

fn works() -> Value {
    let order = |settlement: &str, kind: &str, days: [i64; 2], rest: Value| {
        let mut order = json!({"settlement": settlement, "kind": kind,
            "requested_days_ago": days[0], "due_days_ago": days[1], "by": "service salubrité"});
        for (key, value) in rest.as_object().into_iter().flatten() {
            order[key] = value.clone();
        }
        order
    };
    json!([
        order(
            "S02",
            "water_point",
            [60, 20],
            json!({"cost_eur": 3_400.0,
            "done_days_ago": 25, "answers": {"water_m": 40}})
        ),
        order(
            "S02",
            "waste_collection",
            [30, -10],
            json!({"cost_eur": 900.0})
        ),
        order(
            "S03",
            "fire_equipment",
            [45, 5],
            json!({"note": "extincteurs et détecteurs"})
        ),
        order(
            "S07",
            "electrical_safety",
            [20, -20],
            json!({"cost_eur": 5_200.5})
        ),
        order(
            "S08",
            "pest_control",
            [90, 60],
            json!({"done_days_ago": 58,
            "answers": {"pests": false}})
        ),
        order(
            "S13",
            "structural",
            [10, -5],
            json!({"team": "service bâtiment"})
        ),
        order("S14", "toilets", [40, 10], json!({"cost_eur": 2_800.0})),
        order("S16", "access_path", [15, -15], json!({})),
    ])
}

fn incidents() -> Value {
    json!([
        {"settlement": "S03", "kind": "fire", "days_ago": 75, "severity": "serious",
            "deaths": "none", "injured": "1", "by": "service incendie",
            "narrative": "poêle renversé, deux habitations détruites"},
        {"settlement": "S16", "kind": "flood", "days_ago": 120, "severity": "serious",
            "deaths": "none", "injured": "none", "by": "astreinte sécurité"},
        {"settlement": "S06", "kind": "road", "days_ago": 200, "severity": "minor",
            "deaths": "none", "injured": "1", "by": "police municipale"},
        {"settlement": "S03", "kind": "fire", "days_ago": 500, "severity": "minor",
            "deaths": "none", "injured": "none", "by": "service incendie"},
    ])
}
