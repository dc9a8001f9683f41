//! Partners, what they have signed, the programmes, their money, their figures and the evening rounds.

use time::{Date, Duration, Weekday, macros::date};

use super::{
    super::{
        draw::Draw,
        placements::{AGENCY, PRIVATE, PROGRAMMES, SOCIAL_LANDLORDS},
    },
    Rows, TODAY,
};

/// Partners that let no homes.
const OTHERS: [(&str, &str, &str); 11] = [
    ("ETAT", "État", "state"),
    ("VILLE", "Ville de Belorme-sur-Garonne", "city"),
    ("AGGLO", "Agglomération de Belorme", "metropole"),
    ("DEPT", "Département du Belormois", "departement"),
    (
        "SEUIL",
        "Association Passerelle du Seuil",
        "operator_association",
    ),
    (
        "RIVES",
        "Association des Deux Rives",
        "operator_association",
    ),
    ("SANTE", "Équipe mobile de santé", "health"),
    ("ECOLE", "Réseau des écoles", "education"),
    ("FEU", "Service d'incendie et de secours", "fire_service"),
    ("CHANTIER", "Chantier du Confluent", "insertion_structure"),
    ("EMPLOI", "Maison de l'emploi", "insertion_structure"),
];

/// Residences of the evening rounds, with their neighbourhood and their place.
const RESIDENCES: [(&str, &str, &str); 8] = [
    ("Les Acacias", "N05", "1.1952;43.9077"),
    ("Les Bouleaux", "N05", "1.2003;43.9029"),
    ("Les Cèdres", "N05", "1.2041;43.9073"),
    ("Le Grand Mail", "N11", "1.1672;43.9310"),
    ("La Coursive", "N11", "1.1723;43.9262"),
    ("Le Belvédère bas", "N11", "1.1761;43.9306"),
    ("Les Terrasses", "N17", "1.1572;43.9160"),
    ("La Tour du Lac", "N17", "1.1623;43.9112"),
];

/// Who pays, with the least a year in thousands of euros.
const SOURCES: [(&str, u32); 4] = [
    ("state", 180),
    ("city", 90),
    ("departement", 40),
    ("europe", 30),
];

const THEMES: [&str; 7] = [
    "noise",
    "gathering",
    "conflict",
    "waste",
    "information",
    "isolation",
    "safety",
];

pub(super) fn tables(draw: &mut Draw) -> Vec<Rows> {
    vec![
        organisations(draw),
        conventions(draw),
        actions(),
        finance(draw),
        indicators(draw),
        rounds(draw),
    ]
}

/// The code of whoever lets a home.
pub(super) fn landlord_code(landlord: &str) -> String {
    match landlord {
        PRIVATE => "PRIVES".to_owned(),
        AGENCY => "AGENCE".to_owned(),
        social => {
            let at = SOCIAL_LANDLORDS.iter().position(|one| *one == social);
            at.map_or_else(String::new, |at| format!("B{:02}", at + 1))
        }
    }
}

/// The code of a programme.
pub(super) fn programme_code(title: &str) -> &'static str {
    let at = PROGRAMMES.iter().position(|(own, _)| *own == title);
    ["BERGES", "RAIL", "CLES"][at.unwrap_or(0)]
}

fn organisations(draw: &mut Draw) -> Rows {
    let mut rows = Rows::of("organisation", "code,name,kind,homes_owned");
    for (code, name, kind) in OTHERS {
        rows.add(&[&code, &name, &kind, &""]);
    }
    for landlord in SOCIAL_LANDLORDS {
        let owned = 400 + 50 * draw.below(90);
        rows.add(&[
            &landlord_code(landlord),
            &landlord,
            &"social_landlord",
            &owned,
        ]);
    }
    rows.add(&[
        &landlord_code(PRIVATE),
        &"Propriétaires privés",
        &"private_landlord",
        &"",
    ]);
    rows.add(&[&landlord_code(AGENCY), &AGENCY, &"social_agency", &""]);
    rows
}

fn conventions(draw: &mut Draw) -> Rows {
    let columns = "code,state,kind,landlord,partners,homes,homes_new_households,homes_existing_tenants,follow_up_months,signed_on,starts_on,ends_on";
    let mut rows = Rows::of("convention", columns);
    let signed = date!(2023 - 11 - 06);
    for (at, landlord) in (1_u32..).zip(SOCIAL_LANDLORDS) {
        let homes = 6 + draw.below(14);
        rows.add(&[
            &format!("CV{at:02}"),
            &"signed",
            &"reservation",
            &landlord_code(landlord),
            &"VILLE;ETAT",
            &homes,
            &"",
            &"",
            &12,
            &(signed + Duration::days(at.into())),
            &date!(2023 - 12 - 01),
            &date!(2026 - 11 - 30),
        ]);
    }
    let others: [(&str, &str, &str, u32); 3] = [
        ("rental_mediation", "AGENCE", "VILLE", 60),
        ("guarantee", "PRIVES", "VILLE;DEPT", 40),
        ("accompanied_housing", "B07", "SEUIL;ETAT", 24),
    ];
    for (at, (kind, landlord, partners, homes)) in (14_u32..).zip(others) {
        let is_accompanied = kind == "accompanied_housing";
        let shares = if is_accompanied {
            ["18", "6"]
        } else {
            ["", ""]
        };
        rows.add(&[
            &format!("CV{at:02}"),
            &"signed",
            &kind,
            &landlord,
            &partners,
            &homes,
            &shares[0],
            &shares[1],
            &(if is_accompanied { 18 } else { 12 }),
            &signed,
            &date!(2023 - 12 - 01),
            &date!(2027 - 11 - 30),
        ]);
    }
    rows
}

fn actions() -> Rows {
    let columns = "code,state,title,topics,pilots,operators,starts_on,ends_on,households_a_year_least,households_a_year_most";
    let mut rows = Rows::of("action", columns);
    let began = date!(2023 - 11 - 01);
    let until = date!(2027 - 12 - 31);
    let programmes = [
        ("Plan des Berges", "SEUIL", 30, 50),
        ("Plan du Rail", "RIVES", 20, 35),
        ("Clés en main", "SEUIL", 20, 40),
    ];
    for (title, operator, least, most) in programmes {
        rows.add(&[
            &programme_code(title),
            &"under_way",
            &title,
            &"health;schooling;site_safety;employment;housing;return",
            &"VILLE;ETAT",
            &operator,
            &began,
            &until,
            &least,
            &most,
        ]);
    }
    rows.add(&[
        &"MEDIATION",
        &"under_way",
        &"Médiation entre bailleurs",
        &"mediation",
        &"VILLE",
        &"RIVES",
        &date!(2024 - 09 - 01),
        &until,
        &"",
        &"",
    ]);
    rows
}

fn finance(draw: &mut Draw) -> Rows {
    let columns = "code,programme,year,source,planned_eur,executed_eur";
    let mut rows = Rows::of("finance", columns);
    let years = ["BERGES", "RAIL", "CLES", "MEDIATION"]
        .into_iter()
        .flat_map(|programme| (2024..=2026).map(move |year| (programme, year)));
    let grants = years.flat_map(|year| SOURCES.map(|source| (year, source)));
    for (number, ((programme, year), (source, least))) in (1_u32..).zip(grants) {
        let planned = 1_000 * draw.whole(least, 2 * least);
        // The last year is not over.
        let spent = if year == 2026 { (60, 85) } else { (82, 104) };
        let executed = planned / 100 * draw.whole(spent.0, spent.1);
        rows.line(&format!(
            "FI{number:03},{programme},{year},{source},{planned},{executed}"
        ));
    }
    rows
}

fn indicators(draw: &mut Draw) -> Rows {
    let mut rows = Rows::of("indicator", "code,programme,name,on,value,target");
    let mut number = 0;
    for programme in ["BERGES", "RAIL", "CLES"] {
        for (name, target) in [
            ("Enfants inscrits à l'école (%)", 100),
            ("Sites avec eau potable (%)", 100),
            ("Adultes suivis vers l'emploi (%)", 60),
        ] {
            for (on, least) in [
                (date!(2024 - 12 - 31), 35),
                (date!(2025 - 12 - 31), 50),
                (date!(2026 - 10 - 31), 62),
            ] {
                number += 1;
                let value = draw.whole(least, least + 25).min(target);
                rows.add(&[
                    &format!("IN{number:03}"),
                    &programme,
                    &name,
                    &on,
                    &value,
                    &target,
                ]);
            }
        }
    }
    rows
}

/// Two residences an evening, each on its own weekdays.
const EVENINGS: usize = 2;

/// The residence of one of the rounds of an evening.
fn residence(day: Weekday, nth: usize) -> (&'static str, &'static str, &'static str) {
    let evening = usize::from(day.number_days_from_monday());
    RESIDENCES[(evening * EVENINGS + nth) % RESIDENCES.len()]
}

/// The rounds of every week, as the landlords have agreed on them.
pub(super) fn planned() -> Rows {
    let columns = "code,programme,residence,neighbourhood,place,weekday,from_hour,until_hour,team,mediators,starts_on";
    let mut rows = Rows::of("planned_round", columns);
    let week = std::iter::successors(Some(Weekday::Monday), |day| {
        (*day != Weekday::Sunday).then(|| day.next())
    });
    let slots = week.filter_map(|day| Some((day, hours(day)?)));
    let slots = slots.flat_map(|slot| (0..EVENINGS).map(move |nth| (slot, nth)));
    for (number, ((day, (from, until)), nth)) in (1..).zip(slots) {
        let (residence, neighbourhood, place) = residence(day, nth);
        let name = day.to_string().to_lowercase();
        let team = ["Équipe du soir A", "Équipe du soir B"][nth];
        rows.line(&format!(
            "RP{number:02},MEDIATION,{residence},{neighbourhood},{place},{name},{from},{until},{team},3,2024-09-01"
        ));
    }
    rows
}

/// The last eight weeks: the rounds of the plan but for a few, and the calls of the week on Fridays.
fn rounds(draw: &mut Draw) -> Rows {
    let columns = "code,programme,kind,on,from_hour,until_hour,residence,neighbourhood,place,mediators,contacts,themes,referrals,referred_to";
    let mut rows = Rows::of("mediation_round", columns);
    let mut number = 0;
    for days in (1..=56).rev() {
        let day = TODAY - Duration::days(days);
        let evenings = hours(day.weekday()).map_or(0, |_| EVENINGS);
        for nth in 0..evenings {
            // Somebody is ill, or it storms.
            if draw.below(14) == 0 {
                continue;
            }
            number += 1;
            rows.line(&round(draw, number, (day, nth)));
        }
        if day.weekday() == Weekday::Friday {
            number += 1;
            let calls = draw.whole(4, 30);
            rows.line(&format!(
                "MR{number:03},MEDIATION,phone_line,{day},,,,,,1,{calls},information,0,"
            ));
        }
    }
    rows
}

/// Tuesday to Saturday from eight to midnight, Sunday an hour earlier.
const fn hours(weekday: Weekday) -> Option<(u32, u32)> {
    match weekday {
        Weekday::Monday => None,
        Weekday::Sunday => Some((19, 23)),
        _ => Some((20, 24)),
    }
}

fn round(draw: &mut Draw, number: usize, (day, nth): (Date, usize)) -> String {
    let (from, until) = hours(day.weekday()).unwrap_or_default();
    let (residence, neighbourhood, place) = residence(day.weekday(), nth);
    let (one, other) = (
        *draw.weighted(&THEMES, |_| 1),
        *draw.weighted(&THEMES, |_| 1),
    );
    let themes = if one == other {
        one.to_owned()
    } else {
        format!("{one};{other}")
    };
    let referrals = draw.below(6) / 4;
    let to = if referrals > 0 { "CHANTIER" } else { "" };
    let contacts = draw.whole(2, 24);
    format!(
        "MR{number:03},MEDIATION,round,{day},{from},{until},{residence},{neighbourhood},{place},3,{contacts},{themes},{referrals},{to}"
    )
}
