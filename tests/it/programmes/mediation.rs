//! Mediation between landlords: a team walks the residences of a neighbourhood in the evening, and answers a
//! phone line; from the agreement to a family that is still housed where a round has met it.

use super::*;

/// Evenings of one week of 2024: residence, day, hours, contacts, of which about noise and about waste,
/// people led to a structure. The 11th of June was a Tuesday, the 16th a Sunday.
type Round = (&'static str, &'static str, [f64; 2], [u32; 3], u32);
const ROUNDS: [Round; 5] = [
    ("Les Bouleaux", "2024-06-11", [20.0, 24.0], [12, 8, 3], 1),
    ("Les Bouleaux", "2024-06-12", [20.0, 24.0], [9, 4, 0], 0),
    ("Les Cèdres", "2024-06-11", [20.0, 24.0], [7, 2, 6], 0),
    ("Les Cèdres", "2024-06-16", [19.0, 23.0], [5, 0, 5], 2),
    ("Les Bouleaux", "2024-06-16", [19.0, 23.0], [10, 10, 1], 0),
];

/// The agreement of two landlords, the programme, and the structure that people are led to.
struct Office<'c> {
    pilot: Colleague<'c>,
    mediator: Colleague<'c>,
    landlords: [String; 2],
    programme: String,
    structure: String,
}

impl<'c> Office<'c> {
    async fn of(city: &'c City) -> Self {
        let pilot = city.colleague("pilot", Role::OperatorCoordinator).await;
        let named = |name: &str, kind: &str| json!({ "name": name, "kind": kind });
        let landlords = [
            pilot
                .add(
                    "organisation",
                    named("Logis du Martinet", "social_landlord"),
                )
                .await,
            pilot
                .add("organisation", named("Toits de l'Autan", "social_landlord"))
                .await,
        ];
        let structure = named("Chantier du Lac", "insertion_structure");
        let structure = pilot.add("organisation", structure).await;
        let agreement = json!({ "kind": "landlords_mediation", "partners": landlords, "starts_on": "2024-01-01" });
        let agreement = format!("convention/{}", pilot.add("convention", agreement).await);
        pilot.step(&agreement, ("signed", "2023-12-12")).await;
        let programme =
            json!({ "title": "Médiation du Lac", "topics": ["mediation"], "pilots": landlords });
        Self {
            programme: pilot.add("action", programme).await,
            mediator: city.colleague("mediator", Role::SanitationSafety).await,
            landlords,
            structure,
            pilot,
        }
    }

    async fn planned(&self) {
        // Wednesdays and Sundays of June 2024 around Les Bouleaux; the plan of Les Cèdres ended before.
        for (residence, weekday, hour, ends_on) in [
            ("Les Bouleaux", "wednesday", 20.0, "2024-06-30"),
            ("Les Bouleaux", "sunday", 15.0, "2024-06-30"),
            ("Les Cèdres", "tuesday", 20.5, "2024-06-11"),
        ] {
            let plan = json!({ "programme": self.programme, "residence": residence, "weekday": weekday,
                "from_hour": hour, "until_hour": 24.0, "team": "Équipe du soir", "mediators": 3,
                "starts_on": "2024-06-01", "ends_on": ends_on });
            self.pilot.add("planned_round", plan).await;
        }
        let answer = json!({ "residence": "Les Cèdres", "weekday": "someday" });
        let answer = self.pilot.try_add("planned_round", answer).await;
        refused(&answer, (422, "monday"));
    }

    async fn walked(&self) {
        for (residence, on, [from, until], [contacts, noise, waste], referrals) in ROUNDS {
            let place = match residence {
                "Les Bouleaux" => json!([1.41, 43.61]),
                _ => json!([1.43, 43.61]),
            };
            let led: &[&str] = if referrals > 0 {
                &[&self.structure]
            } else {
                &[]
            };
            let round = json!({ "programme": self.programme, "kind": "round", "on": on, "from_hour": from,
                "until_hour": until, "residence": residence, "place": place, "neighbourhood": "W",
                "mediators": 6, "contacts": contacts, "contacts_noise": noise, "contacts_waste": waste,
                "themes": ["noise", "waste"], "referrals": referrals, "referred_to": led });
            self.mediator.add("mediation_round", round).await;
        }
        let line = json!({ "programme": self.programme, "kind": "phone_line", "on": "2024-06-12",
            "contacts": 4, "contacts_noise": 4, "themes": ["noise"], "residence": "Les Bouleaux" });
        self.mediator.add("mediation_round", line).await;
    }

    /// What cannot be: a round that has not been, more of a theme than of all, a residence without a place
    /// on earth, somebody without the right.
    async fn mistaken(&self, city: &City) {
        let round = |more: Value| {
            let mut fields = json!({ "kind": "round", "on": "2024-06-13" });
            fields
                .as_object_mut()
                .unwrap()
                .extend(more.as_object().unwrap().clone());
            fields
        };
        for (fields, said) in [
            (json!({ "on": "2099-01-01" }), "`on`"),
            (
                json!({ "contacts": 3, "contacts_noise": 4 }),
                "at most 3, all contacts",
            ),
            (json!({ "place": [200, 0] }), "longitude"),
            (json!({ "themes": ["gossip"] }), "noise"),
        ] {
            let answer = self
                .mediator
                .try_add("mediation_round", round(fields))
                .await;
            refused(&answer, (422, said));
        }
        let landlord = city.colleague("landlord", Role::Landlord).await;
        let answer = landlord.try_add("mediation_round", round(json!({}))).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        let map = landlord
            .get("/api/mediation/residences.geojson?year=2024")
            .await;
        assert_eq!(map.status, StatusCode::FORBIDDEN);
        let written = city.0.get(
            jalon::domain::Audience::Public,
            "/api/mediation/residences.geojson",
        );
        assert_eq!(written.await.status, StatusCode::NOT_FOUND);
    }

    /// A family that a round has met and led on: a home, and still there two years later.
    async fn led_to_a_home(&self) {
        let family = json!({ "size": 2, "wish": "ordinary_housing" });
        let household = self.pilot.add("household", family).await;
        let named = format!("household/{household}");
        self.pilot.step(&named, ("assessed", "")).await;
        self.pilot.to(&named, json!({ "to": "accompanied" })).await;
        let home =
            json!({ "kind": "social_rental", "landlord": self.landlords[0], "neighbourhood": "E" });
        let home = self.pilot.home(home).await;
        let moving = json!({ "household": household, "unit": home, "kind": "social_rental",
            "programme": self.programme, "tenure": "lease" });
        let moving = format!("move/{}", self.pilot.add("move", moving).await);
        self.pilot.step(&moving, ("moved", "2024-07-01")).await;
        self.pilot.still_housed(&household).await;
        assert_eq!(self.pilot.state(&named).await, "sustained");
    }
}

#[tokio::test]
async fn evenings_and_calls_are_told_by_residence_weekday_theme_and_on_the_map() {
    for city in City::on_both().await {
        let office = Office::of(&city).await;

        office.planned().await;
        office.walked().await;
        office.mistaken(&city).await;
        office.led_to_a_home().await;

        told(&office).await;
        on_the_map(&office).await;
        let led = format!(
            "mediation_round?linked_to=organisation:{}",
            office.structure
        );
        assert_eq!(office.pilot.list(&led).await.len(), 2);
        let outcomes = office.pilot.table("outcomes", "Months later").await;
        assert_eq!(outcomes[3][..4], ["24", "1", "1", "0"]);
    }
}

/// Rounds, contacts, calls, referrals: added up by hand from the week above.
async fn told(office: &Office<'_>) {
    let report = "mediation?year=2024";
    let residences = office.pilot.table(report, "By residence").await;
    let slots = office.pilot.table(report, "By weekday and hours").await;
    let themes = office.pilot.table(report, "By theme").await;
    let led = office.pilot.table(report, "Where people were led to").await;
    let before = office
        .pilot
        .table("mediation?year=2023", "Rounds and calls")
        .await;

    assert_eq!(
        residences,
        [
            ["Les Bouleaux", "3", "31", "4", "1"],
            ["Les Cèdres", "2", "12", "0", "2"],
        ]
    );
    assert_eq!(
        slots,
        [
            ["Tuesday", "20:00 – 24:00", "2", "19", "0", "1"],
            ["Wednesday", "20:00 – 24:00", "1", "9", "0", "0"],
            ["Wednesday", "– – –", "0", "0", "4", "0"],
            ["Sunday", "19:00 – 23:00", "2", "15", "0", "2"],
        ]
    );
    let planned = office.pilot.table(report, "Rounds planned and made").await;
    assert_eq!(
        planned,
        [
            ["Les Bouleaux", "Wednesday", "20:00 – 24:00", "4", "1"],
            ["Les Bouleaux", "Sunday", "15:00 – 24:00", "5", "0"],
            ["Les Cèdres", "Tuesday", "20:30 – 24:00", "2", "1"],
        ]
    );
    let theme = |name: &str| {
        let found = themes.iter().find(|row| row[0] == name);
        found.unwrap()[1..].to_vec()
    };
    assert_eq!(theme("noise"), ["6", "28"]);
    assert_eq!(theme("waste"), ["5", "15"]);
    assert_eq!(theme("conflict"), ["0", "0"]);
    let structure = format!("{} Chantier du Lac", office.structure);
    assert_eq!(led, [[structure.as_str(), "2"]]);
    assert!(
        before.is_empty() || before[0][0].contains("Nothing"),
        "{before:?}"
    );
}

async fn on_the_map(office: &Office<'_>) {
    let map = office
        .mediator
        .get("/api/mediation/residences.geojson?year=2024")
        .await;

    assert_eq!(map.headers["content-type"], "application/geo+json");
    let map = map.json();
    assert_eq!(map["features"].as_array().unwrap().len(), 2);
    let birches = &map["features"][0];
    assert_eq!(birches["geometry"]["coordinates"], json!([1.41, 43.61]));
    assert_eq!(
        birches["properties"],
        json!({ "residence": "Les Bouleaux", "neighbourhood": "W",
        "rounds": 3, "contacts": 31, "calls": 4, "referrals": 1, "last_on": "2024-06-16" })
    );
}
