//! Kinds and states as files write them, in French, English and Spanish.

use super::fold;
use crate::domain::{Code, PlacementKind, SettlementKind, SettlementStatus};

/// The kind of settlement that the words mean.
pub(super) fn settlement_kind(text: &str) -> Option<SettlementKind> {
    // A class of the Argentine register; as a beginning it would also be a village.
    let villa = (fold::squeezed(text) == "villa").then_some(SettlementKind::Shantytown);
    let code = SettlementKind::from_code(text).or(villa);
    code.or_else(|| by_stem(text, SETTLEMENT_KINDS))
}

/// The state of a settlement that the words mean.
pub(super) fn settlement_status(text: &str) -> Option<SettlementStatus> {
    const ENDED: &str = "ferme fermee resorbe resorbee evacue evacuee clos close closed";
    let folded = fold::squeezed(text);
    // An ended site is no longer ranked, so only the whole word ends it: "à résorber", "menacé
    // d'évacuation" and "non fermé" speak of places where people still live.
    let ended = ENDED.split(' ').any(|word| word == folded);
    let denied = ["non", "pas", "not"]
        .iter()
        .any(|no| folded.starts_with(no));
    SettlementStatus::from_code(text)
        .or(ended.then_some(SettlementStatus::Closed))
        .or_else(|| by_stem(text, STATUSES).filter(|_| !denied))
}

/// The kind of home or outcome that the words mean.
pub(super) fn placement_kind(text: &str) -> Option<PlacementKind> {
    PlacementKind::from_code(text).or_else(|| by_stem(text, PLACEMENT_KINDS))
}

/// The first line with a stem that the folded text holds; longer stems stand first.
fn by_stem<T: Copy>(text: &str, lines: &[(T, &str)]) -> Option<T> {
    let folded = fold::squeezed(text);
    lines
        .iter()
        .find(|(_, stems)| stems.split(' ').any(|stem| folded.contains(stem)))
        .map(|(word, _)| *word)
}

const SETTLEMENT_KINDS: &[(SettlementKind, &str)] = &[
    (
        SettlementKind::Shantytown,
        "bidonville shanty slum asentamiento autoconstruit",
    ),
    (SettlementKind::Squat, "squat"),
    (
        SettlementKind::Encampment,
        "campement encampment tente tents",
    ),
    (
        SettlementKind::VehicleSite,
        "vehicul vehicle caravan stationnement",
    ),
    (SettlementKind::InsertionSite, "insertion espacetemporaire"),
    (SettlementKind::UnfitDwelling, "indigne insalubre unfit"),
    (SettlementKind::Unknown, "inconnu desconocid unknown"),
];

const STATUSES: &[(SettlementStatus, &str)] = &[
    (SettlementStatus::Reported, "signal reported"),
    (SettlementStatus::Confirmed, "confirm"),
    (SettlementStatus::Diagnosis, "diagnos"),
    (SettlementStatus::Accompaniment, "accompagn accompan"),
    (
        SettlementStatus::MovePlanned,
        "relogementprogramm programm moveplanned",
    ),
    (SettlementStatus::Moving, "demenag moving"),
    (SettlementStatus::Stabilised, "stabilis maintenu maintien"),
    (SettlementStatus::Rejected, "rejet doublon rejected"),
    (
        SettlementStatus::Emergency,
        "urgence miseensecurite emergency",
    ),
    (SettlementStatus::Unknown, "inconnu unknown"),
];

const PLACEMENT_KINDS: &[(PlacementKind, &str)] = &[
    (PlacementKind::RentalIntermediation, "intermediation"),
    (PlacementKind::HousingFirst, "chezsoidabord housingfirst"),
    (
        PlacementKind::AdaptedHousing,
        "residencesociale pensiondefamille adapte adapted",
    ),
    (
        PlacementKind::AccompaniedHousing,
        "bailglissant accompagne accompanied",
    ),
    (PlacementKind::InsertionSite, "insertion"),
    (PlacementKind::Shelter, "hebergement chrs chu shelter"),
    (PlacementKind::Hotel, "hotel"),
    (
        PlacementKind::HostFamily,
        "chezuntiers parunproche hostfamily",
    ),
    (
        PlacementKind::MaintainedInPlace,
        "maintien maintenu maintained",
    ),
    (PlacementKind::VoluntaryReturn, "retour voluntaryreturn"),
    (PlacementKind::OtherSite, "autresite othersite"),
    (PlacementKind::NoSolution, "sanssolution nosolution"),
    (PlacementKind::SocialRental, "social hlm bailleur"),
    (PlacementKind::PrivateRental, "prive private"),
    (PlacementKind::Unknown, "inconnu unknown"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_the_product_means_itself() {
        for &kind in SettlementKind::ALL {
            assert_eq!(settlement_kind(kind.code()), Some(kind));
        }
        for &status in SettlementStatus::ALL {
            assert_eq!(settlement_status(status.code()), Some(status));
        }
        for &kind in PlacementKind::ALL {
            assert_eq!(placement_kind(kind.code()), Some(kind));
        }
    }

    #[test]
    fn labels_of_french_and_spanish_files_are_understood() {
        assert_eq!(
            settlement_kind("Campement (tentes)"),
            Some(SettlementKind::Encampment)
        );
        assert_eq!(
            settlement_kind("Asentamiento"),
            Some(SettlementKind::Shantytown)
        );
        assert_eq!(settlement_kind("Villa"), Some(SettlementKind::Shantytown));
        assert_eq!(
            settlement_kind("Village d'insertion"),
            Some(SettlementKind::InsertionSite)
        );
        assert_eq!(
            settlement_status("Signalé"),
            Some(SettlementStatus::Reported)
        );
        assert_eq!(
            placement_kind("Logement social"),
            Some(PlacementKind::SocialRental)
        );
        assert_eq!(
            placement_kind("Résidence sociale"),
            Some(PlacementKind::AdaptedHousing)
        );
        assert_eq!(
            placement_kind("Parc privé"),
            Some(PlacementKind::PrivateRental)
        );
    }

    #[test]
    fn only_the_whole_word_ends_a_settlement() {
        for text in ["Fermé", "résorbé", "ÉVACUÉ", "closed"] {
            assert_eq!(
                settlement_status(text),
                Some(SettlementStatus::Closed),
                "{text}"
            );
        }
        for text in [
            "à résorber",
            "évacuation prévue",
            "menacé d'évacuation",
            "non fermé",
        ] {
            assert_ne!(
                settlement_status(text),
                Some(SettlementStatus::Closed),
                "{text}"
            );
        }
        assert_eq!(settlement_status("non confirmé"), None);
    }

    #[test]
    fn a_word_nobody_listed_means_nothing() {
        assert_eq!(settlement_kind("palais"), None);
        assert_eq!(placement_kind(""), None);
    }
}
