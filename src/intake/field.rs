//! The fields of a record that a column can feed, and what such columns are called.
//!
//! `#` in a name stands for one digit (`p19_pop`, `p21_pop`). Names are tried in order, so
//! the surest stands first; a name also stands for its first ten letters, which is all that
//! a Shapefile keeps.

use crate::domain::LayerKind;

/// A field of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Field {
    Code,
    Name,
    Kind,
    Status,
    Households,
    People,
    InstalledOn,
    Population,
    SocialHomes,
    Deprived,
    Class,
    Type,
    Household,
    MovedOn,
    Origin,
    Neighbourhood,
    Landlord,
    Homes,
    Rooms,
    PeopleLeast,
    PeopleMost,
    StepFree,
    AvailableFrom,
    Rent,
    Programme,
    SchoolChanged,
}

impl Field {
    /// The fields of the records of a layer, in the order people read them.
    pub(super) fn of(kind: LayerKind) -> &'static [Self] {
        match kind {
            LayerKind::Settlements => &[
                Self::Code,
                Self::Name,
                Self::Kind,
                Self::Status,
                Self::Households,
                Self::People,
                Self::InstalledOn,
            ],
            LayerKind::Neighbourhoods | LayerKind::System(_) => &[
                Self::Code,
                Self::Name,
                Self::Population,
                Self::Households,
                Self::SocialHomes,
                Self::Deprived,
            ],
            LayerKind::Zones(_) => &[Self::Class, Self::Type],
            LayerKind::Study(_) | LayerKind::Landmarks(_) => &[Self::Name],
            LayerKind::Depth => &[],
            LayerKind::Placements => &[
                Self::Household,
                Self::Kind,
                Self::MovedOn,
                Self::Origin,
                Self::Neighbourhood,
                Self::Landlord,
                Self::Programme,
                Self::SchoolChanged,
            ],
            LayerKind::Offers => &[
                Self::Code,
                Self::Landlord,
                Self::Neighbourhood,
                Self::Homes,
                Self::Rooms,
                Self::PeopleLeast,
                Self::PeopleMost,
                Self::StepFree,
                Self::AvailableFrom,
                Self::Rent,
            ],
        }
    }

    /// The field as a mapping names it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Name => "name",
            Self::Kind => "kind",
            Self::Status => "status",
            Self::Households => "households",
            Self::People => "people",
            Self::InstalledOn => "installed_on",
            Self::Population => "population",
            Self::SocialHomes => "social_homes",
            Self::Deprived => "deprived",
            Self::Class => "class",
            Self::Type => "type",
            Self::Household => "household",
            Self::MovedOn => "moved_on",
            Self::Origin => "origin",
            Self::Neighbourhood => "neighbourhood",
            Self::Landlord => "landlord",
            Self::Homes => "homes",
            Self::Rooms => "rooms",
            Self::PeopleLeast => "people_least",
            Self::PeopleMost => "people_most",
            Self::StepFree => "step_free",
            Self::AvailableFrom => "available_from",
            Self::Rent => "rent",
            Self::Programme => "programme",
            Self::SchoolChanged => "school_changed",
        }
    }

    /// What columns that feed this field are called, surest first.
    pub(super) fn guesses(self, kind: LayerKind) -> impl Iterator<Item = &'static str> {
        let names = match self {
            Self::Code => codes(kind),
            Self::Name => NAMES,
            Self::Kind if kind == LayerKind::Placements => PLACEMENT_KINDS,
            Self::Kind => SETTLEMENT_KINDS,
            Self::Status => "status statut phase etat etat_site",
            Self::Households => HOUSEHOLDS,
            Self::People => PEOPLE,
            Self::InstalledOn => INSTALLED_ON,
            Self::Population => POPULATION,
            Self::SocialHomes => SOCIAL_HOMES,
            Self::Deprived => "deprived qpv qp quartier_prioritaire est_qpv priority",
            Self::Class => CLASSES,
            Self::Type => TYPES,
            Self::Household => HOUSEHOLD_CODES,
            Self::MovedOn => MOVED_ON,
            Self::Origin => ORIGINS,
            Self::Neighbourhood => NEIGHBOURHOODS,
            Self::Homes => "homes nb_logements nombre_logements vacants nb_vacants vacancies",
            Self::Rooms => ROOMS,
            Self::PeopleLeast => "people_least occupants_min personnes_min min_people",
            Self::PeopleMost => PEOPLE_MOST,
            Self::StepFree => "step_free plain_pied pmr accessible accessible_pmr sans_marche",
            Self::AvailableFrom => AVAILABLE_FROM,
            Self::Rent => "rent loyer_charges_comprises loyer_cc loyer_charges loyer alquiler",
            Self::Landlord => "landlord bailleur nom_bailleur arrendador_social",
            Self::Programme => PROGRAMMES,
            Self::SchoolChanged => SCHOOL_CHANGED,
        };
        names.split(' ')
    }
}

fn codes(kind: LayerKind) -> &'static str {
    match kind {
        LayerKind::Settlements => SETTLEMENT_CODES,
        LayerKind::Offers => OFFER_CODES,
        _ => NEIGHBOURHOOD_CODES,
    }
}

const SETTLEMENT_CODES: &str = "\
    code settlement_code site_code code_site code_settlement id_site num_site numero_site \
    reference ref id_renabap renabap_id code_qp polyno settlement_id site_id identifiant id \
    gid objectid fid";
const OFFER_CODES: &str = "\
    code offer_code offer code_offre num_offre id_offre code_logement id_logement num_logement \
    home_code reference ref identifiant id";
const ROOMS: &str = "\
    rooms nb_rooms pieces nb_pieces nbpiece nombre_pieces typologie type_logement type habitaciones";
const PEOPLE_MOST: &str = "\
    people_most people max_people occupants_max personnes_max nb_personnes_max capacite capacity";
const AVAILABLE_FROM: &str = "\
    available_from available disponible_le date_disponibilite disponibilite date_dispo dispo_le";
const NEIGHBOURHOOD_CODES: &str = "\
    code code_quartier code_qp grd_quart code_iris dcomiris iris neighbourhood_code \
    neighborhood_code code_neighbourhood idinspire insee_com code_insee code_commune codgeo \
    depcom insee id_quartier num_quartier barrio_id ward_code quartier identifiant id gid \
    objectid fid";
const NAMES: &str = "\
    name nom nom_site site_name nom_quartier nom_quart lib_quartier lib_grd_quart nom_qp \
    nombre_barrio nombre_bar nom_iris lib_iris libelle label nom_com nom_commune libcom libgeo \
    toponyme libelle_station equipement nom_equipement nom_voie nom_rue denomination intitule \
    nombre site barrio ward quartier";
const SETTLEMENT_KINDS: &str = "\
    kind type type_site site_type nature type_habitat clasificacion_barrio clasificacion";
const HOUSEHOLDS: &str = "\
    households nb_households menages nb_menages nbre_menages nombre_menages p##_men p##_rp men \
    familles nb_familles nombre_familles foyers nb_foyers cantidad_familias_aproximada \
    cantidad_familias familias hogares families";
const PEOPLE: &str = "\
    people nb_people personnes nb_personnes nbre_personnes nombre_personnes habitants \
    nb_habitants nb_hab effectif population pop_mun pop personas cantidad_personas persons \
    residents";
const INSTALLED_ON: &str = "\
    installed_on installed date_installation installation date_inst depuis date_arrivee since \
    anio_de_creacion annee_installation";
const POPULATION: &str = "\
    population p##_pop pop_mun p##_nper_rp p##_pmen pmun ptot pop_totale pop_tot pop habitants \
    nb_habitants nb_hab ind poblacion inhabitants";
const SOCIAL_HOMES: &str = "\
    social_homes p##_rp_lochlmv log_soc logements_sociaux nb_logements_sociaux log_sociaux \
    nb_lls lls rpls social_housing hlm nb_hlm viviendas_sociales";
const CLASSES: &str = "\
    class classe severity nivalea niveaualea niv_alea niveau_alea nivalea_st nivalea_std \
    niveau intensite degre gravite level hazard_class clase nivel typereg typereglement";
const TYPES: &str = "\
    typealea type_alea coderisque code_risque type_risque peril hazard_type alea type";
const HOUSEHOLD_CODES: &str = "\
    household household_code household_id code_household code_menage id_menage menage \
    num_menage code_foyer id_foyer foyer code_hogar hogar";
const PLACEMENT_KINDS: &str = "\
    kind placement_kind type_logement type_relogement nature_logement solution orientation \
    type nature tipo";
const MOVED_ON: &str = "\
    moved_on moved move_date date_relogement date_emmenagement date_entree date_demenagement \
    relogement_date relocation_date fecha_mudanza date";
// Not the word `origine` alone: in social files it also stands for a country.
const ORIGINS: &str = "\
    origin origin_settlement settlement settlement_code site_origine origine_site code_site \
    code_site_origine site from_settlement";
const PROGRAMMES: &str = "\
    programme program nom_programme dispositif mous operation_mous plan_relogement programa";
const SCHOOL_CHANGED: &str = "\
    school_changed changed_school changement_ecole changement_d_ecole changement_etablissement \
    ecole_changee cambio_escuela";
const NEIGHBOURHOODS: &str = "\
    neighbourhood neighborhood neighbourhood_code neighborhood_code code_quartier grd_quart \
    quartier code_iris iris code_qp barrio";
