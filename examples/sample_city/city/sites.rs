//! The thirty settlements as the programme knows them: their story, before any shape is drawn.

use Beside::{Ground, Motorway, Railway, River, RiverRoad};
use jalon::domain::{
    SettlementKind::{
        self, Encampment, InsertionSite, Shantytown, Squat, UnfitDwelling, VehicleSite,
    },
    SettlementStatus::{
        self, Accompaniment, Closed, Confirmed, Diagnosis, Emergency, MovePlanned, Moving,
        Reported, Stabilised,
    },
};
use time::{Date, macros::date};

/// What a settlement lies beside.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Beside {
    /// The middle of the river.
    River,
    /// The main railway.
    Railway,
    /// The road along the left bank.
    RiverRoad,
    /// The ring road.
    Motorway,
    /// Nothing: its place is counted from the axis of the valley.
    Ground,
}

/// Households that left, between two days.
#[derive(Clone, Copy)]
pub(crate) struct Departure {
    pub(crate) households: u32,
    pub(crate) from: Date,
    pub(crate) to: Date,
}

/// One settlement.
#[derive(Clone, Copy)]
pub(crate) struct Site {
    pub(crate) name: &'static str,
    pub(crate) kind: SettlementKind,
    pub(crate) status: SettlementStatus,
    /// Counted at the social census, before anyone left.
    pub(crate) households: u32,
    pub(crate) installed_on: Date,
    pub(crate) beside: Beside,
    /// Where along the valley, in metres upstream.
    pub(crate) along_m: f64,
    /// The gap to what it lies beside, in metres towards the right bank.
    pub(crate) off_m: f64,
    pub(crate) departure: Option<Departure>,
}

impl Site {
    fn new(name: &'static str, kind: SettlementKind, status: SettlementStatus) -> Self {
        Self {
            name,
            kind,
            status,
            households: 0,
            installed_on: Date::MIN,
            beside: Ground,
            along_m: 0.0,
            off_m: 0.0,
            departure: None,
        }
    }

    fn counted(self, households: u32, installed_on: Date) -> Self {
        Self {
            households,
            installed_on,
            ..self
        }
    }

    fn at(self, beside: Beside, along_m: f64, off_m: f64) -> Self {
        Self {
            beside,
            along_m,
            off_m,
            ..self
        }
    }

    fn left(self, households: u32, from: Date, to: Date) -> Self {
        let departure = Some(Departure {
            households,
            from,
            to,
        });
        Self { departure, ..self }
    }

    fn all_left(self, from: Date, to: Date) -> Self {
        self.left(self.households, from, to)
    }
}

/// The settlements in the order of their codes: first those where households live, then the closed ones.
pub(crate) fn sites() -> Vec<Site> {
    [open_sites(), closed_sites()].concat()
}

#[expect(clippy::too_many_lines, reason = "a table is read from top to bottom")]
fn open_sites() -> Vec<Site> {
    vec![
        Site::new("Gué du Héron", Shantytown, Emergency)
            .counted(18, date!(2019 - 05 - 02))
            .at(River, 3_300.0, -85.0)
            .all_left(date!(2025 - 12 - 12), date!(2025 - 12 - 14)),
        Site::new("La Gravière", Shantytown, Accompaniment)
            .counted(36, date!(2017 - 09 - 18))
            .at(Ground, -3_050.0, -530.0)
            .left(9, date!(2025 - 03 - 03), date!(2026 - 09 - 25)),
        Site::new("Triangle du Rail", Shantytown, Diagnosis)
            .counted(30, date!(2020 - 02 - 11))
            .at(Railway, 1_700.0, -9.0),
        Site::new("Bout du Port", Squat, Confirmed)
            .counted(11, date!(2024 - 01 - 22))
            .at(Ground, 1_640.0, 335.0),
        Site::new("Sous le Grand-Pont", Encampment, Reported)
            .counted(6, date!(2026 - 06 - 30))
            .at(River, -300.0, 60.0),
        Site::new("Talus de la Rocade", VehicleSite, Confirmed)
            .counted(12, date!(2023 - 04 - 05))
            .at(Motorway, 2_050.0, -12.0),
        Site::new("Chemin de la Rocade", Shantytown, Accompaniment)
            .counted(33, date!(2018 - 03 - 26))
            .at(Motorway, 2_560.0, -75.0)
            .left(8, date!(2025 - 06 - 16), date!(2026 - 10 - 09)),
        Site::new("Les Pylônes", Shantytown, Diagnosis)
            .counted(22, date!(2021 - 10 - 04))
            .at(Ground, -2_660.0, 2_082.0),
        Site::new("Friche des Tanneurs", Squat, MovePlanned)
            .counted(16, date!(2022 - 11 - 14))
            .at(Ground, 700.0, 1_500.0)
            .left(4, date!(2026 - 07 - 06), date!(2026 - 10 - 16)),
        Site::new("Route de la Rive", VehicleSite, Reported)
            .counted(7, date!(2026 - 03 - 19))
            .at(RiverRoad, -4_300.0, 10.0),
        Site::new("Moulin Neuf", InsertionSite, Stabilised)
            .counted(12, date!(2016 - 06 - 01))
            .at(Ground, 3_600.0, 2_650.0),
        Site::new("Maison du Garde-Barrière", UnfitDwelling, Confirmed)
            .counted(2, date!(2015 - 02 - 09))
            .at(Railway, -3_700.0, 14.0),
        Site::new("Entrepôt du Loriot", Squat, Accompaniment)
            .counted(17, date!(2021 - 08 - 23))
            .at(Ground, -1_500.0, 1_720.0)
            .left(5, date!(2025 - 10 - 13), date!(2026 - 09 - 18)),
        Site::new("Verger Clos", Shantytown, Accompaniment)
            .counted(26, date!(2019 - 11 - 25))
            .at(Ground, 4_700.0, 1_900.0)
            .left(7, date!(2024 - 12 - 02), date!(2026 - 06 - 26)),
        Site::new("Les Serres", Shantytown, MovePlanned)
            .counted(20, date!(2020 - 07 - 13))
            .at(RiverRoad, 1_300.0, 70.0)
            .left(5, date!(2026 - 02 - 09), date!(2026 - 10 - 02)),
        Site::new("Bord d'Eau", Encampment, Diagnosis)
            .counted(5, date!(2025 - 04 - 14))
            .at(River, -4_600.0, -80.0),
        Site::new("Ancienne Minoterie", Squat, Moving)
            .counted(17, date!(2020 - 01 - 20))
            .at(Railway, 3_900.0, 40.0)
            .left(11, date!(2026 - 08 - 17), date!(2026 - 10 - 30)),
        Site::new("Le Belvédère", Shantytown, Diagnosis)
            .counted(12, date!(2023 - 09 - 12))
            .at(Ground, -900.0, 4_300.0),
        Site::new("Garage de l'Avenue", Squat, Accompaniment)
            .counted(9, date!(2022 - 05 - 30))
            .at(Ground, -110.0, 1_980.0)
            .left(2, date!(2026 - 01 - 12), date!(2026 - 09 - 11)),
    ]
}

fn closed_sites() -> Vec<Site> {
    vec![
        Site::new("Les Grands Peupliers", Shantytown, Closed)
            .counted(31, date!(2015 - 10 - 19))
            .at(River, -1_500.0, -260.0)
            .all_left(date!(2023 - 12 - 04), date!(2024 - 03 - 22)),
        Site::new("Ancienne Laiterie", Squat, Closed)
            .counted(24, date!(2018 - 01 - 08))
            .at(Ground, 1_100.0, 2_700.0)
            .all_left(date!(2024 - 02 - 05), date!(2024 - 05 - 31)),
        Site::new("Quai aux Sables", Encampment, Closed)
            .counted(12, date!(2022 - 07 - 04))
            .at(River, 900.0, 110.0)
            .all_left(date!(2024 - 05 - 06), date!(2024 - 06 - 14)),
        Site::new("Champ de la Cigale", Shantytown, Closed)
            .counted(27, date!(2014 - 04 - 22))
            .at(RiverRoad, 2_900.0, -120.0)
            .all_left(date!(2024 - 06 - 17), date!(2024 - 09 - 27)),
        Site::new("École du Lac", Squat, Closed)
            .counted(9, date!(2021 - 03 - 15))
            .at(Ground, -3_900.0, 1_900.0)
            .all_left(date!(2024 - 11 - 04), date!(2024 - 12 - 06)),
        Site::new("Remblai du Rail", Shantytown, Closed)
            .counted(18, date!(2017 - 05 - 29))
            .at(Railway, -900.0, -12.0)
            .all_left(date!(2025 - 01 - 13), date!(2025 - 03 - 28)),
        Site::new("Pré de l'Échangeur", Shantytown, Closed)
            .counted(22, date!(2018 - 08 - 06))
            .at(Motorway, -1_400.0, 60.0)
            .all_left(date!(2025 - 04 - 07), date!(2025 - 06 - 27)),
        Site::new("Villa des Huppes", Squat, Closed)
            .counted(8, date!(2022 - 02 - 21))
            .at(Ground, -2_300.0, 3_000.0)
            .all_left(date!(2025 - 08 - 18), date!(2025 - 09 - 19)),
        Site::new("Dépôt des Autobus", Squat, Closed)
            .counted(16, date!(2019 - 12 - 09))
            .at(Ground, 2_500.0, 1_520.0)
            .all_left(date!(2025 - 11 - 10), date!(2026 - 01 - 23)),
        Site::new("Chemin Creux", Shantytown, Closed)
            .counted(13, date!(2020 - 09 - 28))
            .at(Ground, -4_200.0, 2_700.0)
            .all_left(date!(2026 - 03 - 02), date!(2026 - 04 - 24)),
        Site::new("Parking du Stade", VehicleSite, Closed)
            .counted(9, date!(2023 - 06 - 12))
            .at(Ground, 250.0, 3_420.0)
            .all_left(date!(2026 - 06 - 01), date!(2026 - 07 - 03)),
    ]
}
